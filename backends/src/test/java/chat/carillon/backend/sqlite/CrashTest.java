package chat.carillon.backend.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.Entry;
import chat.carillon.protocol.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process that is killed leaves to the next one.
class CrashTest {
    @TempDir
    Path directory;

    private SqliteStore open() {
        return SqliteStore.open(directory, new SystemTime(), Limits.DEFAULT);
    }

    @Test
    void what_was_acknowledged_is_there_after_each_of_several_kills() throws Exception {
        long acknowledged = 0;
        for (int kill = 1; kill <= 3; kill++) {
            try (var process = StoreProcess.start(directory)) {
                acknowledged = process.await(50 * kill);
                acknowledged = Math.max(acknowledged, process.kill());
            }
            try (var store = open()) {
                List<Entry> log = Chat.in(store).log();

                assertThat(log.size()).isGreaterThanOrEqualTo((int) acknowledged);
                assertThat(log)
                        .extracting(Entry::seq)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, log.size()).boxed().toList());
                assertThat(Chat.in(store).texts())
                        .containsExactlyElementsOf(LongStream.rangeClosed(2, log.size())
                                .mapToObj(seq -> "text " + seq)
                                .toList());
            }
        }
    }

    @Test
    void what_a_killed_process_did_not_index_is_found() throws Exception {
        try (var process = StoreProcess.start(directory)) {
            process.await(50);
            process.kill();
        }
        try (var store = open()) {
            Chat chat = Chat.in(store);

            assertThat(chat.search("text")).containsExactlyInAnyOrderElementsOf(chat.texts());
        }
    }

    @Test
    void a_second_process_is_refused_and_told_who_has_the_directory() throws Exception {
        try (var process = StoreProcess.start(directory)) {
            process.await(1);

            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining(directory.toRealPath().toString())
                    .hasMessageContaining("in use by process " + process.pid());

            process.await(1);
            process.kill();
        }
        open().close();
    }

    @Test
    void a_second_store_of_the_same_process_is_refused_and_does_no_harm_to_the_first() throws Exception {
        try (var store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
            assertThat(Chat.in(store).post("still works")).isEqualTo(2);
            try (var process = StoreProcess.start(directory)) {
                assertThatThrownBy(() -> process.await(1)).hasMessage("the process ended by itself");
            }
        }
        open().close();
    }
}
