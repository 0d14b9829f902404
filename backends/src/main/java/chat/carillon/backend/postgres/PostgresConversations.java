package chat.carillon.backend.postgres;

import chat.carillon.backend.column.Folding;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Results;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.plan.CreatePlanner;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// [ConversationStore] in PostgreSQL. Thread-safe.
final class PostgresConversations implements ConversationStore {
    /// Users whose memberships are read by one query.
    private static final int USERS_PER_QUERY = 1_000;

    private static final String FIND = "SELECT " + Rows.CONVERSATION + " FROM conversation AS c WHERE c.id = ?";

    /// A direct conversation before one that happens to have the id.
    private static final String EXISTING = "SELECT " + Rows.CONVERSATION
            + " FROM conversation AS c WHERE c.direct_key = ? OR c.id = ? ORDER BY c.direct_key = ? DESC NULLS LAST";
    private static final String CREATION = String.join(
            ";",
            "SELECT pg_current_xact_id()::text, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint",
            EXISTING,
            UserQueries.EXISTING,
            UserQueries.COUNTS);

    /// Waits for another transaction that is making the same one, and leaves it alone.
    private static final String INSERT = """
            INSERT INTO conversation (id, kind, name, topic, folded_name, folded_topic, join_policy, history_policy,
                                      post_role, invite_role, archived, direct_key, member_count, first_seq,
                                      membership_seq, head_seq, head_ordinal, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String ONE_MEMBER =
            "SELECT " + Rows.MEMBER + " FROM member AS m WHERE m.conversation = ? AND m.user_id = ?";
    private static final String MEMBERS = "SELECT " + Rows.MEMBER + " FROM member AS m"
            + " WHERE m.conversation = ? AND m.user_id > ? AND m.left_seq = 0 ORDER BY m.user_id LIMIT ?";
    private static final String ACTIVE_AMONG = "SELECT m.user_id FROM member AS m"
            + " WHERE m.conversation = ? AND m.user_id = ANY (?) AND m.left_seq = 0";

    /// One statement, so that conversation and member are of one moment.
    private static final String MEMBERSHIPS = "SELECT " + Rows.CONVERSATION + ", " + Rows.MEMBER + """
            ,
                   (SELECT count(*)
                    FROM (SELECT DISTINCT n.seq
                          FROM mention AS n
                          WHERE n.user_id IN (m.user_id, '@everyone', '@here')
                            AND n.conversation = m.conversation
                            AND n.seq > m.read_seq
                          LIMIT 1000) AS unread),
                   CASE c.kind
                       WHEN 'direct' THEN (SELECT string_agg(d.user_id, ' ' ORDER BY d.user_id)
                                           FROM member AS d
                                           WHERE d.conversation = c.id)
                   END
            FROM member AS m
            JOIN conversation AS c ON c.id = m.conversation
            WHERE m.user_id = ANY (?) AND m.left_seq = 0
            ORDER BY c.changed_at DESC, c.id
            """;
    private static final String JOINED_SINCE = "SELECT m.conversation, m.user_id, m.joined_at FROM member AS m"
            + " WHERE (m.joined_at, m.conversation, m.user_id) > (?, ?, ?) AND m.left_seq = 0"
            + " ORDER BY m.joined_at, m.conversation, m.user_id LIMIT ?";
    private static final String OPEN_CHANNELS = "SELECT " + Rows.CONVERSATION + """
             FROM conversation AS c
            WHERE c.kind = 'channel' AND c.join_policy = 'open' AND NOT c.archived
              AND (c.folded_name, c.id)
                  > (coalesce((SELECT folded_name FROM conversation WHERE id = ?), ''), coalesce(?, ''))
              AND (position(? IN c.folded_name) > 0 OR position(? IN c.folded_topic) > 0)
            ORDER BY c.folded_name, c.id
            LIMIT ?
            """;
    private static final String CURSORS =
            "SELECT conversation, seq FROM device_cursor WHERE user_id = ? AND device = ?";

    private final Writes writes;
    private final Reads reads;
    private final CreatePlanner planner;
    private final LongUnaryOperator clock;

    /// @param clock makes the store's time of the database's
    PostgresConversations(Writes writes, Reads reads, CreatePlanner planner, LongUnaryOperator clock) {
        this.writes = writes;
        this.reads = reads;
        this.planner = planner;
        this.clock = clock;
    }

    @Override
    public CreateResult create(NewConversation wanted) {
        return writes.write(session -> create(session, wanted), PostgresConversations::isThere, "");
    }

    private CreateResult create(Session session, NewConversation wanted) throws SQLException {
        CreatePlanner.Plan plan = plan(session, wanted);
        if (plan.result() instanceof CreateResult.Created created) {
            if (insert(session, wanted, created.conversation()) == 0) {
                return plan(session, wanted).result();
            }
            new AppendWriter()
                    .entries(created.entries(), created.conversation().head().changedAtMillis())
                    .newMembers(plan.members(), created.conversation().head().changedAtMillis())
                    .run(session);
        }
        return plan.result();
    }

    private CreatePlanner.Plan plan(Session session, NewConversation wanted) throws SQLException {
        List<UserId> users = CreatePlanner.users(wanted);
        var existing = new ArrayList<Conversation>();
        var existingUsers = new HashSet<UserId>();
        var counts = new HashMap<UserId, Integer>();
        var databaseMillis = new long[1];
        try (Results results = session.query(CREATION)
                .bind(wanted.directKey())
                .bind(wanted.id().value())
                .bind(wanted.directKey())
                .texts(users, UserId::value)
                .texts(users, UserId::value)
                .run()) {
            results.each(row -> {
                session.identified(row.getString(1));
                databaseMillis[0] = row.getLong(2);
            });
            results.each(row -> existing.add(Rows.conversation(row)));
            results.each(row -> existingUsers.add(Rows.user(row)));
            results.each(row -> counts.put(Rows.user(row), row.getInt(2)));
        }
        var context = new CreatePlanner.Context(existing.isEmpty() ? null : existing.getFirst(), existingUsers, counts);
        return planner.plan(wanted, context, clock.applyAsLong(databaseMillis[0]));
    }

    private static int insert(Session session, NewConversation wanted, Conversation conversation) throws SQLException {
        Conversation.Settings settings = conversation.settings();
        Conversation.Head head = conversation.head();
        return session.query(INSERT)
                .bind(conversation.id().value())
                .bind(conversation.kind().wireName())
                .bind(conversation.name())
                .bind(conversation.topic())
                .bind(Folding.folded(conversation.name()))
                .bind(Folding.folded(conversation.topic()))
                .bind(settings.join().wireName())
                .bind(settings.history().wireName())
                .bind(settings.post().wireName())
                .bind(settings.invite().wireName())
                .bind(settings.archived())
                .bind(wanted.directKey())
                .bind(head.memberCount())
                .bind(head.firstSeq())
                .bind(head.membershipSeq())
                .bind(head.headSeq())
                .bind(head.headOrdinal())
                .bind(head.changedAtMillis())
                .update();
    }

    private static boolean isThere(Session session, CreateResult result) throws SQLException {
        return !(result instanceof CreateResult.Created created) || PostgresLog.areThere(session, created.entries());
    }

    @Override
    public Optional<Conversation> find(ConversationId conversation) {
        return reads.read(
                session -> session.query(FIND).bind(conversation.value()).first(Rows::conversation));
    }

    @Override
    public Optional<Member> member(ConversationId conversation, UserId user) {
        return reads.read(session -> session.query(ONE_MEMBER)
                .bind(conversation.value())
                .bind(user.value())
                .first(row -> Rows.member(row, 1)));
    }

    @Override
    public List<Member> members(ConversationId conversation, @Nullable UserId afterUser, int limit) {
        return reads.read(session -> session.query(MEMBERS)
                .bind(conversation.value())
                .bind(afterUser == null ? "" : afterUser.value())
                .bind(limit)
                .list(row -> Rows.member(row, 1)));
    }

    @Override
    public List<UserId> activeAmong(ConversationId conversation, Collection<UserId> users) {
        if (users.isEmpty()) {
            return List.of();
        }
        return reads.read(session -> session.query(ACTIVE_AMONG)
                .bind(conversation.value())
                .texts(users, UserId::value)
                .list(Rows::user));
    }

    @Override
    public Map<UserId, List<Membership>> membershipsOf(Collection<UserId> users) {
        var memberships = new HashMap<UserId, List<Membership>>();
        users.forEach(user -> memberships.put(user, new ArrayList<>()));
        List<UserId> distinct = List.copyOf(memberships.keySet());
        for (int from = 0; from < distinct.size(); from += USERS_PER_QUERY) {
            List<UserId> some = distinct.subList(from, Math.min(from + USERS_PER_QUERY, distinct.size()));
            List<Membership> found = reads.read(session ->
                    session.query(MEMBERSHIPS).texts(some, UserId::value).list(PostgresConversations::membership));
            for (Membership membership : found) {
                memberships
                        .computeIfAbsent(membership.member().user(), _ -> new ArrayList<>())
                        .add(membership);
            }
        }
        return memberships;
    }

    private static Membership membership(ResultSet row) throws SQLException {
        int next = Rows.CONVERSATION_COLUMNS + 1;
        long mentions = row.getLong(next + Rows.MEMBER_COLUMNS);
        String directUsers = row.getString(next + Rows.MEMBER_COLUMNS + 1);
        List<UserId> users = directUsers == null
                ? List.of()
                : Arrays.stream(directUsers.split(" ")).map(UserId::new).toList();
        return new Membership(Rows.conversation(row), Rows.member(row, next), users, mentions);
    }

    @Override
    public List<Joined> joinedSince(long sinceMillis, @Nullable Joined after, int limit) {
        return reads.read(session -> session.query(JOINED_SINCE)
                .bind(after == null ? sinceMillis : after.atMillis())
                .bind(after == null ? "" : after.conversation().value())
                .bind(after == null ? "" : after.user().value())
                .bind(limit)
                .list(row -> new Joined(
                        new ConversationId(row.getString(1)), new UserId(row.getString(2)), row.getLong(3))));
    }

    @Override
    public List<Conversation> openChannels(@Nullable String query, @Nullable ConversationId after, int limit) {
        String afterId = after == null ? null : after.value();
        String folded = Folding.folded(query);
        return reads.read(session -> session.query(OPEN_CHANNELS)
                .bind(afterId)
                .bind(afterId)
                .bind(folded)
                .bind(folded)
                .bind(limit)
                .list(Rows::conversation));
    }

    @Override
    public void mark(Collection<Marker> markers) {
        if (!markers.isEmpty()) {
            var writer = new MarkerWriter(markers);
            writes.write(session -> {
                writer.write(session);
                return true;
            });
        }
    }

    @Override
    public Map<ConversationId, Long> cursors(UserId user, DeviceId device) {
        return reads.read(session -> {
            var cursors = new HashMap<ConversationId, Long>();
            session.query(CURSORS)
                    .bind(user.value())
                    .bind(device.value())
                    .each(row -> cursors.put(new ConversationId(row.getString(1)), row.getLong(2)));
            return cursors;
        });
    }
}
