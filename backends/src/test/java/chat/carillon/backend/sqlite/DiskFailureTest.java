package chat.carillon.backend.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.ManualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when the disk takes no more.
class DiskFailureTest {
    @TempDir
    Path directory;

    private SqliteStore store;
    private Chat chat;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory, new ManualTime(), Limits.DEFAULT);
        chat = Chat.in(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void pragma(String pragma) {
        store.writer().write(session -> {
            session.execute("PRAGMA " + pragma);
            return true;
        });
    }

    /// Posts until nothing is taken any more, and returns the texts that were.
    private List<String> fill() {
        var taken = new ArrayList<String>();
        try {
            for (int i = 0; i < 100_000; i++) {
                String text = i + " ".repeat(1_000) + "x";
                chat.post(text);
                taken.add(text);
            }
        } catch (StoreUnavailableException e) {
            return taken;
        }
        throw new AssertionError("the disk does not fill up");
    }

    @Test
    void a_full_disk_refuses_writes_and_loses_nothing_acknowledged() {
        pragma("max_page_count = 200");

        List<String> taken = fill();

        assertThat(taken).isNotEmpty();
        assertThat(store.refusal()).contains("the disk is full");
        assertThat(chat.texts()).isEqualTo(taken);
    }

    @Test
    void while_writes_are_refused_reading_goes_on_and_writes_fail_at_once() {
        pragma("max_page_count = 200");
        List<String> taken = fill();

        assertThatThrownBy(() -> chat.post("one more"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the disk is full");
        assertThatThrownBy(() -> Chat.in(store, "other")).isInstanceOf(StoreUnavailableException.class);
        assertThat(chat.texts()).isEqualTo(taken);
        assertThat(store.conversations().find(chat.id())).isPresent();
    }

    @Test
    void writes_are_taken_again_when_there_is_room_again() {
        pragma("max_page_count = 200");
        List<String> taken = new ArrayList<>(fill());
        store.writer().whileRefused(session -> session.execute("PRAGMA max_page_count = 100000"));
        assertThat(store.refusal()).isPresent();

        store.probe();

        assertThat(store.refusal()).isEmpty();
        chat.post("there is room");
        taken.add("there is room");
        assertThat(chat.texts()).isEqualTo(taken);
        assertThat(chat.log()).last().satisfies(entry -> assertThat(entry.seq()).isEqualTo(taken.size() + 1));
    }

    @Test
    void a_probe_that_fails_changes_nothing() {
        pragma("query_only = ON");
        assertThatThrownBy(() -> chat.post("text")).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.refusal())
                .hasValueSatisfying(reason -> assertThat(reason).contains("cannot be written"));

        store.probe();

        assertThat(store.refusal()).isPresent();
        store.writer().whileRefused(session -> session.execute("PRAGMA query_only = OFF"));
        store.probe();
        assertThat(store.refusal()).isEmpty();
        assertThat(chat.post("text")).isEqualTo(2);
    }
}
