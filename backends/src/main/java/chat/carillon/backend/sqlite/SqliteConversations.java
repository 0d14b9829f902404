package chat.carillon.backend.sqlite;

import chat.carillon.backend.column.Folding;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.plan.CreatePlanner;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// [ConversationStore] in SQLite. Thread-safe.
final class SqliteConversations implements ConversationStore {
    /// Users whose memberships are read by one query.
    private static final int USERS_PER_QUERY = 1_000;

    private static final String FIND = "SELECT " + Rows.CONVERSATION + " FROM conversation_now AS c WHERE c.id = ?";
    private static final String FIND_DIRECT =
            "SELECT " + Rows.CONVERSATION + " FROM conversation_now AS c WHERE c.direct_key = ?";
    private static final String INSERT = """
            INSERT INTO conversation (id, kind, name, topic, folded_name, folded_topic, join_policy, history_policy,
                                      post_role, invite_role, archived, direct_key, member_count, first_seq,
                                      membership_seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String ONE_MEMBER = "SELECT " + Rows.MEMBER
            + " FROM conversation AS c JOIN member AS m ON m.conversation = c.no WHERE c.id = ? AND m.user = ?";
    private static final String MEMBERS = "SELECT " + Rows.MEMBER
            + " FROM member AS m WHERE m.conversation = ? AND m.user > ? AND m.left_seq = 0 ORDER BY m.user LIMIT ?";
    private static final String ACTIVE_AMONG = """
            SELECT m.user
            FROM json_each(?, '$.v') AS wanted
            JOIN member AS m ON m.user = wanted.value AND m.conversation = ?
            WHERE m.left_seq = 0
            """;
    private static final String MEMBERSHIPS = "SELECT " + Rows.CONVERSATION + ", " + Rows.MEMBER + """
            ,
                   (SELECT count(*)
                    FROM (SELECT DISTINCT n.message
                          FROM mention AS n
                          WHERE n.user IN (m.user, '@everyone', '@here')
                            AND n.message > (c.no << 36) + m.read_seq
                            AND n.message < (c.no + 1) << 36
                          LIMIT 1000)),
                   CASE c.kind
                       WHEN 'direct' THEN (SELECT group_concat(d.user, ' ' ORDER BY d.user)
                                           FROM member AS d
                                           WHERE d.conversation = c.no)
                   END
            FROM json_each(?, '$.v') AS wanted
            JOIN member AS m ON m.user = wanted.value
            JOIN conversation_now AS c ON c.no = m.conversation
            WHERE m.left_seq = 0
            ORDER BY c.changed_at DESC, c.id
            """;

    /// Looks at all memberships. Nobody asks: nobody else writes to this store, so what is new need
    /// not be looked for.
    private static final String JOINED_SINCE = """
            SELECT c.id, m.user, e.at_millis + e.lag_millis AS joined_at
            FROM member AS m
            JOIN entry AS e ON e.key = (m.conversation << 36) + m.joined_seq
            JOIN conversation AS c ON c.no = m.conversation
            WHERE m.left_seq = 0 AND (e.at_millis + e.lag_millis, c.id, m.user) > (?, ?, ?)
            ORDER BY joined_at, c.id, m.user
            LIMIT ?
            """;
    private static final String OPEN_CHANNELS = "SELECT " + Rows.CONVERSATION + """
             FROM conversation_now AS c
            WHERE c.kind = 'channel' AND c.join_policy = 'open' AND NOT c.archived
              AND (c.folded_name, c.id)
                  > (coalesce((SELECT folded_name FROM conversation WHERE id = ?1), ''), coalesce(?1, ''))
              AND (instr(c.folded_name, ?2) > 0 OR instr(c.folded_topic, ?2) > 0)
            ORDER BY c.folded_name, c.id
            LIMIT ?3
            """;
    private static final String CURSORS = "SELECT c.id, k.seq FROM cursor AS k"
            + " JOIN conversation AS c ON c.no = k.conversation WHERE k.user = ? AND k.device = ?";

    private final Writer writer;
    private final Readers readers;
    private final Time time;
    private final CreatePlanner planner;
    private final Consumer<List<Conversation.Head>> committed;

    /// @param committed told of the logs that a transaction appended to, once it is durable
    SqliteConversations(
            Writer writer,
            Readers readers,
            Time time,
            CreatePlanner planner,
            Consumer<List<Conversation.Head>> committed) {
        this.writer = writer;
        this.readers = readers;
        this.time = time;
        this.planner = planner;
        this.committed = committed;
    }

    @Override
    public CreateResult create(NewConversation wanted) {
        CreateResult result = writer.write(session -> create(session, wanted));
        if (result instanceof CreateResult.Created created) {
            committed.accept(List.of(created.conversation().head()));
        }
        return result;
    }

    private CreateResult create(Session session, NewConversation wanted) throws SQLException {
        List<UserId> users = CreatePlanner.users(wanted);
        var context = new CreatePlanner.Context(
                existing(session, wanted),
                AppendLoader.existing(session, users),
                AppendLoader.conversationCounts(session, users));
        long nowMillis = time.wallMillis();
        CreatePlanner.Plan plan = planner.plan(wanted, context, nowMillis);
        if (plan.result() instanceof CreateResult.Created created) {
            insert(session, wanted, created.conversation());
            long no = session.query("SELECT last_insert_rowid()").number();
            var rows = new AppendWriter(session, _ -> no);
            rows.insert(created.entries(), nowMillis);
            rows.putMembers(plan.members());
        }
        return plan.result();
    }

    private static @Nullable Conversation existing(Session session, NewConversation wanted) throws SQLException {
        String directKey = wanted.directKey();
        Optional<Rows.Numbered> existing = directKey == null
                ? Optional.empty()
                : session.query(FIND_DIRECT).bind(directKey).first(Rows::numbered);
        if (existing.isEmpty()) {
            existing = session.query(FIND).bind(wanted.id().value()).first(Rows::numbered);
        }
        return existing.map(Rows.Numbered::conversation).orElse(null);
    }

    private static void insert(Session session, NewConversation wanted, Conversation conversation) throws SQLException {
        Conversation.Settings settings = conversation.settings();
        session.query(INSERT)
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
                .bind(conversation.memberCount())
                .bind(conversation.head().firstSeq())
                .bind(conversation.head().membershipSeq())
                .update();
    }

    @Override
    public Optional<Conversation> find(ConversationId conversation) {
        return readers.read(session ->
                        session.query(FIND).bind(conversation.value()).first(Rows::numbered))
                .map(Rows.Numbered::conversation);
    }

    @Override
    public Optional<Member> member(ConversationId conversation, UserId user) {
        return readers.read(session -> session.query(ONE_MEMBER)
                .bind(conversation.value())
                .bind(user.value())
                .first(row -> Rows.member(row, 1, conversation)));
    }

    @Override
    public List<Member> members(ConversationId conversation, @Nullable UserId afterUser, int limit) {
        return readers.read(session -> {
            OptionalLong no = Rows.conversationNo(session, conversation);
            return no.isEmpty()
                    ? List.<Member>of()
                    : session.query(MEMBERS)
                            .bind(no.getAsLong())
                            .bind(afterUser == null ? "" : afterUser.value())
                            .bind(limit)
                            .list(row -> Rows.member(row, 1, conversation));
        });
    }

    @Override
    public List<UserId> activeAmong(ConversationId conversation, Collection<UserId> users) {
        if (users.isEmpty()) {
            return List.of();
        }
        return readers.read(session -> {
            OptionalLong no = Rows.conversationNo(session, conversation);
            return no.isEmpty()
                    ? List.<UserId>of()
                    : session.query(ACTIVE_AMONG)
                            .bind(Rows.jsonArray(Set.copyOf(users)))
                            .bind(no.getAsLong())
                            .list(row -> new UserId(row.getString(1)));
        });
    }

    @Override
    public Map<UserId, List<Membership>> membershipsOf(Collection<UserId> users) {
        var memberships = new HashMap<UserId, List<Membership>>();
        users.forEach(user -> memberships.put(user, new ArrayList<>()));
        List<UserId> distinct = List.copyOf(memberships.keySet());
        for (int from = 0; from < distinct.size(); from += USERS_PER_QUERY) {
            List<UserId> some = distinct.subList(from, Math.min(from + USERS_PER_QUERY, distinct.size()));
            List<Membership> found = readers.read(session ->
                    session.query(MEMBERSHIPS).bind(Rows.jsonArray(some)).list(SqliteConversations::membership));
            for (Membership membership : found) {
                memberships
                        .computeIfAbsent(membership.member().user(), _ -> new ArrayList<>())
                        .add(membership);
            }
        }
        return memberships;
    }

    private static Membership membership(ResultSet row) throws SQLException {
        Conversation conversation = Rows.conversation(row, 1);
        int next = Rows.CONVERSATION_COLUMNS + 1;
        Member member = Rows.member(row, next, conversation.id());
        long mentions = row.getLong(next + Rows.MEMBER_COLUMNS);
        String directUsers = row.getString(next + Rows.MEMBER_COLUMNS + 1);
        List<UserId> users = directUsers == null
                ? List.of()
                : Arrays.stream(directUsers.split(" ")).map(UserId::new).toList();
        return new Membership(conversation, member, users, mentions);
    }

    @Override
    public List<Joined> joinedSince(long sinceMillis, @Nullable Joined after, int limit) {
        return readers.read(session -> session.query(JOINED_SINCE)
                .bind(after == null ? sinceMillis : after.atMillis())
                .bind(after == null ? "" : after.conversation().value())
                .bind(after == null ? "" : after.user().value())
                .bind(limit)
                .list(row -> new Joined(
                        new ConversationId(row.getString(1)), new UserId(row.getString(2)), row.getLong(3))));
    }

    @Override
    public List<Conversation> openChannels(@Nullable String query, @Nullable ConversationId after, int limit) {
        return readers.read(session -> session.query(OPEN_CHANNELS)
                .bind(after == null ? null : after.value())
                .bind(Folding.folded(query))
                .bind(limit)
                .list(row -> Rows.conversation(row, 1)));
    }

    @Override
    public void mark(Collection<Marker> markers) {
        if (!markers.isEmpty()) {
            writer.write(session -> {
                new MarkerWriter(session).write(markers);
                return true;
            });
        }
    }

    @Override
    public Map<ConversationId, Long> cursors(UserId user, DeviceId device) {
        return readers.read(session -> {
            var cursors = new HashMap<ConversationId, Long>();
            Query query = session.query(CURSORS).bind(user.value()).bind(device.value());
            try (ResultSet row = query.rows()) {
                while (row.next()) {
                    cursors.put(new ConversationId(row.getString(1)), row.getLong(2));
                }
            }
            return cursors;
        });
    }
}
