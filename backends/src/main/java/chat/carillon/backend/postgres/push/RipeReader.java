package chat.carillon.backend.postgres.push;

import chat.carillon.backend.column.Meant;
import chat.carillon.backend.column.WishRows;
import chat.carillon.backend.postgres.Rows;
import chat.carillon.backend.postgres.db.Query;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.core.log.Conversation;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what there is to plan in many conversations with a handful of statements. What they see
/// may be of different moments: that matters to nobody, since a plan is void if another was faster.
/// Confined to one thread.
final class RipeReader {
    private static final String PLACES = "SELECT " + Rows.CONVERSATION + ", coalesce(p.seq, -1)"
            + " FROM conversation AS c LEFT JOIN planned AS p ON p.conversation = c.id"
            + " WHERE c.id = ANY (?) AND c.head_seq > coalesce(p.seq, -1)";
    private static final String MESSAGES = """
            SELECT e.conversation, e.seq, e.sender, e.at_millis + 1000 * coalesce(e.lag_seconds, 0), e.thread,
                   e.deleted_at,
                   (SELECT string_agg(n.user_id, ' ')
                    FROM mention AS n
                    WHERE n.conversation = e.conversation AND n.seq = e.seq)
            FROM unnest(?, ?) AS k (conversation, seq)
            CROSS JOIN LATERAL (SELECT *
                                FROM entry AS l
                                WHERE l.conversation = k.conversation AND l.seq > k.seq AND l.type = 'message'
                                ORDER BY l.seq
                                LIMIT %d) AS e
            ORDER BY e.conversation, e.seq
            """.formatted(PushStore.MAX_RIPE);
    private static final String FOLLOWERS = """
            SELECT k.conversation, k.root, f.sender
            FROM unnest(?, ?) AS k (conversation, root)
            CROSS JOIN LATERAL (SELECT DISTINCT e.sender
                                FROM entry AS e
                                WHERE e.conversation = k.conversation AND (e.seq = k.root OR e.thread = k.root)
                                LIMIT %d) AS f
            """.formatted(PushStore.MAX_FOLLOWERS);

    /// Who may want everything of channels; those who are meant come besides.
    private static final String WANT_ALL = """
            SELECT v.conversation, v.user_id
            FROM conversation_wish AS v
            WHERE v.conversation = ANY (?) AND v.level = 'all'
            UNION
            SELECT m.conversation, m.user_id
            FROM wish AS w
            JOIN member AS m ON m.user_id = w.user_id AND m.conversation = ANY (?)
            WHERE w.channel_level = 'all'
            """;
    private static final String CANDIDATE =
            "SELECT " + Rows.MEMBER + ", v.level, coalesce(v.muted_until, 0), " + WishRows.WISHES + """

            FROM member AS m
            LEFT JOIN wish AS w ON w.user_id = m.user_id
            LEFT JOIN conversation_wish AS v ON v.user_id = m.user_id AND v.conversation = m.conversation
            """;

    /// Not who has left, nor who was shut out.
    private static final String MAY_BE_TOLD = " m.left_seq = 0"
            + " AND NOT EXISTS (SELECT 1 FROM account AS a WHERE a.user_id = m.user_id AND a.disabled)";

    private static final String ALL = CANDIDATE + " WHERE m.conversation = ANY (?) AND" + MAY_BE_TOLD;
    private static final String FEW = CANDIDATE
            + " JOIN unnest(?, ?) AS k (conversation, user_id)"
            + " ON m.conversation = k.conversation AND m.user_id = k.user_id WHERE" + MAY_BE_TOLD;
    private static final String ACKS = """
            SELECT d.conversation, d.user_id, d.device, d.seq, d.attended_seq
            FROM unnest(?, ?) AS k (conversation, user_id)
            JOIN device_cursor AS d ON d.user_id = k.user_id AND d.conversation = k.conversation
            """;
    private static final String DEVICES = "SELECT d.user_id, " + WishRows.DEVICE
            + " FROM device AS d WHERE d.user_id = ANY (?) ORDER BY d.registered_at, d.device";

    private final Session session;
    private final PushStore.Ripeness ripeness;
    private final Map<ConversationId, Found> found = new LinkedHashMap<>();

    /// What is known so far of one conversation.
    private static final class Found {
        private final Conversation conversation;
        private final long plannedSeq;
        private final List<RipeMessage> messages = new ArrayList<>();
        private final Map<Long, Set<UserId>> threads = new HashMap<>();
        private final Map<UserId, Candidate> candidates = new LinkedHashMap<>();
        private PushStore.Ripe ripe = new PushStore.Ripe(List.of(), -1, 0);

        private Found(Conversation conversation, long plannedSeq) {
            this.conversation = conversation;
            this.plannedSeq = plannedSeq;
        }

        private long fromSeq() {
            return plannedSeq >= 0
                    ? plannedSeq
                    : Math.max(0, conversation.head().headSeq() - PushStore.MAX_RIPE);
        }

        private boolean wantsAll() {
            return conversation.kind() != ConversationKind.CHANNEL
                    || ripe.messages().stream().anyMatch(message -> message.broadcast() != Broadcast.NONE);
        }

        private PlanningContext context() {
            return new PlanningContext(
                    conversation, plannedSeq, ripe.untilSeq(), ripe.nextMillis(), ripe.messages(), threads, candidates);
        }
    }

    private record Place(ConversationId conversation, UserId user) {}

