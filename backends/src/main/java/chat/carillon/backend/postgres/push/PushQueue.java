package chat.carillon.backend.postgres.push;

import chat.carillon.backend.column.PushRows;
import chat.carillon.backend.postgres.db.Query;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What is to be sent to devices, within a transaction. Confined to one transaction.
final class PushQueue {
    /// Several nodes take at a time, each other rows.
    private static final String LEASE = """
            WITH due AS (SELECT p.conversation, p.seq, p.user_id, p.device
                         FROM push_device AS p
                         WHERE p.state IN ('due', 'withdraw_due') AND p.due_at <= ?
                         ORDER BY p.due_at
                         LIMIT ?
                         FOR UPDATE SKIP LOCKED)
            UPDATE push_device AS p
            SET attempts = p.attempts + 1, due_at = ?
            FROM due
            WHERE p.conversation = due.conversation AND p.seq = due.seq
              AND p.user_id = due.user_id AND p.device = due.device
            RETURNING p.conversation, p.seq, p.user_id, p.device
            """;

    /// A device that is known no more is told nothing.
    private static final String GONE = """
            UPDATE push_device AS p
            SET state = 'failed', outcome = 'the device is gone', changed_at = ?
            FROM unnest(?, ?, ?, ?) AS k (conversation, seq, user_id, device)
            WHERE p.conversation = k.conversation AND p.seq = k.seq AND p.user_id = k.user_id AND p.device = k.device
              AND p.device <> ?
              AND NOT EXISTS (SELECT 1 FROM device AS d WHERE d.user_id = p.user_id AND d.device = p.device)
            """;
    private static final String DUE = "SELECT " + PushRows.DUE + """
            , p.user_id, p.conversation, p.seq
            FROM unnest(?, ?, ?, ?) AS k (conversation, seq, user_id, device)
            JOIN push_device AS p ON p.conversation = k.conversation AND p.seq = k.seq
                AND p.user_id = k.user_id AND p.device = k.device
            JOIN push AS o ON o.conversation = p.conversation AND o.seq = p.seq AND o.user_id = p.user_id
            JOIN conversation AS c ON c.id = p.conversation
            JOIN entry AS e ON e.conversation = p.conversation AND e.seq = p.seq
            LEFT JOIN device AS d ON d.user_id = p.user_id AND d.device = p.device
            LEFT JOIN account AS a ON a.user_id = e.sender
            LEFT JOIN member AS m ON m.conversation = p.conversation AND m.user_id = p.user_id
            LEFT JOIN wish AS w ON w.user_id = p.user_id
            WHERE p.state IN ('due', 'withdraw_due')
            ORDER BY p.due_at, o.decided_at, p.seq
            """;

    /// What was read while it was being sent stays to be withdrawn, whatever came of sending it.
    private static final String SETTLE = """
            UPDATE push_device AS p
            SET state = k.state, outcome = k.outcome, due_at = k.due_at, changed_at = ?
            FROM unnest(?, ?, ?, ?, ?, ?, ?)
                AS k (conversation, seq, user_id, device, state, outcome, due_at)
            WHERE p.conversation = k.conversation AND p.seq = k.seq AND p.user_id = k.user_id AND p.device = k.device
              AND (p.state = 'due' OR p.state = 'withdraw_due' AND k.state NOT IN ('due', 'accepted'))
            """;
    private static final String DROP = "UPDATE push_device AS p"
            + " SET state = 'dropped', outcome = 'read or deleted before it was sent', changed_at = ?";
    private static final String WITHDRAW =
            "UPDATE push_device AS p SET state = 'withdraw_due', due_at = ?, changed_at = ?, attempts = 0";
    private static final String WAITING = " AND p.state = 'due' AND p.attempts = 0";
    private static final String SHOWN =
            " AND p.state IN ('due', 'accepted') AND (p.state = 'accepted' OR p.attempts > 0)";
    private static final String OF_READERS = " FROM unnest(?, ?, ?) AS k (user_id, conversation, seq)"
            + " WHERE p.user_id = k.user_id AND p.conversation = k.conversation AND p.seq <= k.seq";
    private static final String OF_MESSAGE = " WHERE p.conversation = ? AND p.seq = ?";
    private static final String DROP_READ = DROP + OF_READERS + WAITING;
    private static final String WITHDRAW_READ = WITHDRAW + OF_READERS + SHOWN;
    private static final String DROP_MESSAGE = DROP + OF_MESSAGE + WAITING;
    private static final String WITHDRAW_MESSAGE = WITHDRAW + OF_MESSAGE + SHOWN;
    private static final String ANY_DUE =
            "SELECT EXISTS (SELECT 1 FROM push_device" + " WHERE state IN ('due', 'withdraw_due') AND due_at <= ?)";

