package chat.carillon.backend.postgres.push;

import chat.carillon.backend.column.PushRows;
import chat.carillon.backend.postgres.db.Query;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Hold;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What is to be sent to devices, within a transaction. Confined to one transaction.
final class PushQueue {
    /// Several nodes take at a time, each other rows. In one statement: what was just taken is not
    /// looked for again. By kind, as the index is.
    private static final String TAKE = """
            WITH due AS (SELECT q.*
                         FROM unnest(?, ?) AS k (kind, most)
                         CROSS JOIN LATERAL (
                             SELECT p.conversation, p.seq, p.user_id, p.device, p.due_at
                             FROM push_device AS p
                             WHERE p.state IN ('due', 'withdraw_due') AND p.kind = k.kind AND p.due_at <= ?
                             ORDER BY p.due_at
                             LIMIT k.most
                             FOR UPDATE SKIP LOCKED) AS q),
                 p AS (UPDATE push_device AS q
                       SET attempts = q.attempts + 1, due_at = ?
                       FROM due
                       WHERE q.conversation = due.conversation AND q.seq = due.seq
                         AND q.user_id = due.user_id AND q.device = due.device
                       RETURNING q.conversation, q.seq, q.user_id, q.device, q.state, q.attempts,
                                 due.due_at AS was_due_at)
            """;

    /// What was taken as it was planned.
    private static final String TAKEN = """
            WITH p AS (SELECT k.*, 'due' AS state, 1 AS attempts, 0 AS was_due_at
                       FROM unnest(?, ?, ?, ?) AS k (conversation, seq, user_id, device))
            """;
    private static final String TOLD = "SELECT " + PushRows.DUE + """
            , p.user_id, p.conversation, p.seq
            FROM p
            JOIN push AS o ON o.conversation = p.conversation AND o.seq = p.seq AND o.user_id = p.user_id
            JOIN conversation AS c ON c.id = p.conversation
            JOIN entry AS e ON e.conversation = p.conversation AND e.seq = p.seq
            LEFT JOIN device AS d ON d.user_id = p.user_id AND d.device = p.device
            LEFT JOIN account AS a ON a.user_id = e.sender
            LEFT JOIN member AS m ON m.conversation = p.conversation AND m.user_id = p.user_id
            LEFT JOIN wish AS w ON w.user_id = p.user_id
            ORDER BY p.was_due_at, o.decided_at, p.seq
            """;

    /// Whoever has taken it since has counted an attempt.
    private static final String RENEW = """
            UPDATE push_device AS p
            SET due_at = ?
            FROM unnest(?, ?, ?, ?, ?, ?) WITH ORDINALITY AS k (conversation, seq, user_id, device, held, attempts, no)
            WHERE p.conversation = k.conversation AND p.seq = k.seq AND p.user_id = k.user_id AND p.device = k.device
              AND p.state = k.held AND p.attempts = k.attempts
            RETURNING k.no
            """;

    /// [Settled#after] in SQL.
    private static final String SETTLE = """
            UPDATE push_device AS p
            SET state = CASE
                            WHEN p.state = k.held OR k.attempts = 1 AND k.state IN ('dropped', 'failed') THEN k.state
                            ELSE 'withdraw_due'
                        END,
                due_at = CASE
                             WHEN p.state = k.held OR k.attempts = 1 AND k.state IN ('dropped', 'failed') THEN k.due_at
                             ELSE ?
                         END,
                outcome = k.outcome, changed_at = ?
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                AS k (conversation, seq, user_id, device, held, attempts, state, outcome, due_at)
            WHERE p.conversation = k.conversation AND p.seq = k.seq AND p.user_id = k.user_id AND p.device = k.device
              AND (p.state = k.held AND (p.attempts = k.attempts OR k.state IN ('accepted', 'withdrawn'))
                   OR p.state = 'withdraw_due' AND k.held = 'due' AND p.attempts = k.attempts)
            """;

    /// What may be shown is withdrawn, when its lease has ended if it has one; what was not sent yet is not
    /// sent any more. In one statement, by the index of what is shown: one that looked for what is due alone
    /// could compare each with each.
    private static final String WITHDRAW = """
            UPDATE push_device AS p
            SET state = CASE WHEN p.state = 'due' AND p.attempts = 0 THEN 'dropped' ELSE 'withdraw_due' END,
                outcome = CASE
                              WHEN p.state = 'due' AND p.attempts = 0 THEN 'read or deleted before it was sent'
                              ELSE p.outcome
                          END,
                due_at = CASE p.state WHEN 'accepted' THEN ? ELSE p.due_at END, changed_at = ?
            """;
    private static final String WITHDRAW_READ = WITHDRAW + """
            FROM unnest(?, ?, ?) AS k (user_id, conversation, seq)
            WHERE p.user_id = k.user_id AND p.conversation = k.conversation AND p.seq <= k.seq
              AND p.state IN ('due', 'accepted')
            RETURNING p.state
            """;
    private static final String WITHDRAW_MESSAGE = WITHDRAW + """
            WHERE p.conversation = ? AND p.seq = ? AND p.state IN ('due', 'accepted')
            RETURNING p.state
            """;
    private static final String ANY_DUE = """
            SELECT EXISTS (SELECT 1
                           FROM push_device
                           WHERE state IN ('due', 'withdraw_due') AND kind = ANY (?) AND due_at <= ?)
            """;

