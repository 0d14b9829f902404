package chat.carillon.backend.postgres.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.PostgresStore;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import chat.carillon.testkit.contract.cluster.SessionRegistryContract;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a server of its own, which is killed and frozen.
class PostgresSessionRegistryTest extends SessionRegistryContract {
    private static final UserId ANN = new UserId("ann");
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofHours(1);
    private static PostgresServer server;
    private static int tests;

    private final List<PostgresSessionRegistry> open = new ArrayList<>();
    private String url;
    private PostgresStore store;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = PostgresServer.start(directory, Durability.NONE);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void openStore() throws SQLException {
        String name = "registry" + tests++;
        execute(server.url("postgres"), "CREATE DATABASE " + name);
        url = server.url(name);
        store = PostgresStore.open(
                PostgresOptions.of(url).withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)), Limits.DEFAULT);
    }

    @AfterEach
    void closeAll() {
        open.forEach(PostgresSessionRegistry::close);
        store.close();
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    protected SessionRegistry connect(String node) {
        return registry(node);
    }

    private PostgresSessionRegistry registry(String node) {
        store.nodes().renew(new NodeRecord(node, "here", "none", 1, "127.0.0.1:1", 0), LEASE);
        var registry = PostgresSessionRegistry.open(node, store.writes(), store.reads());
        open.add(registry);
        return registry;
    }

    private static Registration session(int number) {
        return new Registration(ANN, new DeviceId("d" + number), new SessionId("n#1." + number), "n#1", number);
    }

    private static void register(SessionRegistry registry, int from, int until) {
        IntStream.range(from, until).forEach(i -> {
            var _ = registry.register(session(i));
        });
    }

    private void awaitRows(int... sessions) {
        List<String> expected =
                IntStream.of(sessions).mapToObj(i -> "n#1." + i).sorted().toList();
        await().atMost(WITHIN).ignoreException(SQLException.class).untilAsserted(() -> {
            // As a node does while the store refuses; where the database was away for long, it does.
            store.probe();
            assertThat(rows()).isEqualTo(expected);
        });
    }

    private List<String> rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT session FROM session ORDER BY session")) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    @Test
    void what_waits_for_a_database_that_does_not_answer_does_not_grow() throws IOException {
        PostgresSessionRegistry registry = registry("n#1");
        register(registry, 0, 3);
        awaitRows(0, 1, 2);
        server.freeze();
        try {
            for (int i = 3; i < 50_000; i++) {
                var _ = registry.register(session(i));
                registry.unregister(session(i - 2));
            }
            assertThat(registry.waiting()).isLessThanOrEqualTo(10);
        } finally {
            server.thaw();
        }
        awaitRows(0, 49_998, 49_999);
    }

    @Test
    void what_could_not_be_written_is_written_and_deleted_when_the_database_is_back() throws IOException {
        PostgresSessionRegistry registry = registry("n#1");
        register(registry, 0, 5);
        awaitRows(0, 1, 2, 3, 4);
        server.stop();
        registry.unregister(session(3));
        registry.unregister(session(4));
        register(registry, 5, 7);
        await().atMost(WITHIN).until(() -> registry.waiting() == 0);

        server.start();
        awaitRows(0, 1, 2, 5, 6);
    }

    @Test
    void sessions_are_written_anew_after_a_crash_of_the_database() throws IOException, SQLException {
        PostgresSessionRegistry registry = registry("n#1");
        register(registry, 0, 2_500);
        int[] all = IntStream.range(0, 2_500).toArray();
        awaitRows(all);
        server.kill();
        server.start();
        awaitRows(all);

        execute(url, "DELETE FROM session WHERE session = 'n#1.7'");
        awaitRows(all);
        execute(url, "INSERT INTO session VALUES ('eve', 'n#1.old', 'n#1', 'd', 0)");
        awaitRows(all);
    }
}
