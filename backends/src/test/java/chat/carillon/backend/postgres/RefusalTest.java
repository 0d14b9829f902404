package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.Limits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens while the database takes no writes, or no more of them.
class RefusalTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    private String url;
    private PostgresStore store;
    private Chat chat;

    @BeforeEach
    void open() {
        url = TestDatabase.create();
        store = PostgresStore.open(
                PostgresOptions.of(url).withConnections(1, 1).withTimeouts(SHORT, Duration.ofSeconds(2)),
                Limits.DEFAULT);
        chat = Chat.in(store, "c");
        chat.post("before");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// Makes the database read-only for connections that begin from now on, and ends the present
    /// ones, as a switch-over to a standby does.
    private void readOnly(boolean on) throws SQLException {
        String name = url.replaceAll(".*/|\\?.*", "");
        String server = TestDatabase.server().url("postgres");
        TestDatabase.execute(server, "ALTER DATABASE %s SET default_transaction_read_only = %b".formatted(name, on));
        TestDatabase.execute(
                server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    @Test
    void a_read_only_database_refuses_writes_and_is_read() throws Exception {
        readOnly(true);

        assertThatThrownBy(() -> chat.post("during"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("read-only");
        assertThat(store.refusal())
                .hasValueSatisfying(reason -> assertThat(reason).contains("read-only"));
        assertThat(chat.texts()).containsExactly("before");
        store.probe();
        assertThat(store.refusal()).isPresent();

        readOnly(false);
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            store.probe();
            return store.refusal().isEmpty();
        });
        chat.post("after");
        assertThat(chat.texts()).containsExactly("before", "after");
    }

    @Test
    void a_lock_that_is_not_given_back_is_not_waited_for_for_ever() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM conversation FOR UPDATE");

            assertThatThrownBy(() -> chat.post("during")).isInstanceOf(StoreUnavailableException.class);
            assertThat(store.refusal()).isEmpty();
            connection.rollback();
        }
        chat.post("after");
        assertThat(chat.texts()).containsExactly("before", "after");
    }

    @Test
    void when_all_connections_are_busy_reads_are_refused_and_not_queued() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<List<String>> waiting = CompletableFuture.supplyAsync(chat::texts);
            await().until(() -> waitsForLock(statement));

            assertThatThrownBy(chat::texts)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("all 1 connections for reads are busy");
            assertThat(store.refusal()).isEmpty();
            connection.rollback();
            assertThat(waiting.join()).containsExactly("before");
        }
        assertThat(chat.texts()).containsExactly("before");
    }

    private static boolean waitsForLock(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }
}
