package chat.carillon.backend.sqlite;

import chat.carillon.backend.column.BodyColumns;
import chat.carillon.backend.column.LastReply;
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
import java.util.OptionalLong;

/// Reads messages in their current state. Stateless.
final class MessageReader {
    /// What a query for messages selects, and from where; conditions follow.
    static final String SELECT = """
            SELECT e.key, e.sender, e.at_millis, coalesce(e.edited_text, e.text, ''), e.reply_to, e.thread, e.detail,
                   e.edited_at, e.deleted_at, (SELECT count(*) FROM entry AS reply WHERE reply.thread = e.key),
                   (SELECT (reply.key & 68719476735) || ' ' || reply.at_millis || ' ' || reply.sender
                    FROM entry AS reply
                    WHERE reply.thread = e.key
                    ORDER BY reply.key DESC
                    LIMIT 1)
            FROM entry AS e
            WHERE e.type = 'message' AND\s""";

    private static final String REACTIONS = """
            SELECT r.message, r.emoji, r.user
            FROM json_each(?, '$.v') AS wanted
            JOIN reaction AS r ON r.message = CAST(wanted.value AS INTEGER)
            WHERE r.seq <= ?
            ORDER BY r.message, r.seq
            """;

    /// Text, time of the edit, number of replies and the last of them of one message, as far as a key.
    private static final String AS_OF = """
            SELECT coalesce(edit.text, e.text, ''), edit.at_millis,
                   (SELECT count(*) FROM entry AS reply WHERE reply.thread = e.key AND reply.key <= ?),
                   (SELECT (reply.key & 68719476735) || ' ' || reply.at_millis || ' ' || reply.sender
                    FROM entry AS reply
                    WHERE reply.thread = e.key AND reply.key <= ?
                    ORDER BY reply.key DESC
                    LIMIT 1)
            FROM entry AS e
            LEFT JOIN entry AS edit ON edit.key = (SELECT max(x.key)
                                                   FROM entry AS x
                                                   WHERE x.target = e.key AND x.type = 'edit' AND x.key <= ?)
            WHERE e.key = ?
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
        Map<Long, Map<String, List<UserId>>> reactions = reactions(session, keys, Long.MAX_VALUE);
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
                Rows.seq(Query.nullableLong(row, 6)),
                BodyColumns.attachments(row.getString(7)),
                Query.nullableLong(row, 8),
                Query.nullableLong(row, 9),
                Map.of(),
                row.getLong(10),
                LastReply.of(row.getString(11)));
    }

    /// By seq of the message.
    private static Map<Long, Map<String, List<UserId>>> reactions(Session session, List<Long> keys, long untilSeq)
            throws SQLException {
        var reactions = new HashMap<Long, Map<String, List<UserId>>>();
        try (ResultSet row = session.query(REACTIONS)
                .bind(Rows.jsonArray(keys))
                .bind(untilSeq)
                .rows()) {
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
        return message.with(
                message.text(),
                message.editedAtMillis(),
                Collections.unmodifiableMap(reactions),
                message.replies(),
                message.lastReply());
    }

    /// See [chat.carillon.core.store.HistoryStore#asOf].
    static List<MessageState> asOf(
            Session session, ConversationId conversation, List<MessageState> messages, long untilSeq)
            throws SQLException {
        OptionalLong no = Rows.conversationNo(session, conversation);
        if (no.isEmpty()) {
            return List.of();
        }
        long until = EntryKey.of(no.getAsLong(), untilSeq);
        List<Long> keys = messages.stream()
                .map(message -> EntryKey.of(no.getAsLong(), message.seq()))
                .toList();
        Map<Long, Map<String, List<UserId>>> reactions = reactions(session, keys, untilSeq);
        var then = new ArrayList<MessageState>(messages.size());
        for (MessageState message : messages) {
            long key = EntryKey.of(no.getAsLong(), message.seq());
            Query state =
                    session.query(AS_OF).bind(until).bind(until).bind(until).bind(key);
            then.add(state.first(row -> message.with(
                            row.getString(1),
                            Query.nullableLong(row, 2),
                            Collections.unmodifiableMap(reactions.getOrDefault(message.seq(), Map.of())),
                            row.getLong(3),
                            LastReply.of(row.getString(4))))
                    .orElse(message));
        }
        return then;
    }
}
