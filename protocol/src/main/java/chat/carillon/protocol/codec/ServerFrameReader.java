package chat.carillon.protocol.codec;

import chat.carillon.model.ConversationId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// Makes one server frame of one JSON object, for clients: more lenient than the server is with them.
final class ServerFrameReader {
    /// What a client takes in one frame; servers send less.
    private static final int MAX_ITEMS = 100_000;

    private final JsonObject json;

    private ServerFrameReader(JsonObject json) {
        this.json = json;
    }

    /// Empty for an op that this version does not know.
    static Optional<ServerFrame> read(String op, JsonObject json) {
        return new ServerFrameReader(json).read(op);
    }

    private Optional<ServerFrame> read(String op) {
        return Optional.ofNullable(
                switch (op) {
                    case "welcome" -> welcome();
                    case "entry" -> new ServerFrame.Live(EntryJson.read(json));
                    case "entries" -> entries();
                    case "reset" -> reset();
                    case "sent" -> new ServerFrame.Sent(ref(), conversation(), count("seq"), count("at"));
                    case "error" -> failure();
                    case "joined" -> new ServerFrame.Joined(ConversationJson.read(json.object("conversation")));
                    case "left" -> new ServerFrame.Left(conversation());
                    case "receipt" ->
                        new ServerFrame.Receipt(conversation(), user(), count("deliveredSeq"), count("readSeq"));
                    case "watermarks" -> watermarks();
                    case "typing" -> new ServerFrame.TypingNotice(conversation(), users());
                    case "presence" -> presence();
                    case "headcount" -> headcount();
                    case "lagging" -> lagging();
                    case "degraded" -> new ServerFrame.Degraded(json.string("reason"));
                    case "recovered" -> new ServerFrame.Recovered();
                    case "drain" ->
                        new ServerFrame.Drain(
                                count("reconnectAfterMs"), json.stringOrNull("ticket"), json.stringOrNull("to"));
                    case "announce" ->
                        new ServerFrame.Announce(
                                json.string("id"), count("at"), new UserId(json.string("by")), json.string("text"));
                    case "notifications" -> new ServerFrame.NotificationsChanged();
                    case "pong" -> new ServerFrame.Pong();
                    default -> null;
                });
    }

    private ServerFrame welcome() {
        return new ServerFrame.Welcome(
                user(),
                new SessionId(json.string("session")),
                json.string("node"),
                json.string("epoch"),
                json.string("ticket"),
                count("ticketExpiresAt"),
                (int) json.integer("heartbeatSeconds", 1, Integer.MAX_VALUE),
                LimitsJson.read(json.object("limits")),
                json.require("conversations").objects("conversations", MAX_ITEMS).stream()
                        .map(ConversationJson::read)
                        .toList());
    }

    private ServerFrame entries() {
        ConversationId conversation = conversation();
        return new ServerFrame.Entries(
                ref(),
                conversation,
                json.require("entries").objects("entries", MAX_ITEMS).stream()
                        .map(entry -> EntryJson.read(entry, conversation))
                        .toList(),
                count("headSeq"),
                json.booleanOr("more", false));
    }

    private ServerFrame reset() {
        return new ServerFrame.Reset(ref(), conversation(), json.string("epoch"), count("headSeq"), count("firstSeq"));
    }

    private ServerFrame failure() {
        return new ServerFrame.Failure(
                json.stringOrNull("ref"),
                ErrorCode.ofCode(json.string("code")),
                json.stringOr("message", ""),
                json.integerOrNull("retryAfterMs", 0, Limits.MAX_INTEGER));
    }

    private ServerFrame watermarks() {
        return new ServerFrame.Watermarks(
                conversation(),
                (int) json.integer("members", 0, Integer.MAX_VALUE),
                json.require("marks").objects("marks", MAX_ITEMS).stream()
                        .map(mark -> new ServerFrame.Watermarks.Mark(
                                mark.integer("seq", 0, Limits.MAX_INTEGER),
                                (int) mark.integer("delivered", 0, Integer.MAX_VALUE),
                                (int) mark.integer("read", 0, Integer.MAX_VALUE)))
                        .toList());
    }

    private ServerFrame presence() {
        return new ServerFrame.PresenceNotice(
                user(),
                WireName.parse(PresenceStatus.class, "status", json.string("status")),
                json.integerOrNull("lastSeenAt", 0, Limits.MAX_INTEGER));
    }

    private ServerFrame headcount() {
        return new ServerFrame.Headcount(conversation(), (int) json.integer("members", 0, Integer.MAX_VALUE), (int)
                json.integer("online", 0, Integer.MAX_VALUE));
    }

    private ServerFrame lagging() {
        return new ServerFrame.Lagging(json.strings("conversations", MAX_ITEMS).stream()
                .map(ConversationId::new)
                .toList());
    }

    private String ref() {
        return json.string("ref");
    }

    private ConversationId conversation() {
        return new ConversationId(json.string("conversation"));
    }

    private UserId user() {
        return new UserId(json.string("user"));
    }

    private List<UserId> users() {
        return json.strings("users", MAX_ITEMS).stream().map(UserId::new).toList();
    }

    private long count(String name) {
        return json.integer(name, 0, Limits.MAX_INTEGER);
    }
}
