package chat.carillon.backend.sqlite.push;

import chat.carillon.backend.column.PushRows;
import chat.carillon.backend.sqlite.Rows;
import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Hold;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// What is to be sent to devices, within a transaction. Confined to one transaction.
final class PushQueue {
    private static final String ANY_DUE = """
            SELECT EXISTS (SELECT 1
                           FROM push_device
                           WHERE state IN ('due', 'withdraw_due') AND kind = ? AND due_at <= ?)
            """;
    private static final String ANY_SHOWN = """
            SELECT EXISTS (SELECT 1
                           FROM conversation AS c
                           JOIN push_device AS d ON d.user = ?1
                               AND d.message >= c.no << 36 AND d.message <= (c.no << 36) + ?3
                           WHERE c.id = ?2 AND d.state IN ('due', 'accepted'))
            """;

    private static final String DUE = "SELECT " + PushRows.DUE + """

            FROM (SELECT ?1 AS message, ?2 AS user, ?3 AS device, ?4 AS state, ?5 AS attempts) AS p
            JOIN push AS o ON o.message = p.message AND o.user = p.user
            JOIN conversation AS c ON c.no = p.message >> 36
            JOIN entry AS e ON e.key = p.message
            LEFT JOIN device AS d ON d.user = p.user AND d.device = p.device
            LEFT JOIN account AS a ON a.user = e.sender
            LEFT JOIN member AS m ON m.conversation = c.no AND m.user = p.user
            LEFT JOIN wish AS w ON w.user = p.user
            """;
    private static final String NEXT = """
            SELECT p.message, c.id, p.user, p.device, p.state, p.attempts + 1
            FROM push_device AS p
            JOIN conversation AS c ON c.no = p.message >> 36
            WHERE p.state IN ('due', 'withdraw_due') AND p.kind = ? AND p.due_at <= ?
            ORDER BY p.due_at, p.message
            LIMIT ?
            """;
    private static final String LEASE =
            "UPDATE push_device SET attempts = ?, due_at = ? WHERE message = ? AND user = ? AND device = ?";

    /// Whoever has taken it since has counted an attempt.
    private static final String RENEW = "UPDATE push_device SET due_at = ?"
            + " WHERE state = ? AND attempts = ? AND message = ? AND user = ? AND device = ?";

    /// [Settled#after] in SQL.
    private static final String SETTLE = """
            UPDATE push_device
            SET state = iif(state = ?5 OR ?6 = 1 AND ?1 IN ('dropped', 'failed'), ?1, 'withdraw_due'),
                outcome = ?2,
                due_at = iif(state = ?5 OR ?6 = 1 AND ?1 IN ('dropped', 'failed'), ?3, ?4),
                changed_at = ?4
            WHERE message = ?7 AND user = ?8 AND device = ?9
              AND (state = ?5 AND (attempts = ?6 OR ?1 IN ('accepted', 'withdrawn'))
                   OR state = 'withdraw_due' AND ?5 = 'due' AND attempts = ?6)
            """;

    /// What has a lease is withdrawn when that has ended.
    private static final String WITHDRAW = "UPDATE push_device"
            + " SET state = 'withdraw_due', due_at = iif(state = 'accepted', ?1, due_at), changed_at = ?1";
    private static final String DROP = "UPDATE push_device"
            + " SET state = 'dropped', outcome = 'read or deleted before it was sent', changed_at = ?1";
    private static final String SHOWN = " AND (state = 'accepted' OR state = 'due' AND attempts > 0)";
    private static final String WAITING = " AND state = 'due' AND attempts = 0";
    private static final String OF_USER = " WHERE user = ?2 AND message >= ?3 AND message <= ?4";
    private static final String OF_MESSAGE = " WHERE message = ?2";

    private final Session session;
    private final long nowMillis;
    private final Map<ConversationId, Long> numbers = new HashMap<>();

    PushQueue(Session session, long nowMillis) {
        this.session = session;
        this.nowMillis = nowMillis;
    }

    /// Asked before a transaction that would write nothing.
    static boolean isAnyDue(Session session, Set<PushTarget.Kind> kinds, long nowMillis) throws SQLException {
        for (PushTarget.Kind kind : kinds) {
            if (session.query(ANY_DUE).bind(kind.wireName()).bind(nowMillis).number() > 0) {
                return true;
            }
        }
        return false;
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

    /// What was taken, before it is read what it is about.
    record Taken(long message, ConversationId conversation, String user, String device, String state, int attempts) {
        private static Taken of(ResultSet row) throws SQLException {
            return new Taken(
                    row.getLong(1),
                    new ConversationId(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6));
        }
    }

    List<Taken> take(long leaseMillis, Map<PushTarget.Kind, Integer> limits) throws SQLException {
        var taken = new ArrayList<Taken>();
        for (var limit : limits.entrySet()) {
            taken.addAll(session.query(NEXT)
                    .bind(limit.getKey().wireName())
                    .bind(nowMillis)
                    .bind(limit.getValue())
                    .list(Taken::of));
        }
        for (Taken one : taken) {
            session.query(LEASE)
                    .bind(one.attempts())
                    .bind(nowMillis + leaseMillis)
                    .bind(one.message())
                    .bind(one.user())
                    .bind(one.device())
                    .update();
        }
        return taken;
    }

    /// What was taken, with what is told. Appends need not wait for it.
    static List<DuePush> read(Session session, List<Taken> taken) throws SQLException {
        var due = new ArrayList<DuePush>();
        for (Taken one : taken) {
            session.query(DUE)
                    .bind(one.message())
                    .bind(one.user())
                    .bind(one.device())
                    .bind(one.state())
                    .bind(one.attempts())
                    .<DuePush>first(row ->
                            PushRows.due(row, new UserId(one.user()), one.conversation(), EntryKey.seq(one.message())))
                    .ifPresent(due::add);
        }
        return due;
    }

    Set<Hold> renew(Collection<Hold> holds, long leaseMillis) throws SQLException {
        var renewed = new HashSet<Hold>();
        for (Hold hold : holds) {
            Query query = session.query(RENEW)
                    .bind(nowMillis + leaseMillis)
                    .bind(hold.state().wireName())
                    .bind(hold.attempts());
            if (key(query, hold.key()).update() > 0) {
                renewed.add(hold);
            }
        }
        return renewed;
    }

    void settle(Collection<Settled> settled) throws SQLException {
        for (Settled one : settled) {
            Query query = session.query(SETTLE)
                    .bind(one.state().wireName())
                    .bind(one.outcome())
                    .bind(one.retryAtMillis())
                    .bind(nowMillis)
                    .bind(one.hold().state().wireName())
                    .bind(one.hold().attempts());
            key(query, one.hold().key()).update();
        }
    }

    private Query key(Query query, PushStore.Key key) throws SQLException {
        Long no = numbers.get(key.conversation());
        if (no == null) {
            no = Rows.conversationNo(session, key.conversation()).orElse(-1);
            numbers.put(key.conversation(), no);
        }
        return query.bind(EntryKey.of(no, key.seq()))
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
