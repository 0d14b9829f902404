package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.plan.AppendContext;
import chat.carillon.core.log.plan.AppendContext.KnownEntry;
import chat.carillon.core.log.plan.AppendContext.LogState;
import chat.carillon.core.log.plan.AppendContext.Message;
import chat.carillon.core.log.plan.AppendNeeds;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.core.log.plan.AppendNeeds.LogNeeds;
import chat.carillon.core.log.plan.AppendNeeds.ReactionKey;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Loads what a batch depends on, within the append transaction. Confined to one transaction.
final class AppendLoader {
    private static final String CONVERSATION =
            "SELECT " + Rows.CONVERSATION + " FROM conversation_now AS c WHERE c.id = ?";
    private static final String MEMBER =
            "SELECT " + Rows.MEMBER + " FROM member AS m WHERE m.conversation = ? AND m.user = ?";
    private static final String OWNERS =
            "SELECT count(*) FROM member WHERE conversation = ? AND role = 'owner' AND left_seq = 0";
    private static final String KNOWN = """
            SELECT c.id, e.key, e.at_millis
            FROM entry AS e
            JOIN conversation AS c ON c.no = e.key >> 36
            WHERE e.client_message_id = ? AND e.sender = ?
            """;
    private static final String MESSAGE = """
            SELECT sender, coalesce(edited_text, text, ''), thread, detail IS NOT NULL, deleted_at IS NOT NULL
            FROM entry
            WHERE key = ? AND type = 'message'
            """;
    private static final String REACTIONS = "SELECT emoji FROM reaction WHERE message = ? AND user = ?";
    private static final String COUNTS = """
            SELECT m.user, count(*)
            FROM json_each(?, '$.v') AS u
            JOIN member AS m ON m.user = u.value
            WHERE m.left_seq = 0
            GROUP BY m.user
            """;
    private static final String EXISTING = """
            SELECT a.user
            FROM json_each(?, '$.v') AS u
            JOIN account AS a ON a.user = u.value
            WHERE NOT a.disabled
            """;

    private final Session session;
    private final Map<ConversationId, Long> numbers = new HashMap<>();

    AppendLoader(Session session) {
        this.session = session;
    }

    /// The number of a conversation that was loaded.
    long conversationNo(ConversationId conversation) {
        Long no = numbers.get(conversation);
        if (no == null) {
            throw new IllegalStateException("the plan names a conversation that was not loaded: " + conversation);
        }
        return no;
    }

    AppendContext load(AppendNeeds needs) throws SQLException {
        var logs = new HashMap<ConversationId, LogState>();
        for (Map.Entry<ConversationId, LogNeeds> log : needs.logs().entrySet()) {
            Optional<Rows.Numbered> found =
                    session.query(CONVERSATION).bind(log.getKey().value()).first(Rows::numbered);
            if (found.isPresent()) {
                numbers.put(log.getKey(), found.get().no());
                logs.put(log.getKey(), logState(found.get(), log.getValue()));
            }
        }
        Set<UserId> joining = needs.joiningUsers();
        return new AppendContext(
                logs, known(needs.clientKeys()), existing(session, joining), conversationCounts(session, joining));
    }

    private LogState logState(Rows.Numbered numbered, LogNeeds needs) throws SQLException {
        long no = numbered.no();
        ConversationId id = numbered.conversation().id();
        var members = new HashMap<UserId, Member>();
        for (UserId user : needs.members()) {
            session.query(MEMBER)
                    .bind(no)
                    .bind(user.value())
                    .first(row -> Rows.member(row, 1, id))
                    .ifPresent(member -> members.put(user, member));
        }
        var messages = new HashMap<Long, Message>();
        for (long seq : needs.messages()) {
            session.query(MESSAGE)
                    .bind(EntryKey.of(no, seq))
                    .first(AppendLoader::message)
                    .ifPresent(message -> messages.put(seq, message));
        }
        var reactions = new HashMap<ReactionKey, Set<String>>();
        for (ReactionKey key : needs.reactions()) {
            reactions.put(
                    key,
                    new HashSet<>(session.query(REACTIONS)
                            .bind(EntryKey.of(no, key.seq()))
                            .bind(key.user().value())
                            .list(row -> row.getString(1))));
        }
        int owners = needs.owners() ? (int) session.query(OWNERS).bind(no).number() : 0;
        return new LogState(numbered.conversation(), members, owners, messages, reactions);
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                new UserId(row.getString(1)),
                row.getString(2),
                Rows.seq(Query.nullableLong(row, 3)),
                row.getBoolean(4),
                row.getBoolean(5));
    }

    private Map<ClientKey, KnownEntry> known(Set<ClientKey> keys) throws SQLException {
        var known = new HashMap<ClientKey, KnownEntry>();
        for (ClientKey key : keys) {
            session.query(KNOWN)
                    .bind(key.clientMessageId().value())
                    .bind(key.sender().value())
                    .first(AppendLoader::knownEntry)
                    .ifPresent(entry -> known.put(key, entry));
        }
        return known;
    }

    private static KnownEntry knownEntry(ResultSet row) throws SQLException {
        return new KnownEntry(new ConversationId(row.getString(1)), EntryKey.seq(row.getLong(2)), row.getLong(3));
    }

    /// Which of these users have an account that is not disabled.
    static Set<UserId> existing(Session session, Collection<UserId> users) throws SQLException {
        if (users.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                session.query(EXISTING).bind(Rows.jsonArray(users)).list(row -> new UserId(row.getString(1))));
    }

    /// In how many conversations these users are active members; those in none are left out.
    static Map<UserId, Integer> conversationCounts(Session session, Collection<UserId> users) throws SQLException {
        var counts = new HashMap<UserId, Integer>();
        if (users.isEmpty()) {
            return counts;
        }
        try (ResultSet row = session.query(COUNTS).bind(Rows.jsonArray(users)).rows()) {
            while (row.next()) {
                counts.put(new UserId(row.getString(1)), row.getInt(2));
            }
        }
        return counts;
    }
}
