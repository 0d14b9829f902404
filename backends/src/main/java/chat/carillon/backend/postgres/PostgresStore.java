package chat.carillon.backend.postgres;

import chat.carillon.backend.column.StoreMarks;
import chat.carillon.backend.postgres.cluster.PostgresNodes;
import chat.carillon.backend.postgres.db.Gate;
import chat.carillon.backend.postgres.db.Migrations;
import chat.carillon.backend.postgres.db.Pool;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.db.StoreClock;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.backend.postgres.people.PostgresAuditLog;
import chat.carillon.backend.postgres.people.PostgresProfiles;
import chat.carillon.backend.postgres.push.PostgresDevices;
import chat.carillon.backend.postgres.push.PostgresMailboxes;
import chat.carillon.backend.postgres.push.PostgresPush;
import chat.carillon.core.log.plan.AppendPlanner;
import chat.carillon.core.log.plan.CreatePlanner;
import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.core.registry.NodeDirectory;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.Limits;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongUnaryOperator;

/// The cluster's store: a PostgreSQL database, which any number of nodes may use at a time.
/// Thread-safe.
public final class PostgresStore implements Store {
    /// Connections for writes that are no appends: markers, conversations, accounts, probes.
    private static final int OTHER_WRITE_CONNECTIONS = 2;

    private final String epoch;
    private final PostgresOptions options;
    private final Writes writes;
    private final Reads reads;
    private final Ports ports;

    /// What to close, in this order.
    private final Deque<Runnable> closers;

    private record Ports(
            LogStore log,
            ConversationStore conversations,
            MemberStore members,
            HistoryStore history,
            AccountStore accounts,
            DeviceStore devices,
            PushStore push,
            MailboxStore mailboxes,
            ProfileStore profiles,
            AuditLog audit,
            NodeDirectory nodes) {}

    private PostgresStore(
            String epoch, PostgresOptions options, Writes writes, Reads reads, Ports ports, Deque<Runnable> closers) {
        this.epoch = epoch;
        this.options = options;
        this.writes = writes;
        this.reads = reads;
        this.ports = ports;
        this.closers = closers;
    }

    /// Opens the store in a database that exists; its tables are made if there are none.
    ///
    /// @throws StoreUnavailableException if it cannot be reached or used, or takes no writes; the
    ///     message says why
    public static PostgresStore open(PostgresOptions options, Limits limits) {
        return open(options, limits, LongUnaryOperator.identity());
    }

    /// @param clock makes the store's time of the database's, for tests that move time
    static PostgresStore open(PostgresOptions options, Limits limits, LongUnaryOperator clock) {
        Migrations.run(options);
        var closers = new ArrayDeque<Runnable>();
        try {
            return open(options, limits, clock, closers);
        } catch (RuntimeException e) {
            closeAll(closers);
            throw e;
        }
    }

    private static PostgresStore open(
            PostgresOptions options, Limits limits, LongUnaryOperator clock, Deque<Runnable> closers) {
        var gate = new Gate();
        int writers = options.appendConnections() + OTHER_WRITE_CONNECTIONS;
        var writes = new Writes(Pool.open(options, options.url(), Pool.Kind.WRITING, writers, gate), gate);
        closers.push(writes::close);
        Reads reads = reads(options, options.url(), Pool.Kind.READING, gate);
        closers.push(reads::close);
        Reads replica = reads;
        if (options.replicaUrl() != null) {
            replica = reads(options, options.replicaUrl(), Pool.Kind.REPLICA, new Gate());
            closers.push(replica::close);
        }
        String epoch = writes.write(PostgresStore::epoch);
        var ports = new Ports(
                new PostgresLog(writes, reads, new AppendPlanner(limits), clock),
                new PostgresConversations(writes, reads, new CreatePlanner(limits), clock),
                new PostgresMembers(reads),
                new PostgresHistory(reads, replica),
                new PostgresAccounts(writes, reads, clock),
                new PostgresDevices(writes, reads, new StoreClock(clock)),
                new PostgresPush(writes, reads, new StoreClock(clock)),
                new PostgresMailboxes(writes, reads),
                new PostgresProfiles(writes, reads),
                new PostgresAuditLog(writes, reads),
                new PostgresNodes(writes));
        return new PostgresStore(epoch, options, writes, reads, ports, closers);
    }

    private static Reads reads(PostgresOptions options, String url, Pool.Kind kind, Gate gate) {
        return new Reads(Pool.open(options, url, kind, options.readConnections(), gate), gate);
    }

    /// The incarnation of the content, made by the first node that opens it.
    private static String epoch(Session session) throws SQLException {
        StoreMarks.requireServable(
                session.query("SELECT name FROM meta").list(row -> row.getString(1)), "the store in the database");
        session.query("INSERT INTO meta (name, value) VALUES ('epoch', ?) ON CONFLICT DO NOTHING")
                .bind(UUID.randomUUID().toString())
                .update();
        return session.query("SELECT value FROM meta WHERE name = 'epoch'")
                .first(row -> row.getString(1))
                .orElseThrow();
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public LogStore log() {
        return ports.log();
    }

    @Override
    public ConversationStore conversations() {
        return ports.conversations();
    }

    @Override
    public MemberStore members() {
        return ports.members();
    }

    @Override
    public HistoryStore history() {
        return ports.history();
    }

    @Override
    public AccountStore accounts() {
        return ports.accounts();
    }

    @Override
    public DeviceStore devices() {
        return ports.devices();
    }

    @Override
    public PushStore push() {
        return ports.push();
    }

    @Override
    public MailboxStore mailboxes() {
        return ports.mailboxes();
    }

    @Override
    public ProfileStore profiles() {
        return ports.profiles();
    }

    @Override
    public AuditLog audit() {
        return ports.audit();
    }

    @Override
    public NodeDirectory nodes() {
        return ports.nodes();
    }

    /// For the session registry.
    public Writes writes() {
        return writes;
    }

    public Reads reads() {
        return reads;
    }

    @Override
    public int appendConcurrency() {
        return options.appendConnections();
    }

    @Override
    public Optional<String> refusal() {
        return writes.gate().refusal();
    }

    @Override
    public void probe() {
        writes.probe();
    }

    @Override
    public synchronized void close() {
        closeAll(closers);
    }

    private static void closeAll(Deque<Runnable> closers) {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
