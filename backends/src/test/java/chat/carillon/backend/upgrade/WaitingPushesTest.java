package chat.carillon.backend.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.backend.postgres.TestDatabase;
import chat.carillon.backend.sqlite.SqliteStore;
import chat.carillon.backend.sqlite.db.Database;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.ConversationStore.Marker.ReadUpTo;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Ripeness;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.core.store.Store;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.contract.StoreWorld;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pushes that wait while the server is stopped are sent by the version after the one that planned them.
///
/// A store is filled by this version, and its schema is taken back by hand to what the former version left.
class WaitingPushesTest {
    private static final long LEASE_MILLIS = 30_000;

    /// The queue was one for all kinds of targets.
    private static final String ONE_QUEUE = """
            DROP INDEX push_device_due;
            ALTER TABLE push_device DROP COLUMN kind;
            CREATE INDEX push_device_due ON push_device (due_at) WHERE state IN ('due', 'withdraw_due');
            """;

    private final ManualTime time = new ManualTime();

    @TempDir
    Path directory;

    @Test
    void of_sqlite() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve(Database.NAME);
        Supplier<Store> open = () -> SqliteStore.open(directory, time, Limits.DEFAULT);
        Map<Kind, String> expected = fill(open);

        execute(url, ONE_QUEUE + "DELETE FROM flyway_schema_history WHERE version = '9'; PRAGMA user_version = 8;");

        assertThat(waiting(open)).isEqualTo(expected);
    }

    @Test
    void of_postgres() throws SQLException {
        String url = TestDatabase.create();
        Supplier<Store> open = () -> TestDatabase.open(url, time);
        Map<Kind, String> expected = fill(open);

        execute(
                url,
                ONE_QUEUE + "DELETE FROM flyway_schema_history WHERE version = '8';"
                        + " UPDATE meta SET value = '7' WHERE name = 'schema';");

        assertThat(waiting(open)).isEqualTo(expected);
    }

    /// One push of each kind that waits, and one withdrawal.
    private Map<Kind, String> fill(Supplier<Store> open) {
        try (Store store = open.get()) {
            var world = new StoreWorld(store, time);
            ConversationId direct = world.direct("ann", "bob");
            device(world, "phone", new PushTarget.Apns("0f3c".repeat(8), "org.example.chat", false));
            world.post(direct, "ann", "one");
            plan(store, direct);
            DuePush shown =
                    store.push().take(LEASE_MILLIS, Map.of(Kind.APNS, 9)).getFirst();
            store.push().settle(List.of(new Settled(shown.hold(), State.ACCEPTED, 0, "accepted")));
            long read = shown.key().seq();
            store.push().withdraw(List.of(new ReadUpTo(direct, world.user("bob"), read)));

            device(world, "tablet", new PushTarget.Fcm("token"));
            long seq = world.post(direct, "ann", "two");
            plan(store, direct);
            return new TreeMap<>(Map.of(
                    Kind.APNS,
                    "withdraw phone %d, show phone %d".formatted(read, seq),
                    Kind.FCM,
                    "show tablet " + seq));
        }
    }

    private static void device(StoreWorld world, String name, PushTarget target) {
        var device = new PushDevice(world.user("bob"), new DeviceId(name), target, "", 0);
        assertThat(world.store().devices().register(device, 10)).isTrue();
    }

    private static void plan(Store store, ConversationId conversation) {
        long now = store.log().nowMillis();
        var all = new Ripeness(now, now, 0);
        store.push()
                .write(store.push().contexts(List.of(conversation), all).stream()
                        .map(context -> new PushPlanner(false).plan(context, now))
                        .toList());
    }

    /// What each kind of sender gets from a store that is opened again.
    private Map<Kind, String> waiting(Supplier<Store> open) {
        try (Store store = open.get()) {
            var waiting = new EnumMap<Kind, String>(Kind.class);
            for (Kind kind : Kind.values()) {
                for (DuePush due : store.push().take(LEASE_MILLIS, Map.of(kind, 9))) {
                    waiting.merge(kind, shortly(due), (before, one) -> before + ", " + one);
                }
            }
            return waiting;
        }
    }

    private static String shortly(DuePush due) {
        return "%s %s %d"
                .formatted(due.act().wireName(), due.key().device(), due.key().seq());
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String one : sql.strip().split(";\\s*")) {
                statement.execute(one);
            }
        }
    }
}
