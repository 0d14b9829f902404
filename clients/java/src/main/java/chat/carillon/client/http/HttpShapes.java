package chat.carillon.client.http;

import chat.carillon.model.Attachment;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonObject;
import java.util.List;

/// Reads the JSON of answers that has no form in the socket protocol.
final class HttpShapes {
    /// What a client takes in one answer; servers send less.
    static final int MAX_ITEMS = 100_000;

    private HttpShapes() {}

    static Account account(JsonObject json) {
        return new Account(
                new UserId(json.string("user")),
                json.stringOr("displayName", ""),
                json.booleanOr("administrator", false),
                json.booleanOr("disabled", false),
                count(json, "createdAt"));
    }

    static Login login(JsonObject json) {
        return new Login(json.string("token"), count(json, "expiresAt"), account(json));
    }

    static Account.Invitation invitation(JsonObject json) {
        return new Account.Invitation(
                json.string("id"), new UserId(json.string("by")), count(json, "createdAt"), count(json, "expiresAt"));
    }

    static Channel channel(JsonObject json) {
        return new Channel(
                new ConversationId(json.string("id")),
                WireName.parse(ConversationKind.class, "kind", json.string("kind")),
                json.stringOrNull("name"),
                json.stringOrNull("topic"),
                count(json, "headSeq"),
                count(json, "firstSeq"),
                count(json, "memberCount"));
    }

    static Member member(JsonObject json) {
        return new Member(
                new UserId(json.string("user")),
                WireName.parse(Role.class, "role", json.string("role")),
                count(json, "joinedSeq"),
                count(json, "readSeq"),
                count(json, "deliveredSeq"));
    }

    static MessageState.Receipts receipts(ConversationId conversation, JsonObject json) {
        return new MessageState.Receipts(
                count(json, "seq"),
                (int) count(json, "members"),
                (int) count(json, "delivered"),
                (int) count(json, "read"),
                json.objects("receipts", MAX_ITEMS).stream()
                        .map(one -> new ServerFrame.Receipt(
                                conversation,
                                new UserId(one.string("user")),
                                count(one, "deliveredSeq"),
                                count(one, "readSeq")))
                        .toList());
    }

    static EntryPage entries(ConversationId conversation, JsonObject json) {
        return new EntryPage(
                conversation,
                json.objects("entries", MAX_ITEMS).stream()
                        .map(entry -> EntryJson.read(entry, conversation))
                        .toList(),
                count(json, "headSeq"),
                json.booleanOr("more", false));
    }

    static MessagePage messages(ConversationId conversation, JsonObject json) {
        return new MessagePage(
                conversation,
                json.objects("messages", MAX_ITEMS).stream()
                        .map(HttpShapes::message)
                        .toList());
    }

    static MessageState message(JsonObject json) {
        Long deletedAt = json.integerOrNull("deletedAt", 0, Limits.MAX_INTEGER);
        List<Attachment> attachments =
                deletedAt == null && EntryJson.readBody("message", json) instanceof EntryBody.Posted posted
                        ? posted.attachments()
                        : List.of();
        return new MessageState(
                json.integer("seq", 1, Limits.MAX_INTEGER),
                new UserId(json.string("sender")),
                count(json, "at"),
                json.stringOr("text", ""),
                json.integerOrNull("replyTo", 1, Limits.MAX_INTEGER),
                json.integerOrNull("thread", 1, Limits.MAX_INTEGER),
                attachments,
                json.integerOrNull("editedAt", 0, Limits.MAX_INTEGER),
                deletedAt,
                json.objects("reactions", MAX_ITEMS).stream()
                        .map(HttpShapes::reaction)
                        .toList(),
                count(json, "replies"));
    }

    private static MessageState.Reaction reaction(JsonObject json) {
        return new MessageState.Reaction(
                json.string("emoji"), count(json, "count"), json.booleanOr("mine", false), users(json));
    }

    private static List<UserId> users(JsonObject json) {
        return json.strings("users", MAX_ITEMS).stream().map(UserId::new).toList();
    }

    static Hit hit(JsonObject json) {
        return new Hit(
                new ConversationId(json.string("conversation")),
                json.string("snippet"),
                json.objects("matches", MAX_ITEMS).stream()
                        .map(range -> new Hit.Range((int) range.integer("start", 0, Integer.MAX_VALUE), (int)
                                range.integer("end", 0, Integer.MAX_VALUE)))
                        .toList(),
                message(json.object("message")));
    }

    static long count(JsonObject json, String name) {
        return json.integerOr(name, 0, Limits.MAX_INTEGER, 0);
    }
}
