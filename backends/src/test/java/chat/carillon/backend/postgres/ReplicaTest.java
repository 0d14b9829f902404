package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Where pages of history are read from.
class ReplicaTest {
    /// Two databases that differ stand for one that lags behind the other.
    @Test
    void history_and_search_come_from_the_replica_and_everything_else_does_not() {
        String primary = TestDatabase.create();
        String replica = TestDatabase.create();
        try (PostgresStore behind = PostgresStore.open(PostgresOptions.of(replica), Limits.DEFAULT)) {
            Chat.in(behind, "c").post("old text");
        }
        try (PostgresStore store =
                PostgresStore.open(PostgresOptions.of(primary).withReplica(replica), Limits.DEFAULT)) {
            Chat chat = Chat.in(store, "c");
            chat.post("old text");
            chat.post("new text");

            assertThat(store.history().messages(chat.id(), 0, 99, 10)).hasSize(1);
            assertThat(chat.search("text")).containsExactly("old text");
            assertThat(chat.texts()).containsExactly("old text", "new text");
            assertThat(store.history().message(chat.id(), 3)).isPresent();
        }
    }

    @Test
    void a_replica_that_is_not_there_is_done_without() {
        String replica = "jdbc:postgresql://127.0.0.1:1/none";
        try (PostgresStore store = PostgresStore.open(
                PostgresOptions.of(TestDatabase.create())
                        .withReplica(replica)
                        .withTimeouts(Duration.ofMillis(300), Duration.ofSeconds(2)),
                Limits.DEFAULT)) {
            Chat chat = Chat.in(store, "c");
            chat.post("some text");

            assertThat(chat.search("text")).containsExactly("some text");
            assertThat(store.history().messages(chat.id(), 0, 99, 10)).hasSize(1);
            assertThat(store.refusal()).isEmpty();
        }
    }
}