    private final Session session;
    private final long nowMillis;

    PushQueue(Session session, long nowMillis) {
        this.session = session;
        this.nowMillis = nowMillis;
    }

    /// Asked before a transaction that would write nothing.
    static boolean isAnyDue(Session session, long nowMillis) throws SQLException {
        return session.query(ANY_DUE)
                .bind(nowMillis)
                .first(row -> row.getBoolean(1))
                .orElse(false);
    }

    List<DuePush> take(long leaseMillis, int limit) throws SQLException {
        List<PushStore.Key> keys = session.query(LEASE)
                .bind(nowMillis)
                .bind(limit)
                .bind(nowMillis + leaseMillis)
                .list(row -> PushRows.key(row.getString(3), row.getString(1), row.getLong(2), row.getString(4)));
        if (keys.isEmpty()) {
            return List.of();
        }
        keys(session.query(GONE).bind(nowMillis), keys)
                .bind(PushPlanner.WEBHOOK.value())
                .update();
        return keys(session.query(DUE), keys)
                .list(row -> PushRows.due(
                        row,
                        new UserId(row.getString(PushRows.DUE_COLUMNS + 1)),
                        new ConversationId(row.getString(PushRows.DUE_COLUMNS + 2)),
                        row.getLong(PushRows.DUE_COLUMNS + 3)));
    }

    private static Query keys(Query query, Collection<PushStore.Key> keys) throws SQLException {
        return query.texts(keys, key -> key.conversation().value())
                .longs(keys, PushStore.Key::seq)
                .texts(keys, key -> key.user().value())
                .texts(keys, key -> key.device().value());
    }

    int settle(Collection<Settled> settled) throws SQLException {
        List<Settled> sorted = settled.stream()
                .sorted(Comparator.comparing((Settled one) -> one.key().conversation())
                        .thenComparingLong(one -> one.key().seq())
                        .thenComparing(one -> one.key().user())
                        .thenComparing(one -> one.key().device()))
                .toList();
        return keys(
                        session.query(SETTLE).bind(nowMillis),
                        sorted.stream().map(Settled::key).toList())
                .texts(sorted, one -> one.state().wireName())
                .texts(sorted, Settled::outcome)
                .longs(sorted, Settled::retryAtMillis)
                .update();
    }

    int withdraw(Collection<Marker.ReadUpTo> read) throws SQLException {
        List<Marker.ReadUpTo> sorted = read.stream()
                .sorted(Comparator.comparing(Marker.ReadUpTo::user).thenComparing(Marker.ReadUpTo::conversation))
                .toList();
        users(session.query(DROP_READ).bind(nowMillis), sorted).update();
        return users(session.query(WITHDRAW_READ).bind(nowMillis).bind(nowMillis), sorted)
                .update();
    }

    private static Query users(Query query, List<Marker.ReadUpTo> read) throws SQLException {
        return query.texts(read, marker -> marker.user().value())
                .texts(read, marker -> marker.conversation().value())
                .longs(read, Marker.ReadUpTo::seq);
    }

    int withdraw(ConversationId conversation, long seq) throws SQLException {
        session.query(DROP_MESSAGE)
                .bind(nowMillis)
                .bind(conversation.value())
                .bind(seq)
                .update();
        return session.query(WITHDRAW_MESSAGE)
                .bind(nowMillis)
                .bind(nowMillis)
                .bind(conversation.value())
                .bind(seq)
                .update();
    }
}
