package chat.carillon.push.payload;

import chat.carillon.core.push.Notification;
import chat.carillon.protocol.json.JsonWriter;

/// The object that an application on a device is given, the same by every way. `docs/concepts/push-privacy.md`
/// has its fields; those that are not told are left out.
public final class DevicePayload {
    private DevicePayload() {}

    public static byte[] json(Notification notification) {
        return JsonWriter.object(512, json -> write(json, notification));
    }

    public static void write(JsonWriter json, Notification notification) {
        writeWithoutText(json, notification);
        json.optional("text", notification.text());
    }

    /// For providers that have a place of their own for the text.
    public static void writeWithoutText(JsonWriter json, Notification notification) {
        boolean named = !notification.senderName().isEmpty();
        json.field("act", notification.act().wireName())
                .field("key", notification.collapseKey())
                .field("conversation", notification.conversation().value())
                .field("kind", notification.kind().wireName())
                .field("seq", notification.seq());
        if (!notification.conversationName().isEmpty()) {
            json.field("name", notification.conversationName());
        }
        if (named) {
            json.field("sender", notification.sender().value()).field("senderName", notification.senderName());
        }
        json.field("mention", notification.mention())
                .field("badge", notification.badge())
                .field("at", notification.atMillis());
    }
}
