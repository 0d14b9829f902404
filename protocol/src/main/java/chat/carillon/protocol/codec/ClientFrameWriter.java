package chat.carillon.protocol.codec;

import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.json.JsonWriter;
import java.util.Map;

/// Writes the fields of a client frame.
final class ClientFrameWriter {
    private ClientFrameWriter() {}

    static void write(JsonWriter json, ClientFrame frame) {
        json.field("op", frame.op());
        switch (frame) {
            case ClientFrame.Hello hello -> hello(json, hello);
            case ClientFrame.Write write -> write(json, write);
            case ClientFrame.Sync sync -> sync(json, sync);
            case ClientFrame.Ack(var cursors) -> cursors(json, cursors);
            case ClientFrame.Read(var conversation, long seq) ->
                json.field("conversation", conversation.value()).field("seq", seq);
            case ClientFrame.Typing(var conversation) -> json.field("conversation", conversation.value());
            case ClientFrame.Presence presence -> presence(json, presence);
            case ClientFrame.Watch watch -> watch(json, watch);
            case ClientFrame.Ping _ -> {}
        }
    }

    private static void presence(JsonWriter json, ClientFrame.Presence presence) {
        json.field("status", presence.status().wireName());
        if (!presence.equals(new ClientFrame.Presence(presence.status()))) {
            json.field("idle", presence.idle());
        }
    }

    private static void hello(JsonWriter json, ClientFrame.Hello hello) {
        json.optional("token", hello.token())
                .optional("ticket", hello.ticket())
                .field("device", hello.device().value())
                .optional("epoch", hello.epoch());
        if (!hello.cursors().isEmpty()) {
            cursors(json, hello.cursors());
        }
    }

    private static void write(JsonWriter json, ClientFrame.Write write) {
        json.field("ref", write.ref())
                .field("conversation", write.conversation().value())
                .optional("clientMessageId", write.clientMessageId());
        switch (write) {
            case ClientFrame.Send send -> {
                json.field("text", send.text())
                        .optional("replyTo", send.replyTo())
                        .optional("thread", send.thread());
                EntryJson.writeAttachments(json, send.attachments());
            }
            case ClientFrame.Edit edit -> json.field("seq", edit.seq()).field("text", edit.text());
            case ClientFrame.Delete delete -> json.field("seq", delete.seq());
            case ClientFrame.React react -> reaction(json, react.seq(), react.emoji());
            case ClientFrame.Unreact unreact -> reaction(json, unreact.seq(), unreact.emoji());
        }
    }

    private static void reaction(JsonWriter json, long seq, String emoji) {
        json.field("seq", seq).field("emoji", emoji);
    }

    private static void sync(JsonWriter json, ClientFrame.Sync sync) {
        json.field("ref", sync.ref()).optional("epoch", sync.epoch());
        cursors(json, sync.cursors());
        if (sync.limit() > 0) {
            json.field("limit", sync.limit());
        }
    }

    private static void watch(JsonWriter json, ClientFrame.Watch watch) {
        json.strings("users", watch.users());
        if (!watch.conversations().isEmpty()) {
            json.strings("conversations", watch.conversations());
        }
    }

    private static void cursors(JsonWriter json, Map<ConversationId, Long> cursors) {
        json.object(
                "cursors", object -> cursors.forEach((conversation, seq) -> object.field(conversation.value(), seq)));
    }
}