    RipeReader(Session session, PushStore.Ripeness ripeness) {
        this.session = session;
        this.ripeness = ripeness;
    }

    List<PlanningContext> contexts(Collection<ConversationId> conversations) throws SQLException {
        session.query(PLACES).texts(conversations, ConversationId::value).each(row -> {
            Conversation conversation = Rows.conversation(row);
            found.put(conversation.id(), new Found(conversation, row.getLong(Rows.CONVERSATION_COLUMNS + 1)));
        });
        readMessages();
        List<Found> busy = found.values().stream()
                .filter(one -> !one.ripe.messages().isEmpty())
                .toList();
        if (!busy.isEmpty()) {
            readThreads(busy);
            readCandidates(busy);
            readDevices();
        }
        return found.values().stream().map(Found::context).toList();
    }

    private Found at(ResultSet row) throws SQLException {
        Found one = found.get(new ConversationId(row.getString(1)));
        if (one == null) {
            throw new SQLException("a row of a conversation that was not asked for");
        }
        return one;
    }

    private void readMessages() throws SQLException {
        session.query(MESSAGES)
                .texts(found.keySet(), ConversationId::value)
                .longs(found.values(), Found::fromSeq)
                .each(row -> at(row).messages.add(message(row)));
        found.values().forEach(one -> one.ripe = ripeness.ripe(one.conversation, one.messages));
    }

    private static RipeMessage message(ResultSet row) throws SQLException {
        Meant meant = Meant.parse(row.getString(7));
        return new RipeMessage(
                row.getLong(2),
                new UserId(row.getString(3)),
                row.getLong(4),
                Query.nullableLong(row, 5),
                row.getLong(6) != 0,
                meant.users(),
                meant.broadcast());
    }

    private void readThreads(List<Found> busy) throws SQLException {
        record Root(ConversationId conversation, long seq) {}
        var roots = new HashSet<Root>();
        for (Found one : busy) {
            for (RipeMessage message : one.ripe.messages()) {
                if (message.thread() != null) {
                    roots.add(new Root(one.conversation.id(), message.thread()));
                }
            }
        }
        if (!roots.isEmpty()) {
            List<Root> all = List.copyOf(roots);
            session.query(FOLLOWERS)
                    .texts(all, root -> root.conversation().value())
                    .longs(all, Root::seq)
                    .each(row -> at(row).threads
                            .computeIfAbsent(row.getLong(2), _ -> new HashSet<>())
                            .add(new UserId(row.getString(3))));
        }
    }

    private void readCandidates(List<Found> busy) throws SQLException {
        List<ConversationId> whole = busy.stream()
                .filter(Found::wantsAll)
                .map(one -> one.conversation.id())
                .toList();
        if (!whole.isEmpty()) {
            session.query(ALL).texts(whole, ConversationId::value).each(this::addCandidate);
        }
        Set<Place> few = few(busy.stream().filter(one -> !one.wantsAll()).toList());
        if (!few.isEmpty()) {
            places(session.query(FEW), few).each(this::addCandidate);
        }
    }

    private Set<Place> few(List<Found> channels) throws SQLException {
        var few = new HashSet<Place>();
        if (!channels.isEmpty()) {
            session.query(WANT_ALL)
                    .texts(channels, one -> one.conversation.id().value())
                    .texts(channels, one -> one.conversation.id().value())
                    .each(row ->
                            few.add(new Place(new ConversationId(row.getString(1)), new UserId(row.getString(2)))));
        }
        for (Found one : channels) {
            ConversationId id = one.conversation.id();
            one.ripe.messages().forEach(message -> message.mentioned().forEach(user -> few.add(new Place(id, user))));
            one.threads.values().forEach(users -> users.forEach(user -> few.add(new Place(id, user))));
        }
        return few;
    }

    private static Query places(Query query, Collection<Place> places) throws SQLException {
        return query.texts(places, place -> place.conversation().value())
                .texts(places, place -> place.user().value());
    }

    private void addCandidate(ResultSet row) throws SQLException {
        Member member = Rows.member(row, 1);
        int next = Rows.MEMBER_COLUMNS + 1;
        at(row).candidates
                .put(
                        member.user(),
                        new Candidate(
                                member,
                                WishRows.wishes(row, next + 2, member.user()),
                                WishRows.wish(
                                        member.user(),
                                        member.conversation(),
                                        row.getString(next),
                                        row.getLong(next + 1)),
                                new HashMap<>(),
                                new ArrayList<>()));
    }

    private void readDevices() throws SQLException {
        var places = new ArrayList<Place>();
        var ofUser = new HashMap<UserId, List<Candidate>>();
        found.forEach((id, one) -> one.candidates.forEach((user, candidate) -> {
            places.add(new Place(id, user));
            ofUser.computeIfAbsent(user, _ -> new ArrayList<>()).add(candidate);
        }));
        if (places.isEmpty()) {
            return;
        }
        places(session.query(ACKS), places).each(row -> {
            Candidate candidate = at(row).candidates.get(new UserId(row.getString(2)));
            if (candidate != null) {
                candidate.acks().put(new DeviceId(row.getString(3)), new Ack(row.getLong(4), row.getLong(5)));
            }
        });
        session.query(DEVICES).texts(ofUser.keySet(), UserId::value).each(row -> {
            PushDevice device = WishRows.device(row);
            ofUser.getOrDefault(device.user(), List.of())
                    .forEach(candidate -> candidate.devices().add(device));
        });
    }
}
