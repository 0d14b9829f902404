package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.Checkpointer;
import chat.carillon.backend.sqlite.db.DataDirectory;
import chat.carillon.backend.sqlite.db.Database;
import chat.carillon.backend.sqlite.db.Failures;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.backend.sqlite.people.SqliteAuditLog;
import chat.carillon.backend.sqlite.people.SqliteProfiles;
import chat.carillon.backend.sqlite.push.SqliteDevices;
import chat.carillon.backend.sqlite.push.SqliteMailboxes;
import chat.carillon.backend.sqlite.push.SqlitePush;
import chat.carillon.backend.sqlite.search.SearchIndex;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.plan.AppendPlanner;
import chat.carillon.core.log.plan.CreatePlanner;
import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.core.registry.InMemoryNodeDirectory;
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
import chat.carillon.core.time.Time;
import chat.carillon.protocol.Limits;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The embedded store: the files of one directory, which belongs to one process at a time.
/// Thread-safe.
public final class SqliteStore implements Store {
    /// Reads that make progress at a time; each has a connection with a cache.
    private static final int READERS = 4;

    private final String epoch;
    private final Writer writer;
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

    private SqliteStore(String epoch, Writer writer, Ports ports, Deque<Runnable> closers) {
        this.epoch = epoch;
        this.writer = writer;
        this.ports = ports;
        this.closers = closers;
    }

    /// Opens the store in `directory`, which is made if there is none.
    ///
    /// @throws StoreUnavailableException if another process has it, if it is damaged, of a newer
    ///     version, or cannot be written; the message says which, and what to do
    public static SqliteStore open(Path directory, Time time, Limits limits) {
        var closers = new ArrayDeque<Runnable>();
        try {
            return open(directory, time, limits, closers);
        } catch (SQLException e) {
            closers.forEach(Runnable::run);
            throw Failures.unavailable("cannot open the store in " + directory, e);
        } catch (RuntimeException e) {
            closers.forEach(Runnable::run);
            throw e;
        }
    }

    private static SqliteStore open(Path directory, Time time, Limits limits, Deque<Runnable> closers)
            throws SQLException {
        DataDirectory data = DataDirectory.take(directory);
        closers.push(data::close);
        Database database = Database.open(data, time);

        var writer = new Writer(database.writing());
        var checkpointer = new Checkpointer(database.writing(), writer);
        checkpointer.start();
        closers.push(checkpointer::close);
        closers.push(writer::close);

        String epoch = database.epoch(writer);
        SearchIndex index = SearchIndex.open(data, database.reading(), epoch, time);
        index.start();
        closers.push(index::close);
        Readers readers = readers(database, index);
        closers.push(readers::close);

        return new SqliteStore(epoch, writer, ports(writer, readers, index, time, limits), closers);
    }

    private static Readers readers(Database database, SearchIndex index) throws SQLException {
        var sessions = new ArrayList<Session>();
        for (int i = 0; i < READERS; i++) {
            Session session = database.reading();
            sessions.add(session);
            session.execute(SearchIndex.attachment(index.path()));
        }
        return new Readers(sessions);
    }

    private static Ports ports(Writer writer, Readers readers, SearchIndex index, Time time, Limits limits) {
        var changes = new RecentChanges(time.wallMillis());
        Consumer<List<Conversation.Head>> committed = heads -> {
            changes.add(heads);
            index.changed(heads);
        };
        return new Ports(
                new SqliteLog(writer, readers, time, new AppendPlanner(limits), changes, committed),
                new SqliteConversations(writer, readers, time, new CreatePlanner(limits), committed),
                new SqliteMembers(readers),
                new SqliteHistory(readers, index),
                new SqliteAccounts(writer, readers, time),
                new SqliteDevices(writer, readers, time),
                new SqlitePush(writer, readers, time),
                new SqliteMailboxes(writer, readers),
                new SqliteProfiles(writer, readers),
                new SqliteAuditLog(writer, readers),
                // The files belong to one process.
                new InMemoryNodeDirectory(time));
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

    /// For tests that spoil the connection.
    Writer writer() {
        return writer;
    }

    /// SQLite has one writer.
    @Override
    public int appendConcurrency() {
        return 1;
    }

    @Override
    public Optional<String> refusal() {
        return writer.refusal();
    }

    @Override
    public void probe() {
        writer.probe();
    }

    @Override
    public synchronized void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
