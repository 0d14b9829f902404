package chat.carillon.backend.sqlite;

import chat.carillon.backend.column.BodyColumns;
import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Rows as the words of the store's ports: the columns that queries ask for, and what is made of
/// them.
public final class Rows {
    static final String ENTRY = "key, ordinal, at_millis, sender, client_message_id,"
            + " type, text, reply_to, thread, target, detail, deleted_at";

    /// Of the view `conversation_now`; the first is the conversation's number.
    public static final String CONVERSATION = "c.no, c.id, c.kind, c.name, c.topic, c.join_policy, c.history_policy,"
            + " c.post_role, c.invite_role, c.member_count, c.head_seq, c.head_ordinal, c.first_seq,"
            + " c.membership_seq, c.changed_at, c.archived";

    public static final int CONVERSATION_COLUMNS = 16;

    public static final int MEMBER_COLUMNS = 7;

    static final String HEAD =
            "c.id, c.head_seq, c.head_ordinal, c.first_seq, c.membership_seq, c.member_count, c.changed_at";

    public static final String MEMBER =
            "m.user, m.role, m.joined_seq, m.left_seq, m.read_seq, m.read_ordinal, m.delivered_seq";

    private Rows() {}

    /// A conversation and the number by which tables name it.
    public record Numbered(long no, Conversation conversation) {}

    static Entry entry(ResultSet row, ConversationId conversation) throws SQLException {
        String clientMessageId = row.getString(5);
        return new Entry(
                conversation,
                EntryKey.seq(row.getLong(1)),
                row.getLong(2),
                row.getLong(3),
                new UserId(row.getString(4)),
                clientMessageId == null ? null : new ClientMessageId(clientMessageId),
                body(row));
    }

    private static EntryBody body(ResultSet row) throws SQLException {
        return row.getLong(12) != 0
                ? new EntryBody.Tombstone()
                : new BodyColumns(
                                row.getString(6),
                                row.getString(7),
                                Query.nullableLong(row, 8),
                                seq(Query.nullableLong(row, 9)),
                                seq(Query.nullableLong(row, 10)),
                                row.getString(11))
                        .body();
    }

    public static @Nullable Long seq(@Nullable Long key) {
        return key == null ? null : EntryKey.seq(key);
    }

    public static Numbered numbered(ResultSet row) throws SQLException {
        return new Numbered(row.getLong(1), conversation(row, 1));
    }

    /// @param first index of the first of the columns [#CONVERSATION]
    public static Conversation conversation(ResultSet row, int first) throws SQLException {
        var id = new ConversationId(row.getString(first + 1));
        var settings = new Conversation.Settings(
                parse(JoinPolicy.class, row.getString(first + 5)),
                parse(Conversation.HistoryPolicy.class, row.getString(first + 6)),
                parse(Role.class, row.getString(first + 7)),
                parse(Role.class, row.getString(first + 8)),
                row.getBoolean(first + 15));
        var head = new Conversation.Head(
                id,
                row.getLong(first + 10),
                row.getLong(first + 11),
                row.getLong(first + 12),
                row.getLong(first + 13),
                row.getInt(first + 9),
                row.getLong(first + 14));
        return new Conversation(
                id,
                parse(ConversationKind.class, row.getString(first + 2)),
                row.getString(first + 3),
                row.getString(first + 4),
                settings,
                head);
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

    /// @param first index of the first of the columns [#MEMBER]
    public static Member member(ResultSet row, int first, ConversationId conversation) throws SQLException {
        return new Member(
                conversation,
                new UserId(row.getString(first)),
                parse(Role.class, row.getString(first + 1)),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5),
                row.getLong(first + 6));
    }

    private static <E extends Enum<E> & WireName> E parse(Class<E> type, String name) {
        return WireName.parse(type, "column", name);
    }

    /// The number of a conversation, if there is one of this id.
    public static OptionalLong conversationNo(Session session, @Nullable ConversationId id) throws SQLException {
        if (id == null) {
            return OptionalLong.empty();
        }
        Query query = session.query("SELECT no FROM conversation WHERE id = ?").bind(id.value());
        try (ResultSet row = query.rows()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /// What `json_each(?, '$.v')` takes apart into rows again.
    public static String jsonArray(Collection<?> values) {
        return new String(
                JsonWriter.object(values.size() * 16 + 16, json -> json.strings("v", values)), StandardCharsets.UTF_8);
    }
}
