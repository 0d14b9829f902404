package chat.carillon.protocol.codec;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes one client frame of one JSON object. Every method throws [InvalidValueException] for what breaks a rule.
final class ClientFrameReader {
    private final JsonObject json;
    private final Limits limits;

    ClientFrameReader(JsonObject json, Limits limits) {
        this.json = json;
        this.limits = limits;
    }

    /// Empty for an op that does not exist.
    Optional<ClientFrame> read(String op) {
        return Optional.ofNullable(
                switch (op) {
                    case "hello" -> hello();
                    case "send" -> send();
                    case "edit" -> new ClientFrame.Edit(ref(), conversation(), clientMessageId(), seq(), text());
                    case "delete" -> new ClientFrame.Delete(ref(), conversation(), clientMessageId(), seq());
                    case "react" -> new ClientFrame.React(ref(), conversation(), clientMessageId(), seq(), emoji());
                    case "unreact" -> new ClientFrame.Unreact(ref(), conversation(), clientMessageId(), seq(), emoji());
                    case "sync" -> sync();
                    case "ack" -> new ClientFrame.Ack(cursors(json.object("cursors")));
                    case "read" -> new ClientFrame.Read(conversation(), seq());
                    case "typing" -> new ClientFrame.Typing(conversation());
                    case "presence" -> presence();
                    case "watch" -> new ClientFrame.Watch(users(), watchedConversations());
                    case "ping" -> new ClientFrame.Ping();
                    default -> null;
                });
    }

    private ClientFrame hello() {
        JsonObject cursors = json.objectOrNull("cursors");
        return new ClientFrame.Hello(
                json.stringOrNull("token"),
                json.stringOrNull("ticket"),
                new DeviceId(json.string("device")),
                json.stringOrNull("epoch"),
                cursors == null ? Map.of() : cursors(cursors));
    }

    private ClientFrame send() {
        return new ClientFrame.Send(
                ref(),
                conversation(),
                new ClientMessageId(json.string("clientMessageId")),
                text(),
                json.integerOrNull("replyTo", 1, Limits.MAX_INTEGER),
                json.integerOrNull("thread", 1, Limits.MAX_INTEGER),
                EntryJson.readAttachments(json, limits.maxAttachments()));
    }

    private ClientFrame sync() {
        return new ClientFrame.Sync(ref(), json.stringOrNull("epoch"), cursors(json.object("cursors")), (int)
                json.integerOr("limit", 0, limits.maxPageEntries(), 0));
    }

    private ClientFrame presence() {
        var presence = new ClientFrame.Presence(WireName.parse(PresenceStatus.class, "status", json.string("status")));
        return new ClientFrame.Presence(presence.status(), json.booleanOr("idle", presence.idle()));
    }

    private String ref() {
        return json.string("ref");
    }

    private ConversationId conversation() {
        return new ConversationId(json.string("conversation"));
    }

    private @Nullable ClientMessageId clientMessageId() {
        String value = json.stringOrNull("clientMessageId");
        return value == null ? null : new ClientMessageId(value);
    }

    private long seq() {
        return json.integer("seq", 1, Limits.MAX_INTEGER);
    }

    private String text() {
        return Text.checked("text", json.string("text"), limits.maxTextChars());
    }

    private String emoji() {
        return json.string("emoji");
    }

    private List<UserId> users() {
        return json.require("users").strings("users", limits.maxWatchedUsers()).stream()
                .map(UserId::new)
                .toList();
    }

    private List<ConversationId> watchedConversations() {
        return json.strings("conversations", limits.maxWatchedUsers()).stream()
                .map(ConversationId::new)
                .toList();
    }

    private Map<ConversationId, Long> cursors(JsonObject object) {
        int size = object.names().size();
        if (size > limits.maxSyncConversations()) {
            throw new InvalidValueException(
                    "cursors: %d conversations (expected: <= %d)".formatted(size, limits.maxSyncConversations()));
        }
        Map<ConversationId, Long> cursors = LinkedHashMap.newLinkedHashMap(size);
        for (String name : object.names()) {
            cursors.put(new ConversationId(name), object.integer(name, 0, Limits.MAX_INTEGER));
        }
        return cursors;
    }
}
