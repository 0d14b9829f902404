package chat.carillon.backend.sqlite.push;

import chat.carillon.backend.column.Meant;
import chat.carillon.backend.column.WishRows;
import chat.carillon.backend.sqlite.Rows;
import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.log.Member;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.plan.Candidate;
import chat.carillon.core.push.plan.Candidate.Ack;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.push.plan.RipeMessage;
import chat.carillon.core.push.plan.RipeMessage.Broadcast;
import chat.carillon.core.store.PushStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads what there is to plan, within a transaction. Confined to one transaction.
final class RipeReader {
    private static final String CONVERSATION = "SELECT " + Rows.CONVERSATION + ", coalesce(p.seq, -1)"
            + " FROM conversation_now AS c LEFT JOIN planned AS p ON p.conversation = c.no WHERE c.id = ?";
    private static final String MESSAGES = """
            SELECT e.key, e.sender, e.at_millis + e.lag_millis, e.thread, e.deleted_at,
                   (SELECT group_concat(n.user, ' ') FROM mention AS n WHERE n.message = e.key)
            FROM entry AS e
            WHERE e.key > ? AND e.key < ? AND e.type = 'message'
            ORDER BY e.key
            LIMIT ?
            """;
    private static final String FOLLOWERS = """
            SELECT DISTINCT sender
            FROM (SELECT sender FROM entry WHERE key = ?1
                  UNION ALL
                  SELECT sender FROM entry WHERE thread = ?1)
            LIMIT ?2
            """;

    /// Who may want everything; those who are meant come besides.
    private static final String WANT_ALL = """
            SELECT w.user FROM conversation_wish AS w WHERE w.conversation = ?1 AND w.level = 'all'
            UNION
            SELECT w.user
            FROM wish AS w
            JOIN member AS m ON m.conversation = ?1 AND m.user = w.user
            WHERE w.channel_level = 'all'
            """;

    /// Not who has left, nor who was shut out.
    private static final String CANDIDATES =
            "SELECT " + Rows.MEMBER + ", v.level, coalesce(v.muted_until, 0), " + WishRows.WISHES + """

            FROM member AS m
            LEFT JOIN wish AS w ON w.user = m.user
            LEFT JOIN conversation_wish AS v ON v.user = m.user AND v.conversation = m.conversation
            WHERE m.conversation = ? AND m.left_seq = 0
              AND NOT EXISTS (SELECT 1 FROM account AS a WHERE a.user = m.user AND a.disabled)
            """;
    private static final String AMONG = " AND m.user IN (SELECT value FROM json_each(?, '$.v'))";
    private static final String ACKS = """
            SELECT k.user, k.device, k.seq, k.attended_seq
            FROM json_each(?, '$.v') AS wanted
            JOIN cursor AS k ON k.user = wanted.value
            WHERE k.conversation = ?
            """;
    private static final String DEVICES = "SELECT d.user, " + WishRows.DEVICE
            + " FROM json_each(?, '$.v') AS wanted JOIN device AS d ON d.user = wanted.value"
            + " ORDER BY d.registered_at, d.device";

    private final Session session;

    private record Place(Rows.Numbered conversation, long plannedSeq) {
        boolean isDone() {
            return conversation.conversation().head().headSeq() <= plannedSeq;
        }
    }

    RipeReader(Session session) {
        this.session = session;
    }

    /// Empty if there is no such conversation, or nothing in it that is not planned.
    Optional<PlanningContext> context(ConversationId id, PushStore.Ripeness ripeness) throws SQLException {
        Optional<Place> place = session.query(CONVERSATION)
                .bind(id.value())
                .first(row -> new Place(Rows.numbered(row), row.getLong(Rows.CONVERSATION_COLUMNS + 1)));
        if (place.isEmpty() || place.get().isDone()) {
            return Optional.empty();
        }
        Rows.Numbered numbered = place.get().conversation();
        long plannedSeq = place.get().plannedSeq();
        long headSeq = numbered.conversation().head().headSeq();
        long fromSeq = plannedSeq >= 0 ? plannedSeq : Math.max(0, headSeq - PushStore.MAX_RIPE);
        PushStore.Ripe ripe = ripeness.ripe(numbered.conversation(), messages(numbered.no(), fromSeq));
        Map<Long, Set<UserId>> threads = threads(numbered.no(), ripe.messages());
        return Optional.of(new PlanningContext(
                numbered.conversation(),
                plannedSeq,
                ripe.untilSeq(),
                ripe.nextMillis(),
                ripe.messages(),
                threads,
                ripe.messages().isEmpty() ? Map.of() : candidates(numbered, ripe.messages(), threads)));
    }

