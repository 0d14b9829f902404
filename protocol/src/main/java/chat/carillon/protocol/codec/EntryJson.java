package chat.carillon.protocol.codec;

import chat.carillon.model.Attachment;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON form of an entry: the same in `entry` and `entries` frames and over HTTP.
///
/// The fields of the body stand beside those of the entry, so that a reader needs no second level.
public final class EntryJson {
    /// What a reader takes from a server; servers allow fewer (`limits.maxAttachments`).
    private static final int MAX_READ_ATTACHMENTS = 1_000;

    private EntryJson() {}

    /// Writes the fields of an entry that must say where it belongs.
    public static void write(JsonWriter json, Entry entry) {
        json.field("conversation", entry.conversation().value());
        writeWithoutConversation(json, entry);
    }

    /// Writes the fields of an entry whose surroundings say where it belongs.
    public static void writeWithoutConversation(JsonWriter json, Entry entry) {
        json.field("seq", entry.seq())
                .field("ordinal", entry.ordinal())
                .field("type", entry.body().type())
                .field("sender", entry.sender().value())
                .field("at", entry.atMillis())
                .optional("clientMessageId", entry.clientMessageId());
        writeBody(json, entry.body());
    }

    /// Writes the fields that are particular to the body's type, without the type.
    public static void writeBody(JsonWriter json, EntryBody body) {
        switch (body) {
            case EntryBody.Posted posted -> writePosted(json, posted);
            case EntryBody.Edited(long target, String text) ->
                json.field("target", target).field("text", text);
            case EntryBody.Deleted(long target) -> json.field("target", target);
            case EntryBody.ReactionAdded(long target, String emoji) ->
                json.field("target", target).field("emoji", emoji);
            case EntryBody.ReactionRemoved(long target, String emoji) ->
                json.field("target", target).field("emoji", emoji);
            case EntryBody.MembersJoined(List<UserId> users) -> json.strings("users", users);
            case EntryBody.MembersLeft(List<UserId> users) -> json.strings("users", users);
            case EntryBody.RoleChanged(UserId user, Role role) ->
                json.field("user", user.value()).field("role", role.wireName());
            case EntryBody.Renamed(@Nullable String name, @Nullable String topic) ->
                json.optional("name", name).optional("topic", topic);
            case EntryBody.SettingsChanged changed -> writeSettings(json, changed);
            case EntryBody.Tombstone _, EntryBody.Unknown _ -> {}
        }
    }

    private static void writeSettings(JsonWriter json, EntryBody.SettingsChanged changed) {
        json.optional("join", wireName(changed.join()))
                .optional("post", wireName(changed.post()))
                .optional("invite", wireName(changed.invite()));
        if (changed.archived() != null) {
            json.field("archived", changed.archived());
        }
    }

    private static @Nullable String wireName(@Nullable WireName value) {
        return value == null ? null : value.wireName();
    }

    private static void writePosted(JsonWriter json, EntryBody.Posted posted) {
        json.field("text", posted.text()).optional("replyTo", posted.replyTo()).optional("thread", posted.thread());
        writeAttachments(json, posted.attachments());
    }

    /// Writes the field `attachments`, unless there are none.
    public static void writeAttachments(JsonWriter json, List<Attachment> attachments) {
        if (!attachments.isEmpty()) {
            json.objects(
                    "attachments",
                    attachments,
                    (item, attachment) -> item.field("url", attachment.url())
                            .field("name", attachment.name())
                            .field("contentType", attachment.contentType())
                            .field("sizeBytes", attachment.sizeBytes()));
        }
    }

    /// Reads an entry that says where it belongs.
    public static Entry read(JsonObject json) {
        return read(json, new ConversationId(json.string("conversation")));
    }

    /// Reads an entry of `conversation`.
    public static Entry read(JsonObject json, ConversationId conversation) {
        String clientMessageId = json.stringOrNull("clientMessageId");
        return new Entry(
                conversation,
                json.integer("seq", 1, Limits.MAX_INTEGER),
                json.integer("ordinal", 0, Limits.MAX_INTEGER),
                json.integer("at", 0, Limits.MAX_INTEGER),
                new UserId(json.string("sender")),
                clientMessageId == null ? null : new ClientMessageId(clientMessageId),
                readBody(json.string("type"), json));
    }

    /// Reads the fields that are particular to a body of this type.
    public static EntryBody readBody(String type, JsonObject json) {
        return switch (type) {
            case "message" ->
                new EntryBody.Posted(
                        json.string("text"),
                        json.integerOrNull("replyTo", 1, Limits.MAX_INTEGER),
                        json.integerOrNull("thread", 1, Limits.MAX_INTEGER),
                        readAttachments(json, MAX_READ_ATTACHMENTS));
            case "tombstone" -> new EntryBody.Tombstone();
            case "edit" -> new EntryBody.Edited(target(json), json.string("text"));
            case "delete" -> new EntryBody.Deleted(target(json));
            case "reaction_added" -> new EntryBody.ReactionAdded(target(json), json.string("emoji"));
            case "reaction_removed" -> new EntryBody.ReactionRemoved(target(json), json.string("emoji"));
            case "joined" -> new EntryBody.MembersJoined(users(json));
            case "left" -> new EntryBody.MembersLeft(users(json));
            case "role" ->
                new EntryBody.RoleChanged(
                        new UserId(json.string("user")), WireName.parse(Role.class, "role", json.string("role")));
            case "renamed" -> new EntryBody.Renamed(json.stringOrNull("name"), json.stringOrNull("topic"));
            case "settings" -> readSettings(json);
            default -> new EntryBody.Unknown(type);
        };
    }

    /// Reads what is to change of a conversation's settings; what is absent stays.
    public static EntryBody.SettingsChanged readSettings(JsonObject json) {
        return new EntryBody.SettingsChanged(
                choice(json, "join", JoinPolicy.class),
                choice(json, "post", Role.class),
                choice(json, "invite", Role.class),
                json.has("archived") ? json.booleanOr("archived", false) : null);
    }

    private static <E extends Enum<E> & WireName> @Nullable E choice(JsonObject json, String field, Class<E> type) {
        String value = json.stringOrNull(field);
        return value == null ? null : WireName.parse(type, field, value);
    }

    private static long target(JsonObject json) {
        return json.integer("target", 1, Limits.MAX_INTEGER);
    }

    private static List<UserId> users(JsonObject json) {
        return json.require("users").strings("users", Limits.MAX_USERS_PER_ENTRY).stream()
                .map(UserId::new)
                .toList();
    }

    /// Reads the field `attachments`; empty if it is absent.
    public static List<Attachment> readAttachments(JsonObject json, int maxAttachments) {
        return json.objects("attachments", maxAttachments).stream()
                .map(item -> new Attachment(
                        item.string("url"),
                        item.stringOr("name", ""),
                        item.stringOr("contentType", ""),
                        item.integerOr("sizeBytes", 0, Limits.MAX_INTEGER, 0)))
                .toList();
    }
}
