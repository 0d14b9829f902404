package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.log.MessageState;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads messages in their current state. Stateless.
final class MessageReader {
    /// What a query for messages selects, and from where; conditions follow.
    static final String SELECT = """
            SELECT e.key, e.sender, e.at_millis, coalesce(e.edited_text, e.text, ''), e.reply_to, e.thread, e.detail,
                   e.edited_at, e.deleted_at, (SELECT count(*) FROM entry AS reply WHERE reply.thread = e.key)
            FROM entry AS e
            WHERE e.type = 'message' AND\s""";

    private static final String REACTIONS = """
            SELECT r.message, r.emoji, r.user
            FROM json_each(?, '$.v') AS wanted
            JOIN reaction AS r ON r.message = CAST(wanted.value AS INTEGER)
            ORDER BY r.message, r.seq
            """;

    private MessageReader() {}

    /// Runs a query that begins with [#SELECT], and reads the reactions on what it finds.
    static List<MessageState> read(Session session, Query query, ConversationId conversation) throws SQLException {
        List<MessageState> bare = query.list(row -> message(row, conversation));
        if (bare.isEmpty()) {
            return bare;
        }
        long no = Rows.conversationNo(session, conversation).orElseThrow();
        List<Long> keys =
                bare.stream().map(message -> EntryKey.of(no, message.seq())).toList();
        Map<Long, Map<String, List<UserId>>> reactions = reactions(session, keys);
        return reactions.isEmpty()
                ? bare
                : bare.stream()
                        .map(message -> with(message, reactions.getOrDefault(message.seq(), Map.of())))
                        .toList();
    }

    private static MessageState message(ResultSet row, ConversationId conversation) throws SQLException {
        return new MessageState(
                conversation,
                EntryKey.seq(row.getLong(1)),
                new UserId(row.getString(2)),
                row.getLong(3),
                row.getString(4),
                Query.nullableLong(row, 5),
                BodyColumns.seq(Query.nullableLong(row, 6)),
                BodyColumns.attachments(row.getString(7)),
                Query.nullableLong(row, 8),
                Query.nullableLong(row, 9),
                Map.of(),
                row.getLong(10));
    }

    /// By seq of the message.
    private static Map<Long, Map<String, List<UserId>>> reactions(Session session, List<Long> keys)
            throws SQLException {
        var reactions = new HashMap<Long, Map<String, List<UserId>>>();
        try (ResultSet row = session.query(REACTIONS).bind(Rows.jsonArray(keys)).rows()) {
            while (row.next()) {
                reactions
                        .computeIfAbsent(EntryKey.seq(row.getLong(1)), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(row.getString(2), _ -> new ArrayList<>())
                        .add(new UserId(row.getString(3)));
            }
        }
        return reactions;
    }

    private static MessageState with(MessageState message, Map<String, List<UserId>> reactions) {
        return new MessageState(
                message.conversation(),
                message.seq(),
                message.sender(),
                message.atMillis(),
                message.text(),
                message.replyTo(),
                message.thread(),
                message.attachments(),
                message.editedAtMillis(),
                message.deletedAtMillis(),
                Collections.unmodifiableMap(reactions),
                message.replies());
    }
}