    /// Rows are locked in one order.
    private static final Comparator<Hold> IN_ORDER = Comparator.comparing(
                    (Hold hold) -> hold.key().conversation())
            .thenComparingLong(hold -> hold.key().seq())
            .thenComparing(hold -> hold.key().user())
            .thenComparing(hold -> hold.key().device());

    private final Session session;
    private final long nowMillis;

    PushQueue(Session session, long nowMillis) {
        this.session = session;
        this.nowMillis = nowMillis;
    }

    /// Asked before a transaction that would write nothing.
    static boolean isAnyDue(Session session, Set<PushTarget.Kind> kinds, long nowMillis) throws SQLException {
        return session.query(ANY_DUE)
                .texts(kinds, PushTarget.Kind::wireName)
                .bind(nowMillis)
                .first(row -> row.getBoolean(1))
                .orElse(false);
    }

    /// A device that is known no more is told nothing.
    List<DuePush> take(long leaseMillis, Map<PushTarget.Kind, Integer> limits) throws SQLException {
        Set<Map.Entry<PushTarget.Kind, Integer>> most = limits.entrySet();
        return told(session.query(TAKE + TOLD)
                .texts(most, limit -> limit.getKey().wireName())
                .longs(most, Map.Entry::getValue)
                .bind(nowMillis)
                .bind(nowMillis + leaseMillis));
    }

    /// What was written as taken, in this transaction.
    List<DuePush> taken(List<PushStore.Key> keys) throws SQLException {
        return told(keys(session.query(TAKEN + TOLD), keys));
    }

    private List<DuePush> told(Query query) throws SQLException {
        List<DuePush> taken = query.list(row -> PushRows.due(
                row,
                new UserId(row.getString(PushRows.DUE_COLUMNS + 1)),
                new ConversationId(row.getString(PushRows.DUE_COLUMNS + 2)),
                row.getLong(PushRows.DUE_COLUMNS + 3)));
        Map<Boolean, List<DuePush>> byTarget = taken.stream().collect(Collectors.partitioningBy(PushRows::isGone));
        write(byTarget.getOrDefault(true, List.of()).stream()
                .map(PushRows::gone)
                .toList());
        return byTarget.getOrDefault(false, List.of());
    }

    private static Query keys(Query query, Collection<PushStore.Key> keys) throws SQLException {
        return query.texts(keys, key -> key.conversation().value())
                .longs(keys, PushStore.Key::seq)
                .texts(keys, key -> key.user().value())
                .texts(keys, key -> key.device().value());
    }

    private static Query holds(Query query, Collection<Hold> holds) throws SQLException {
        return keys(query, holds.stream().map(Hold::key).toList())
                .texts(holds, hold -> hold.state().wireName())
                .longs(holds, Hold::attempts);
    }

    Set<Hold> renew(List<Hold> holds, long leaseMillis) throws SQLException {
        List<Hold> sorted = holds.stream().sorted(IN_ORDER).toList();
        return new HashSet<>(holds(session.query(RENEW).bind(nowMillis + leaseMillis), sorted)
                .list(row -> sorted.get(row.getInt(1) - 1)));
    }

    /// First those that count whoever says them: of two about one device, a statement takes any.
    int settle(Collection<Settled> settled) throws SQLException {
        Map<Boolean, List<Settled>> sorted = settled.stream()
                .sorted(Comparator.comparing(Settled::hold, IN_ORDER))
                .collect(Collectors.partitioningBy(Settled::delivered));
        return write(sorted.getOrDefault(true, List.of())) + write(sorted.getOrDefault(false, List.of()));
    }

    private int write(List<Settled> settled) throws SQLException {
        if (settled.isEmpty()) {
            return 0;
        }
        return holds(
                        session.query(SETTLE).bind(nowMillis).bind(nowMillis),
                        settled.stream().map(Settled::hold).toList())
                .texts(settled, one -> one.state().wireName())
                .texts(settled, Settled::outcome)
                .longs(settled, Settled::retryAtMillis)
                .update();
    }

    int withdraw(Collection<Marker.ReadUpTo> read) throws SQLException {
        List<Marker.ReadUpTo> sorted = read.stream()
                .sorted(Comparator.comparing(Marker.ReadUpTo::user).thenComparing(Marker.ReadUpTo::conversation))
                .toList();
        return withdrawn(users(session.query(WITHDRAW_READ).bind(nowMillis).bind(nowMillis), sorted));
    }

    private static int withdrawn(Query query) throws SQLException {
        List<String> states = query.list(row -> row.getString(1));
        return (int) states.stream().filter("withdraw_due"::equals).count();
    }

    private static Query users(Query query, List<Marker.ReadUpTo> read) throws SQLException {
        return query.texts(read, marker -> marker.user().value())
                .texts(read, marker -> marker.conversation().value())
                .longs(read, Marker.ReadUpTo::seq);
    }

    int withdraw(ConversationId conversation, long seq) throws SQLException {
        return withdrawn(session.query(WITHDRAW_MESSAGE)
                .bind(nowMillis)
                .bind(nowMillis)
                .bind(conversation.value())
                .bind(seq));
    }
}
