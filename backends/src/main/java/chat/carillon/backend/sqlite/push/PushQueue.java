package chat.carillon.backend.sqlite.push;

import chat.carillon.backend.column.PushRows;
import chat.carillon.backend.sqlite.Rows;
import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.model.ConversationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/// What is to be sent to devices, within a transaction. Confined to one transaction.
final class PushQueue {
    private static final String ANY_DUE =
            "SELECT EXISTS (SELECT 1 FROM push_device" + " WHERE state IN ('due', 'withdraw_due') AND due_at <= ?)";
    private static final String ANY_SHOWN = """
            SELECT EXISTS (SELECT 1
                           FROM conversation AS c
                           JOIN push_device AS d ON d.user = ?1
                               AND d.message >= c.no << 36 AND d.message <= (c.no << 36) + ?3
                           WHERE c.id = ?2 AND d.state IN ('due', 'accepted'))
            """;

    /// A device that is known no more is told nothing.
    private static final String GONE = """
            UPDATE push_device AS p
            SET state = 'failed', outcome = 'the device is gone', changed_at = ?1
            WHERE state IN ('due', 'withdraw_due') AND due_at <= ?1 AND device <> ?2
              AND NOT EXISTS (SELECT 1 FROM device AS d WHERE d.user = p.user AND d.device = p.device)
            """;
    private static final String DUE = "SELECT " + PushRows.DUE + """

            FROM push_device AS p
            JOIN push AS o ON o.message = p.message AND o.user = p.user
            JOIN conversation AS c ON c.no = p.message >> 36
            JOIN entry AS e ON e.key = p.message
            LEFT JOIN device AS d ON d.user = p.user AND d.device = p.device
            LEFT JOIN account AS a ON a.user = e.sender
            LEFT JOIN member AS m ON m.conversation = c.no AND m.user = p.user
            LEFT JOIN wish AS w ON w.user = p.user
            WHERE p.message = ? AND p.user = ? AND p.device = ?
            """;
    private static final String NEXT = """
            SELECT p.user, c.id, p.message, p.device
            FROM push_device AS p
            JOIN conversation AS c ON c.no = p.message >> 36
            WHERE p.state IN ('due', 'withdraw_due') AND p.due_at <= ?
            ORDER BY p.due_at, p.message
            LIMIT ?
            """;
    private static final String LEASE =
            "UPDATE push_device SET attempts = attempts + 1, due_at = ? WHERE message = ? AND user = ? AND device = ?";

    /// What was read while it was being sent stays to be withdrawn, whatever came of sending it.
    private static final String SETTLE = """
            UPDATE push_device
            SET state = ?1, outcome = ?2, due_at = ?3, changed_at = ?4
            WHERE message = ?5 AND user = ?6 AND device = ?7
              AND (state = 'due' OR state = 'withdraw_due' AND ?1 NOT IN ('due', 'accepted'))
            """;
    private static final String WITHDRAW =
            "UPDATE push_device SET state = 'withdraw_due', due_at = ?1, changed_at = ?1, attempts = 0";
    private static final String DROP = "UPDATE push_device"
            + " SET state = 'dropped', outcome = 'read or deleted before it was sent', changed_at = ?1";
    private static final String SHOWN = " AND (state = 'accepted' OR state = 'due' AND attempts > 0)";
    private static final String WAITING = " AND state = 'due' AND attempts = 0";
    private static final String OF_USER = " WHERE user = ?2 AND message >= ?3 AND message <= ?4";
    private static final String OF_MESSAGE = " WHERE message = ?2";

    private final Session session;
    private final long nowMillis;

    PushQueue(Session session, long nowMillis) {
        this.session = session;
        this.nowMillis = nowMillis;
    }

    /// Asked before a transaction that would write nothing.
    static boolean isAnyDue(Session session, long nowMillis) throws SQLException {
        return session.query(ANY_DUE).bind(nowMillis).number() > 0;
    }

    /// Those of which something may be shown; asked before a transaction that would write nothing.
    static List<Marker.ReadUpTo> shown(Session session, Collection<Marker.ReadUpTo> read) throws SQLException {
        var shown = new ArrayList<Marker.ReadUpTo>();
        for (Marker.ReadUpTo marker : read) {
            long any = session.query(ANY_SHOWN)
                    .bind(marker.user().value())
                    .bind(marker.conversation().value())
                    .bind(marker.seq())
                    .number();
            if (any > 0) {
                shown.add(marker);
            }
        }
        return shown;
    }

    List<DuePush> take(long leaseMillis, int limit) throws SQLException {
        session.query(GONE).bind(nowMillis).bind(PushPlanner.WEBHOOK.value()).update();
        List<PushStore.Key> keys = session.query(NEXT)
                .bind(nowMillis)
                .bind(limit)
                .list(row -> PushRows.key(
                        row.getString(1), row.getString(2), EntryKey.seq(row.getLong(3)), row.getString(4)));
        var due = new ArrayList<DuePush>();
        for (PushStore.Key key : keys) {
            key(session.query(LEASE).bind(nowMillis + leaseMillis), key).update();
            key(session.query(DUE), key)
                    .<DuePush>first(row -> PushRows.due(row, key.user(), key.conversation(), key.seq()))
                    .ifPresent(due::add);
        }
        return due;
    }

    void settle(Collection<Settled> settled) throws SQLException {
        for (Settled one : settled) {
            Query query = session.query(SETTLE)
                    .bind(one.state().wireName())
                    .bind(one.outcome())
                    .bind(one.retryAtMillis())
                    .bind(nowMillis);
            key(query, one.key()).update();
        }
    }

    private Query key(Query query, PushStore.Key key) throws SQLException {
        OptionalLong no = Rows.conversationNo(session, key.conversation());
        return query.bind(EntryKey.of(no.orElse(-1), key.seq()))
                .bind(key.user().value())
                .bind(key.device().value());
    }

    int withdraw(List<Marker.ReadUpTo> read) throws SQLException {
        int count = 0;
        for (Marker.ReadUpTo marker : read) {
            OptionalLong no = Rows.conversationNo(session, marker.conversation());
            if (no.isPresent()) {
                readers(DROP + OF_USER + WAITING, marker, no.getAsLong()).update();
                count += readers(WITHDRAW + OF_USER + SHOWN, marker, no.getAsLong())
                        .update();
            }
        }
        return count;
    }

    private Query readers(String sql, Marker.ReadUpTo marker, long no) throws SQLException {
        return session.query(sql)
                .bind(nowMillis)
                .bind(marker.user().value())
                .bind(EntryKey.of(no, 0))
                .bind(EntryKey.of(no, marker.seq()));
    }

    int withdraw(ConversationId conversation, long seq) throws SQLException {
        OptionalLong no = Rows.conversationNo(session, conversation);
        if (no.isEmpty()) {
            return 0;
        }
        long message = EntryKey.of(no.getAsLong(), seq);
        session.query(DROP + OF_MESSAGE + WAITING).bind(nowMillis).bind(message).update();
        return session.query(WITHDRAW + OF_MESSAGE + SHOWN)
                .bind(nowMillis)
                .bind(message)
                .update();
    }
}
