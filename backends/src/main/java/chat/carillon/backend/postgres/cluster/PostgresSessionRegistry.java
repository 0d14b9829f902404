package chat.carillon.backend.postgres.cluster;

import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [SessionRegistry] in PostgreSQL, for clusters without Redis: an unlogged table, which a crash of the database
/// empties; nodes write their sessions anew when they find that theirs are gone. An entry counts while the lease of
/// its node lives ([PostgresNodes]).
///
/// Thread-safe. Arrivals and departures are written in bulk by a thread of its own: what waits is one statement, and
/// bounded ([OwnSessions]). Where one could not be written, all sessions of the node are, and what else was written
/// of it is deleted.
public final class PostgresSessionRegistry implements SessionRegistry, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostgresSessionRegistry.class);
    private static final int MAX_BATCH = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY_WHILE_UNSURE = Duration.ofSeconds(1);

    private static final String REGISTER = """
            INSERT INTO session (user_id, session, node, device, since)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int8[])
            ON CONFLICT (user_id, session) DO UPDATE SET node = excluded.node
            """;
    private static final String UNREGISTER = """
            DELETE FROM session AS s
            USING unnest(?::text[], ?::text[]) AS gone (user_id, session)
            WHERE s.user_id = gone.user_id AND s.session = gone.session
            """;
    private static final String FIND = """
            SELECT s.user_id, s.device, s.session, s.node, s.since
            FROM session AS s
            JOIN node AS n ON n.name = s.node
            WHERE s.user_id = ANY (?) AND n.until >= (extract(epoch FROM clock_timestamp()) * 1000)::bigint
            """;
    private static final String FORGET_OTHERS = """
            DELETE FROM session AS s
            WHERE s.node = ? AND NOT EXISTS (SELECT 1 FROM unnest(?::text[]) AS o (session) WHERE o.session = s.session)
            """;
    private static final String OWN = "SELECT count(*) FROM session WHERE node = ?";

    private final String self;
    private final Writes writes;
    private final Reads reads;
    private final OwnSessions own = new OwnSessions();
    private final Thread writer;

    /// How many rows of this node there are, where nothing happened to the table. Of the writer.
    private long recorded;

    /// Whether what is in the table is unknown, because something could not be written. Of the writer.
    private boolean unsure;

    private long lookedAtNanos;
    private volatile boolean closed;

    private PostgresSessionRegistry(String self, Writes writes, Reads reads) {
        this.self = self;
        this.writes = writes;
        this.reads = reads;
        this.writer = Thread.ofPlatform().name("session-registry").unstarted(this::write);
    }

    /// @param self name and incarnation of the own node
    public static PostgresSessionRegistry open(String self, Writes writes, Reads reads) {
        var registry = new PostgresSessionRegistry(self, writes, reads);
        registry.writer.start();
        return registry;
    }

    @Override
    public CompletableFuture<Void> register(Registration registration) {
        return own.add(registration);
    }

    @Override
    public void unregister(Registration registration) {
        own.remove(registration);
    }

    /// For tests.
    int waiting() {
        return own.waiting();
    }

    private void write() {
        lookedAtNanos = System.nanoTime();
        try {
            while (!closed) {
                OwnSessions.Batch next = own.take(MAX_BATCH, pace());
                try {
                    write(next);
                    look();
                } catch (StoreUnavailableException e) {
                    unsure = true;
                    log.warn("sessions are not recorded for now: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            log.debug("{} records no sessions any more", self);
        }
    }

    private Duration pace() {
        return unsure ? LOOK_EVERY_WHILE_UNSURE : LOOK_EVERY;
    }

    /// Never leaves a waiting arrival behind: what is not written here is when everything is.
    private void write(OwnSessions.Batch next) {
        try {
            if (!unsure && !next.isEmpty()) {
                writes.write(session -> write(session, next.opened(), next.ended()));
                recorded += next.opened().size() - next.ended().size();
            }
        } finally {
            next.tried().run();
        }
    }

    private static int write(Session session, List<Registration> opened, List<Registration> ended) throws SQLException {
        int rows = 0;
        if (!opened.isEmpty()) {
            rows += session.query(REGISTER)
                    .texts(opened, one -> one.user().value())
                    .texts(opened, one -> one.session().value())
                    .texts(opened, Registration::node)
                    .texts(opened, one -> one.device().value())
                    .longs(opened, Registration::sinceMillis)
                    .update();
        }
        if (!ended.isEmpty()) {
            rows += session.query(UNREGISTER)
                    .texts(ended, one -> one.user().value())
                    .texts(ended, one -> one.session().value())
                    .update();
        }
        return rows;
    }

    /// Every few seconds: are the rows there that should be? Not after a crash of the database, or where a write
    /// failed.
    private void look() {
        if (System.nanoTime() - lookedAtNanos < pace().toNanos()) {
            return;
        }
        lookedAtNanos = System.nanoTime();
        if (unsure || recorded != rows()) {
            writeAll();
        }
    }

    private long rows() {
        return reads.read(session ->
                session.query(OWN).bind(self).first(row -> row.getLong(1)).orElse(0L));
    }

    private void writeAll() {
        unsure = true;
        OwnSessions.Batch all = own.all();
        List<Registration> opened = all.opened();
        try {
            for (int from = 0; from < opened.size(); from += MAX_BATCH) {
                List<Registration> some = opened.subList(from, Math.min(opened.size(), from + MAX_BATCH));
                writes.write(session -> write(session, some, List.of()));
            }
            writes.write(session -> session.query(FORGET_OTHERS)
                    .bind(self)
                    .texts(opened, one -> one.session().value())
                    .update());
            recorded = opened.size();
            unsure = false;
        } finally {
            all.tried().run();
        }
    }

    @Override
    public Map<UserId, List<Registration>> find(Collection<UserId> users) {
        var found = new HashMap<UserId, List<Registration>>();
        if (users.isEmpty()) {
            return found;
        }
        try {
            List<Registration> rows = reads.read(session ->
                    session.query(FIND).texts(users, UserId::value).list(PostgresSessionRegistry::registration));
            for (Registration row : rows) {
                found.computeIfAbsent(row.user(), _ -> new ArrayList<>()).add(row);
            }
            return found;
        } catch (StoreUnavailableException e) {
            throw new RegistryUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Registration registration(ResultSet row) throws SQLException {
        return new Registration(
                new UserId(row.getString(1)),
                new DeviceId(row.getString(2)),
                new SessionId(row.getString(3)),
                row.getString(4),
                row.getLong(5));
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            boolean _ = writer.join(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        own.close();
    }
}
