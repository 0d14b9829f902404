package chat.carillon.backend.postgres;

import chat.carillon.backend.postgres.db.Query;
import chat.carillon.backend.postgres.db.Results;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.plan.AppendContext;
import chat.carillon.core.log.plan.AppendContext.KnownEntry;
import chat.carillon.core.log.plan.AppendContext.LogState;
import chat.carillon.core.log.plan.AppendContext.Message;
import chat.carillon.core.log.plan.AppendNeeds;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.core.log.plan.AppendNeeds.LogNeeds;
import chat.carillon.core.log.plan.AppendNeeds.ReactionKey;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Locks a batch's conversations and loads what the batch depends on: in one round trip for
/// messages, in a second one for what only other entries need. Confined to one transaction.
///
/// Each statement sees what was committed before it began, so those after the lock see everything
/// that the last holder of the lock has written.
final class AppendLoader {
    /// In the order of ids, so that two batches never wait for each other.
    private static final String LOCK =
            "SELECT " + Rows.CONVERSATION + " FROM conversation AS c WHERE c.id = ANY (?) ORDER BY c.id FOR UPDATE";
    private static final String NOW =
            "SELECT pg_current_xact_id()::text, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    private static final String KNOWN = """
            SELECT e.sender, e.client_message_id, e.conversation, e.seq, e.at_millis
            FROM unnest(?, ?) AS k (sender, client_message_id)
            JOIN entry AS e ON e.client_message_id = k.client_message_id AND e.sender = k.sender
            """;
    private static final String MEMBERS = "SELECT " + Rows.MEMBER + """
             FROM unnest(?, ?) AS k (conversation, user_id)
            JOIN member AS m ON m.conversation = k.conversation AND m.user_id = k.user_id
            """;
    private static final String ALWAYS = String.join(";", LOCK, NOW, KNOWN, MEMBERS);

    private static final String OWNERS = """
            SELECT conversation, count(*)
            FROM member
            WHERE conversation = ANY (?) AND role = 'owner' AND left_seq = 0
            GROUP BY conversation
            """;
    private static final String MESSAGES = """
            SELECT e.conversation, e.seq, e.sender, coalesce(e.edited_text, e.text, ''), e.thread,
                   e.detail IS NOT NULL, e.deleted_at IS NOT NULL
            FROM unnest(?, ?) AS k (conversation, seq)
            JOIN entry AS e ON e.conversation = k.conversation AND e.seq = k.seq
            WHERE e.type = 'message'
            """;
    private static final String REACTIONS = """
            SELECT r.conversation, r.seq, r.user_id, r.emoji
            FROM unnest(?, ?, ?) AS k (conversation, seq, user_id)
            JOIN reaction AS r ON r.conversation = k.conversation AND r.seq = k.seq AND r.user_id = k.user_id
            """;
    private static final String SOMETIMES =
            String.join(";", OWNERS, MESSAGES, REACTIONS, UserQueries.EXISTING, UserQueries.COUNTS);

    private final Session session;
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();
    private final Map<ConversationId, Map<UserId, Member>> members = new HashMap<>();
    private final Map<ConversationId, Integer> owners = new HashMap<>();
    private final Map<ConversationId, Map<Long, Message>> messages = new HashMap<>();
    private final Map<ConversationId, Map<ReactionKey, Set<String>>> reactions = new HashMap<>();
    private final Map<ClientKey, KnownEntry> known = new HashMap<>();
    private final Set<UserId> existing = new HashSet<>();
    private final Map<UserId, Integer> counts = new HashMap<>();
    private long databaseMillis;

    AppendLoader(Session session) {
        this.session = session;
    }

    /// A key of something that belongs to a conversation.
    private record Keyed<K>(ConversationId conversation, K key) {
        static <K> List<Keyed<K>> of(AppendNeeds needs, Function<LogNeeds, Set<K>> keys) {
            var all = new ArrayList<Keyed<K>>();
            needs.logs().forEach((id, log) -> keys.apply(log).forEach(key -> all.add(new Keyed<>(id, key))));
            return all;
        }

        String conversationId() {
            return conversation.value();
        }
    }

    /// The database's time, after the locks were taken.
    long databaseMillis() {
        return databaseMillis;
    }

    /// Whether there is a row of this user already.
    boolean hasRow(Member member) {
        return members.getOrDefault(member.conversation(), Map.of()).containsKey(member.user());
    }

    AppendContext load(AppendNeeds needs) throws SQLException {
        loadAlways(needs);
        if (needsMore(needs)) {
            loadSometimes(needs);
        }
        var logs = new HashMap<ConversationId, LogState>();
        conversations.forEach((id, conversation) -> logs.put(
                id,
                new LogState(
                        conversation,
                        members.getOrDefault(id, Map.of()),
                        owners.getOrDefault(id, 0),
                        messages.getOrDefault(id, Map.of()),
                        reactions.getOrDefault(id, Map.of()))));
        return new AppendContext(logs, known, existing, counts);
    }

    private void loadAlways(AppendNeeds needs) throws SQLException {
        List<Keyed<UserId>> users = Keyed.of(needs, LogNeeds::members);
        try (Results results = session.query(ALWAYS)
                .texts(needs.logs().keySet(), ConversationId::value)
                .texts(needs.clientKeys(), key -> key.sender().value())
                .texts(needs.clientKeys(), key -> key.clientMessageId().value())
                .texts(users, Keyed::conversationId)
                .texts(users, user -> user.key().value())
                .run()) {
            results.each(row -> {
                Conversation conversation = Rows.conversation(row);
                conversations.put(conversation.id(), conversation);
            });
            results.each(row -> {
                session.identified(row.getString(1));
                databaseMillis = row.getLong(2);
            });
            results.each(this::addKnown);
            results.each(row -> {
                Member member = Rows.member(row, 1);
                members.computeIfAbsent(member.conversation(), _ -> new HashMap<>())
                        .put(member.user(), member);
            });
        }
    }

    private void addKnown(ResultSet row) throws SQLException {
        known.put(
                new ClientKey(new UserId(row.getString(1)), new ClientMessageId(row.getString(2))),
                new KnownEntry(new ConversationId(row.getString(3)), row.getLong(4), row.getLong(5)));
    }

    private static boolean needsMore(AppendNeeds needs) {
        return !needs.joiningUsers().isEmpty()
                || needs.logs().values().stream()
                        .anyMatch(log -> log.owners()
                                || !log.messages().isEmpty()
                                || !log.reactions().isEmpty());
    }

    private void loadSometimes(AppendNeeds needs) throws SQLException {
        Stream<Map.Entry<ConversationId, LogNeeds>> owned =
                needs.logs().entrySet().stream().filter(log -> log.getValue().owners());
        List<Keyed<Long>> seqs = Keyed.of(needs, LogNeeds::messages);
        List<Keyed<ReactionKey>> reacted = Keyed.of(needs, LogNeeds::reactions);
        try (Results results = session.query(SOMETIMES)
                .texts(owned.map(Map.Entry::getKey).toList(), ConversationId::value)
                .texts(seqs, Keyed::conversationId)
                .longs(seqs, Keyed::key)
                .texts(reacted, Keyed::conversationId)
                .longs(reacted, reaction -> reaction.key().seq())
                .texts(reacted, reaction -> reaction.key().user().value())
                .texts(needs.joiningUsers(), UserId::value)
                .texts(needs.joiningUsers(), UserId::value)
                .run()) {
            results.each(row -> owners.put(new ConversationId(row.getString(1)), row.getInt(2)));
            results.each(this::addMessage);
            results.each(this::addReaction);
            results.each(row -> existing.add(Rows.user(row)));
            results.each(row -> counts.put(Rows.user(row), row.getInt(2)));
        }
    }

    private void addMessage(ResultSet row) throws SQLException {
        var message = new Message(
                new UserId(row.getString(3)),
                row.getString(4),
                Query.nullableLong(row, 5),
                row.getBoolean(6),
                row.getBoolean(7));
        messages.computeIfAbsent(new ConversationId(row.getString(1)), _ -> new HashMap<>())
                .put(row.getLong(2), message);
    }

    private void addReaction(ResultSet row) throws SQLException {
        reactions
                .computeIfAbsent(new ConversationId(row.getString(1)), _ -> new HashMap<>())
                .computeIfAbsent(new ReactionKey(row.getLong(2), new UserId(row.getString(3))), _ -> new HashSet<>())
                .add(row.getString(4));
    }
}
