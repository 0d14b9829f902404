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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [SessionRegistry] in PostgreSQL, for clusters without Redis: an unlogged table, which a crash of the database
/// empties; nodes write their sessions anew when they find that theirs are gone. An entry counts while the lease of
/// its node lives ([PostgresNodes]).
///
/// Thread-safe. Arrivals and departures are written in bulk by a thread of its own: what waits is one statement.
public final class PostgresSessionRegistry implements SessionRegistry, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostgresSessionRegistry.class);
    private static final int MAX_BATCH = 1_000;
    private static final long LOOK_EVERY_MILLIS = 3_000;

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
    private static final String OWN = "SELECT count(*) FROM session WHERE node = ?";

    private final String self;
    private final Writes writes;
    private final Reads reads;
    private final Map<SessionId, Registration> own = new HashMap<>();
    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;

    /// @param registration of a session that opened, or that ended
    private record Change(Registration registration, boolean opened, CompletableFuture<Void> written) {}

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
        return add(new Change(registration, true, new CompletableFuture<>()));
    }

    @Override
    public void unregister(Registration registration) {
        var _ = add(new Change(registration, false, new CompletableFuture<>()));
    }

    private CompletableFuture<Void> add(Change change) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        changes.add(change);
        return change.written();
    }

    private void write() {
        long lookAtNanos = System.nanoTime();
        while (!closed) {
            try {
                Change first = changes.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    writeWith(first);
                }
                if (System.nanoTime() - lookAtNanos >= TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS)) {
                    writeAgainIfGone();
                    lookAtNanos = System.nanoTime();
                }
            } catch (StoreUnavailableException e) {
                log.warn("sessions are not recorded for now: {}", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Never leaves a waiting arrival behind: what could not be written is written when it is found missing.
    private void writeWith(Change first) {
        var batch = new ArrayList<Change>();
        batch.add(first);
        changes.drainTo(batch, MAX_BATCH - 1);
        var last = new LinkedHashMap<SessionId, Change>();
        for (Change change : batch) {
            SessionId id = change.registration().session();
            last.put(id, change);
            if (change.opened()) {
                own.put(id, change.registration());
            } else {
                own.remove(id);
            }
        }
        try {
            List<Registration> opened = registrations(last.values(), true);
            List<Registration> ended = registrations(last.values(), false);
            writes.write(session -> write(session, opened, ended));
        } finally {
            batch.forEach(change -> change.written().complete(null));
        }
    }

    private static List<Registration> registrations(Collection<Change> changes, boolean opened) {
        return changes.stream()
                .filter(change -> change.opened() == opened)
                .map(Change::registration)
                .toList();
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

    /// After a crash of the database, or where a write failed.
    private void writeAgainIfGone() {
        long known = reads.read(session ->
                session.query(OWN).bind(self).first(row -> row.getLong(1)).orElse(0L));
        if (known < own.size()) {
            List<Registration> all = List.copyOf(own.values());
            for (int from = 0; from < all.size(); from += MAX_BATCH) {
                List<Registration> some = all.subList(from, Math.min(all.size(), from + MAX_BATCH));
                writes.write(session -> write(session, some, List.of()));
            }
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
            writer.join(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        changes.forEach(change -> change.written().complete(null));
    }
}
