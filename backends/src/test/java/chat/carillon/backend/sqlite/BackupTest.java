package chat.carillon.backend.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.backend.sqlite.db.Backup;
import chat.carillon.core.conversation.ReadResult;
import chat.carillon.core.conversation.Reading;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    Path folder;

    private SqliteStore open(String name) {
        return SqliteStore.open(folder.resolve(name), new ManualTime(), Limits.DEFAULT);
    }

    /// As an operator does it.
    private Path restored(Path copy, String name) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        return Files.copy(copy, directory.resolve("carillon.db"));
    }

    @Test
    void a_copy_holds_what_was_there_and_the_original_goes_on() throws IOException {
        Path copy = folder.resolve("copy.db");
        try (var store = open("original")) {
            String epoch = store.epoch();
            Chat chat = Chat.in(store);
            chat.post("before");
            Backup.write(folder.resolve("original"), copy);
            chat.post("after");
            assertThat(store.epoch()).isEqualTo(epoch);
            assertThat(chat.texts()).containsExactly("before", "after");
        }
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        restored(copy, "restored");
        try (var store = open("restored")) {
            Chat chat = Chat.in(store);
            assertThat(chat.texts()).containsExactly("before");
            assertThat(chat.search("before")).containsExactly("before");
        }
    }

    @Test
    void a_cursor_of_the_original_is_void_even_where_the_restored_log_has_grown_past_it() throws IOException {
        Path copy = folder.resolve("copy.db");
        String epoch;
        long cursor;
        try (var store = open("original")) {
            epoch = store.epoch();
            Chat chat = Chat.in(store);
            Backup.write(folder.resolve("original"), copy);
            cursor = chat.post("lost");
        }
        restored(copy, "restored");
        try (var store = open("restored")) {
            Chat chat = Chat.in(store);
            chat.post("other");
            chat.post("and more");
            var reading = new Reading(store, Limits.DEFAULT);
            assertThat(reading.sync(Chat.ANN, chat.id(), epoch, cursor, 10)).isInstanceOf(ReadResult.Reset.class);
            assertThat(reading.sync(Chat.ANN, chat.id(), store.epoch(), cursor, 10))
                    .isInstanceOf(ReadResult.Ok.class);
        }
    }

    @Test
    void every_restore_is_a_life_of_its_own_and_keeps_it() throws IOException {
        Path copy = folder.resolve("copy.db");
        open("original").close();
        Backup.write(folder.resolve("original"), copy);
        restored(copy, "one");
        restored(copy, "two");
        String one = epochOf("one");
        assertThat(one).isNotEqualTo(epochOf("two")).isNotEqualTo(epochOf("original"));
        assertThat(epochOf("one")).isEqualTo(one);
    }

    private String epochOf(String name) {
        try (var store = open(name)) {
            return store.epoch();
        }
    }

    @Test
    void what_cannot_be_copied_is_said_in_one_sentence() throws IOException {
        Path copy = Files.writeString(folder.resolve("copy.db"), "precious");
        open("original").close();

        assertThatThrownBy(() -> Backup.write(folder.resolve("original"), copy))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(copy + " exists already (expected: a new file)");
        assertThat(copy).hasContent("precious");
        assertThatThrownBy(() -> Backup.write(folder, folder.resolve("new.db")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("there is no store in " + folder + " (expected: a data directory)");
        assertThat(folder.resolve("new.db")).doesNotExist();
    }
}
