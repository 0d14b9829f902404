package chat.carillon.server.operator;

import chat.carillon.core.people.AuditKind;
import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.AuditRecord;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes what administrators did, right after they did it. Where the store cannot keep it, the server's own log does:
/// what was done is done, and is not refused afterwards. Thread-safe, blocks.
public final class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final long TURNS_A_MILLI = 0x10000;

    /// In one transaction, in which the embedded store takes nothing else.
    private static final int MAX_FORGOTTEN = 1_000;

    private final AuditLog kept;
    private final Time time;
    private final AtomicLong lastTurn = new AtomicLong();

    public Audit(AuditLog kept, Time time) {
        this.kept = kept;
        this.time = time;
    }

    /// @param subject to whom or what; never content or a secret
    /// @param address where they are
    public void note(UserId by, String address, AuditKind kind, @Nullable String subject) {
        long now = time.wallMillis();
        try {
            kept.note(new AuditRecord(nextId(now), now, by, kind.wireName(), subject, address));
        } catch (StoreUnavailableException e) {
            log.error("not in the audit log: {} {} {} from {}", by, kind.wireName(), subject, address, e);
        }
    }

    /// In the order of time, and of one node's notes within a millisecond, or while its clock goes back.
    private String nextId(long nowMillis) {
        long turn = lastTurn.updateAndGet(last -> Math.max(last + 1, nowMillis * TURNS_A_MILLI));
        return idAt(turn / TURNS_A_MILLI) + "-%04x%08x".formatted(turn % TURNS_A_MILLI, RANDOM.nextInt());
    }

    private static String idAt(long atMillis) {
        return "%013d".formatted(Math.max(0, atMillis));
    }

    /// Forgets what is older, in steps for which nobody waits long.
    public void forgetOlderThan(Duration age) {
        String before = idAt(time.wallMillis() - age.toMillis());
        int forgotten = MAX_FORGOTTEN;
        while (forgotten == MAX_FORGOTTEN) {
            forgotten = kept.forget(before, MAX_FORGOTTEN);
        }
    }

    /// The newest first.
    public List<AuditRecord> before(@Nullable String id, int limit) {
        return kept.before(id, limit);
    }
}
