package chat.carillon.protocol.codec;

import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.json.JsonWriter;

/// Writes the fields of a server frame.
final class ServerFrameWriter {
    private ServerFrameWriter() {}

    static void write(JsonWriter json, ServerFrame frame) {
        json.field("op", frame.op());
        switch (frame) {
            case ServerFrame.Welcome welcome -> welcome(json, welcome);
            case ServerFrame.Live(var entry) -> EntryJson.write(json, entry);
            case ServerFrame.Entries entries -> entries(json, entries);
            case ServerFrame.Reset reset -> reset(json, reset);
            case ServerFrame.Sent sent -> sent(json, sent);
            case ServerFrame.Failure failure ->
                json.optional("ref", failure.ref())
                        .field("code", failure.code().code())
                        .field("message", failure.message())
                        .optional("retryAfterMs", failure.retryAfterMillis());
            case ServerFrame.Joined(var conversation) ->
                json.object("conversation", object -> ConversationJson.write(object, conversation));
            case ServerFrame.Left(var conversation) -> json.field("conversation", conversation.value());
            case ServerFrame.Receipt receipt -> receipt(json, receipt);
            case ServerFrame.Watermarks(var conversation, int members, var marks) ->
                json.field("conversation", conversation.value())
                        .field("members", members)
                        .objects("marks", marks, ServerFrameWriter::mark);
            case ServerFrame.TypingNotice(var conversation, var users) ->
                json.field("conversation", conversation.value()).strings("users", users);
            case ServerFrame.PresenceNotice presence ->
                json.field("user", presence.user().value())
                        .field("status", presence.status().wireName())
                        .optional("lastSeenAt", presence.lastSeenAtMillis());
            case ServerFrame.Headcount(var conversation, int members, int online) ->
                json.field("conversation", conversation.value())
                        .field("members", members)
                        .field("online", online);
            case ServerFrame.Lagging(var conversations) -> json.strings("conversations", conversations);
            case ServerFrame.Degraded(var reason) -> json.field("reason", reason);
            case ServerFrame.Drain(long reconnectAfterMillis, var ticket, var to) ->
                json.field("reconnectAfterMs", reconnectAfterMillis)
                        .optional("ticket", ticket)
                        .optional("to", to);
            case ServerFrame.Announce(var id, long at, var by, var text) ->
                json.field("id", id).field("at", at).field("by", by.value()).field("text", text);
            case ServerFrame.Recovered _, ServerFrame.NotificationsChanged _, ServerFrame.Pong _ -> {}
        }
    }

    private static void welcome(JsonWriter json, ServerFrame.Welcome welcome) {
        json.field("user", welcome.user().value())
                .field("session", welcome.session().value())
                .field("node", welcome.node())
                .field("epoch", welcome.epoch())
                .field("ticket", welcome.ticket())
                .field("ticketExpiresAt", welcome.ticketExpiresAtMillis())
                .field("heartbeatSeconds", welcome.heartbeatSeconds())
                .object("limits", object -> LimitsJson.write(object, welcome.limits()))
                .objects("conversations", welcome.conversations(), ConversationJson::write);
    }

    private static void entries(JsonWriter json, ServerFrame.Entries entries) {
        json.field("ref", entries.ref())
                .field("conversation", entries.conversation().value())
                .objects("entries", entries.entries(), EntryJson::writeWithoutConversation)
                .field("headSeq", entries.headSeq())
                .field("more", entries.more());
    }

    private static void reset(JsonWriter json, ServerFrame.Reset reset) {
        json.field("ref", reset.ref())
                .field("conversation", reset.conversation().value())
                .field("epoch", reset.epoch())
                .field("headSeq", reset.headSeq())
                .field("firstSeq", reset.firstSeq());
    }

    private static void sent(JsonWriter json, ServerFrame.Sent sent) {
        json.field("ref", sent.ref())
                .field("conversation", sent.conversation().value())
                .field("seq", sent.seq())
                .field("at", sent.atMillis());
    }

    private static void mark(JsonWriter json, ServerFrame.Watermarks.Mark mark) {
        json.field("seq", mark.seq()).field("delivered", mark.delivered()).field("read", mark.read());
    }

    private static void receipt(JsonWriter json, ServerFrame.Receipt receipt) {
        json.field("conversation", receipt.conversation().value())
                .field("user", receipt.user().value())
                .field("deliveredSeq", receipt.deliveredSeq())
                .field("readSeq", receipt.readSeq());
    }
}
