package chat.carillon.protocol.codec;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;

/// The JSON form of a conversation in a list: the same in `welcome` and `joined` frames and over HTTP.
public final class ConversationJson {
    private static final int MAX_READ_USERS = 1_000;

    private ConversationJson() {}

    public static void write(JsonWriter json, ConversationSummary conversation) {
        json.field("id", conversation.id().value())
                .field("kind", conversation.kind().wireName())
                .optional("name", conversation.name())
                .optional("topic", conversation.topic());
        if (!conversation.users().isEmpty()) {
            json.strings("users", conversation.users());
        }
        json.field("role", conversation.role().wireName());
        if (conversation.post() != Role.MEMBER) {
            json.field("post", conversation.post().wireName());
        }
        if (conversation.archived()) {
            json.field("archived", true);
        }
        json.field("headSeq", conversation.headSeq())
                .field("firstSeq", conversation.firstSeq())
                .field("readSeq", conversation.readSeq())
                .field("unread", conversation.unread())
                .field("mentions", conversation.mentions());
    }

    public static ConversationSummary read(JsonObject json) {
        return new ConversationSummary(
                new ConversationId(json.string("id")),
                WireName.parse(ConversationKind.class, "kind", json.string("kind")),
                json.stringOrNull("name"),
                json.stringOrNull("topic"),
                json.strings("users", MAX_READ_USERS).stream().map(UserId::new).toList(),
                WireName.parse(Role.class, "role", json.string("role")),
                WireName.parse(Role.class, "post", json.stringOr("post", Role.MEMBER.wireName())),
                json.booleanOr("archived", false),
                count(json, "headSeq"),
                count(json, "firstSeq"),
                count(json, "readSeq"),
                count(json, "unread"),
                count(json, "mentions"));
    }

    private static long count(JsonObject json, String name) {
        return json.integer(name, 0, Limits.MAX_INTEGER);
    }
}
