package chat.carillon.backend.column;

import chat.carillon.model.Attachment;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The columns of an entry's row that say what happened. What queries look at has a column of its
/// own, the rest is JSON in `detail`, in the form of the protocol.
///
/// @param thread seq of the thread's first message
/// @param target of edits and deletions: seq of the message
public record BodyColumns(
        String type,
        @Nullable String text,
        @Nullable Long replyTo,
        @Nullable Long thread,
        @Nullable Long target,
        @Nullable String detail) {
    public static final String MESSAGE = "message";
    public static final String EDIT = "edit";
    public static final String DELETE = "delete";

    private static final int DETAIL_BYTES = 64;
    private static final int MAX_ATTACHMENTS = 1_000;

    public static BodyColumns of(EntryBody body) {
        return switch (body) {
            case EntryBody.Posted posted ->
                new BodyColumns(
                        MESSAGE,
                        posted.text(),
                        posted.replyTo(),
                        posted.thread(),
                        null,
                        attachmentsJson(posted.attachments()));
            case EntryBody.Edited(long target, String text) -> new BodyColumns(EDIT, text, null, null, target, null);
            case EntryBody.Deleted(long target) -> new BodyColumns(DELETE, null, null, null, target, null);
            case EntryBody.Tombstone _,
                    EntryBody.ReactionAdded _,
                    EntryBody.ReactionRemoved _,
                    EntryBody.MembersJoined _,
                    EntryBody.MembersLeft _,
                    EntryBody.RoleChanged _,
                    EntryBody.Renamed _,
                    EntryBody.SettingsChanged _,
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

    /// What the columns of an entry that was not deleted say.
    public EntryBody body() {
        return switch (type) {
            case MESSAGE -> new EntryBody.Posted(present(text), replyTo, thread, attachments(detail));
            case EDIT -> new EntryBody.Edited(present(target), present(text));
            case DELETE -> new EntryBody.Deleted(present(target));
            default -> EntryJson.readBody(type, parse(present(detail)));
        };
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "an entry's row lacks a column");
    }

    public static List<Attachment> attachments(@Nullable String detail) {
        return detail == null ? List.of() : EntryJson.readAttachments(parse(detail), MAX_ATTACHMENTS);
    }

    private static JsonObject parse(String json) {
        return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