    private List<RipeMessage> messages(long no, long fromSeq) throws SQLException {
        return session.query(MESSAGES)
                .bind(EntryKey.of(no, fromSeq))
                .bind(EntryKey.of(no + 1, 0))
                .bind(PushStore.MAX_RIPE)
                .list(RipeReader::message);
    }

    private static RipeMessage message(ResultSet row) throws SQLException {
        Meant meant = Meant.parse(row.getString(6));
        return new RipeMessage(
                EntryKey.seq(row.getLong(1)),
                new UserId(row.getString(2)),
                row.getLong(3),
                Rows.seq(Query.nullableLong(row, 4)),
                row.getLong(5) != 0,
                meant.users(),
                meant.broadcast());
    }

    private Map<Long, Set<UserId>> threads(long no, List<RipeMessage> messages) throws SQLException {
        var threads = new HashMap<Long, Set<UserId>>();
        for (RipeMessage message : messages) {
            Long root = message.thread();
            if (root != null && !threads.containsKey(root)) {
                threads.put(
                        root,
                        new HashSet<>(session.query(FOLLOWERS)
                                .bind(EntryKey.of(no, root))
                                .bind(PushStore.MAX_FOLLOWERS)
                                .list(row -> new UserId(row.getString(1)))));
            }
        }
        return threads;
    }

    private Map<UserId, Candidate> candidates(
            Rows.Numbered numbered, List<RipeMessage> messages, Map<Long, Set<UserId>> threads) throws SQLException {
        boolean all = numbered.conversation().kind() != ConversationKind.CHANNEL
                || messages.stream().anyMatch(message -> message.broadcast() != Broadcast.NONE);
        List<Candidate> bare = new ArrayList<>();
        Query query = session.query(all ? CANDIDATES : CANDIDATES + AMONG).bind(numbered.no());
        if (!all) {
            query.bind(Rows.jsonArray(few(numbered.no(), messages, threads)));
        }
        bare.addAll(query.list(row -> {
            Member member = Rows.member(row, 1, numbered.conversation().id());
            int next = Rows.MEMBER_COLUMNS + 1;
            return new Candidate(
                    member,
                    WishRows.wishes(row, next + 2, member.user()),
                    WishRows.wish(member.user(), member.conversation(), row.getString(next), row.getLong(next + 1)),
                    Map.of(),
                    List.of());
        }));
        return complete(numbered.no(), bare);
    }

    private Set<UserId> few(long no, List<RipeMessage> messages, Map<Long, Set<UserId>> threads) throws SQLException {
        var users = new TreeSet<>(session.query(WANT_ALL).bind(no).list(row -> new UserId(row.getString(1))));
        messages.forEach(message -> users.addAll(message.mentioned()));
        threads.values().forEach(users::addAll);
        return users;
    }

    private Map<UserId, Candidate> complete(long no, List<Candidate> bare) throws SQLException {
        String users = Rows.jsonArray(
                bare.stream().map(candidate -> candidate.member().user()).toList());
        var acks = new HashMap<UserId, Map<DeviceId, Ack>>();
        session.query(ACKS)
                .bind(users)
                .bind(no)
                .list(row -> acks.computeIfAbsent(new UserId(row.getString(1)), _ -> new HashMap<>())
                                .put(new DeviceId(row.getString(2)), new Ack(row.getLong(3), row.getLong(4)))
                        == null);
        var devices = new HashMap<UserId, List<PushDevice>>();
        for (PushDevice device : session.query(DEVICES).bind(users).list(WishRows::device)) {
            devices.computeIfAbsent(device.user(), _ -> new ArrayList<>()).add(device);
        }
        var candidates = new LinkedHashMap<UserId, Candidate>();
        for (Candidate candidate : bare) {
            UserId user = candidate.member().user();
            candidates.put(
                    user,
                    new Candidate(
                            candidate.member(),
                            candidate.wishes(),
                            candidate.wish(),
                            acks.getOrDefault(user, Map.of()),
                            devices.getOrDefault(user, List.of())));
        }
        return candidates;
    }
}
