package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.model.Attachment;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The columns of an entry's row that say what happened. What queries look at has a column of its
/// own, the rest is JSON in `detail`, in the form of the protocol.
///
/// @param thread key of the thread's first message
/// @param target of edits and deletions: key of the message
record BodyColumns(
        String type,
        @Nullable String text,
        @Nullable Long replyTo,
        @Nullable Long thread,
        @Nullable Long target,
        @Nullable String detail) {
    static final String MESSAGE = "message";
    static final String EDIT = "edit";
    static final String DELETE = "delete";

    private static final int DETAIL_BYTES = 64;
    private static final int MAX_ATTACHMENTS = 1_000;

    static BodyColumns of(EntryBody body, long conversationNo) {
        return switch (body) {
            case EntryBody.Posted posted ->
                new BodyColumns(
                        MESSAGE,
                        posted.text(),
                        posted.replyTo(),
                        posted.thread() == null ? null : EntryKey.of(conversationNo, posted.thread()),
                        null,
                        attachmentsJson(posted.attachments()));
            case EntryBody.Edited(long target, String text) ->
                new BodyColumns(EDIT, text, null, null, EntryKey.of(conversationNo, target), null);
            case EntryBody.Deleted(long target) ->
                new BodyColumns(body.type(), null, null, null, EntryKey.of(conversationNo, target), null);
            case EntryBody.Tombstone _,
                    EntryBody.ReactionAdded _,
                    EntryBody.ReactionRemoved _,
                    EntryBody.MembersJoined _,
                    EntryBody.MembersLeft _,
                    EntryBody.RoleChanged _,
                    EntryBody.Renamed _,
                    EntryBody.Unknown _ ->
                new BodyColumns(body.type(), null, null, null, null, json(json -> EntryJson.writeBody(json, body)));
        };
    }

    private static @Nullable String attachmentsJson(List<Attachment> attachments) {
        return attachments.isEmpty() ? null : json(json -> EntryJson.writeAttachments(json, attachments));
    }

    private static String json(Consumer<JsonWriter> content) {
        return new String(JsonWriter.object(DETAIL_BYTES, content), StandardCharsets.UTF_8);
    }

    /// @param first index of the first of the columns type, text, reply_to, thread, target, detail,
    ///     deleted_at
    static EntryBody read(ResultSet row, int first) throws SQLException {
        String type = row.getString(first);
        if (row.getLong(first + 6) != 0) {
            return new EntryBody.Tombstone();
        }
        return switch (type) {
            case MESSAGE ->
                new EntryBody.Posted(
                        row.getString(first + 1),
                        Query.nullableLong(row, first + 2),
                        seq(Query.nullableLong(row, first + 3)),
                        attachments(row.getString(first + 5)));
            case EDIT -> new EntryBody.Edited(EntryKey.seq(row.getLong(first + 4)), row.getString(first + 1));
            case DELETE -> new EntryBody.Deleted(EntryKey.seq(row.getLong(first + 4)));
            default -> EntryJson.readBody(type, parse(row.getString(first + 5)));
        };
    }

    static List<Attachment> attachments(@Nullable String detail) {
        return detail == null ? List.of() : EntryJson.readAttachments(parse(detail), MAX_ATTACHMENTS);
    }

    static @Nullable Long seq(@Nullable Long key) {
        return key == null ? null : EntryKey.seq(key);
    }

    private static JsonObject parse(String json) {
        return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
