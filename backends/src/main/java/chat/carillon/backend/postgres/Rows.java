package chat.carillon.backend.postgres;

import chat.carillon.backend.column.BodyColumns;
import chat.carillon.backend.column.LastReply;
import chat.carillon.backend.postgres.db.Query;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.MessageState;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows as the words of the store's ports: the columns that queries ask for, and what is made of
/// them.
public final class Rows {
    static final String ENTRY = "conversation, seq, ordinal, at_millis, sender, client_message_id,"
            + " type, text, reply_to, thread, target, detail, deleted_at IS NOT NULL";

    static final String HEAD =
            "c.id, c.head_seq, c.head_ordinal, c.first_seq, c.membership_seq, c.member_count, c.changed_at";

    /// Begins with [#HEAD].
    public static final String CONVERSATION =
            HEAD + ", c.kind, c.name, c.topic, c.join_policy, c.history_policy, c.post_role, c.invite_role, c.archived";

    public static final int CONVERSATION_COLUMNS = 15;

    public static final String MEMBER = "m.conversation, m.user_id, m.role, m.joined_seq, m.left_seq, m.read_seq,"
            + " m.read_ordinal, m.delivered_seq";

    public static final int MEMBER_COLUMNS = 8;

    /// What a query for messages selects, and from where; conditions follow.
    static final String SELECT_MESSAGES = """
            SELECT e.conversation, e.seq, e.sender, e.at_millis, coalesce(e.edited_text, e.text, ''), e.reply_to,
                   e.thread, e.detail, e.edited_at, e.deleted_at,
                   (SELECT count(*)
                    FROM entry AS reply
                    WHERE reply.conversation = e.conversation AND reply.thread = e.seq),
                   ARRAY (SELECT r.user_id || ' ' || r.emoji
                          FROM reaction AS r
                          WHERE r.conversation = e.conversation AND r.seq = e.seq
                          ORDER BY r.entry_seq),
                   (SELECT reply.seq || ' ' || reply.at_millis || ' ' || reply.sender
                    FROM entry AS reply
                    WHERE reply.conversation = e.conversation AND reply.thread = e.seq
                    ORDER BY reply.seq DESC
                    LIMIT 1)
            FROM entry AS e
            WHERE e.type = 'message' AND\s""";

    private Rows() {}

    static Entry entry(ResultSet row) throws SQLException {
        String clientMessageId = row.getString(6);
        return new Entry(
                new ConversationId(row.getString(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                new UserId(row.getString(5)),
                clientMessageId == null ? null : new ClientMessageId(clientMessageId),
                body(row));
    }

    private static EntryBody body(ResultSet row) throws SQLException {
        return row.getBoolean(13)
                ? new EntryBody.Tombstone()
                : new BodyColumns(
                                row.getString(7),
                                row.getString(8),
                                Query.nullableLong(row, 9),
                                Query.nullableLong(row, 10),
                                Query.nullableLong(row, 11),
                                row.getString(12))
                        .body();
    }

    static Conversation.Head head(ResultSet row) throws SQLException {
        return new Conversation.Head(
                new ConversationId(row.getString(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getInt(6),
                row.getLong(7));
    }

    /// Of a row that begins with [#CONVERSATION].
    public static Conversation conversation(ResultSet row) throws SQLException {
        Conversation.Head head = head(row);
        var settings = new Conversation.Settings(
                parse(JoinPolicy.class, row.getString(11)),
                parse(Conversation.HistoryPolicy.class, row.getString(12)),
                parse(Role.class, row.getString(13)),
                parse(Role.class, row.getString(14)),
                row.getBoolean(15));
        return new Conversation(
                head.conversation(),
                parse(ConversationKind.class, row.getString(8)),
                row.getString(9),
                row.getString(10),
                settings,
                head);
    }

    /// @param first index of the first of the columns [#MEMBER]
    public static Member member(ResultSet row, int first) throws SQLException {
        return new Member(
                new ConversationId(row.getString(first)),
                new UserId(row.getString(first + 1)),
                parse(Role.class, row.getString(first + 2)),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5),
                row.getLong(first + 6),
                row.getLong(first + 7));
    }

    private static <E extends Enum<E> & WireName> E parse(Class<E> type, String name) {
        return WireName.parse(type, "column", name);
    }

    static UserId user(ResultSet row) throws SQLException {
        return new UserId(row.getString(1));
    }

    /// Of a row that [#SELECT_MESSAGES] gives.
    static MessageState message(ResultSet row) throws SQLException {
        return new MessageState(
                new ConversationId(row.getString(1)),
                row.getLong(2),
                new UserId(row.getString(3)),
                row.getLong(4),
                row.getString(5),
                Query.nullableLong(row, 6),
                Query.nullableLong(row, 7),
                BodyColumns.attachments(row.getString(8)),
                Query.nullableLong(row, 9),
                Query.nullableLong(row, 10),
                reactions((String[]) row.getArray(12).getArray()),
                row.getLong(11),
                LastReply.of(row.getString(13)));
    }

    /// @param reactions each a user, a space, and an emoji
    static Map<String, List<UserId>> reactions(String[] reactions) {
        var byEmoji = new LinkedHashMap<String, List<UserId>>();
        for (String reaction : reactions) {
            int space = reaction.indexOf(' ');
            byEmoji.computeIfAbsent(reaction.substring(space + 1), _ -> new ArrayList<>())
                    .add(new UserId(reaction.substring(0, space)));
        }
        return Collections.unmodifiableMap(byEmoji);
    }
}
