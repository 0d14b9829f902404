package chat.carillon.push.apns;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.model.ConversationKind;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.push.payload.DevicePayload;
import chat.carillon.push.payload.Fitting;

/// The JSON that Apple's devices understand: what the system shows in `aps`, what the application needs in
/// `carillon`. The text stands in the former only, so that all 4 KiB are for it.
final class ApnsPayload {
    /// What Apple takes.
    private static final int MAX_BYTES = 4_096;

    private final String hiddenText;

    ApnsPayload(String hiddenText) {
        this.hiddenText = hiddenText;
    }

    byte[] of(Notification notification) {
        return Fitting.fit(notification, MAX_BYTES, this::json);
    }

    private byte[] json(Notification notification) {
        return JsonWriter.object(
                1_024,
                json -> json.object("aps", aps -> writeSystem(aps, notification))
                        .object("carillon", object -> DevicePayload.writeWithoutText(object, notification)));
    }

    /// A withdrawal is not shown: it wakes the application, which takes back what it showed.
    private void writeSystem(JsonWriter aps, Notification notification) {
        if (notification.act() == Act.WITHDRAW) {
            aps.field("content-available", 1);
            return;
        }
        aps.object("alert", alert -> writeAlert(alert, notification))
                .field("badge", notification.badge())
                .field("thread-id", notification.conversation().value())
                .field("mutable-content", 1)
                .field("sound", "default");
    }

    private void writeAlert(JsonWriter alert, Notification notification) {
        if (!notification.senderName().isEmpty()) {
            alert.field("title", notification.senderName());
            if (notification.kind() != ConversationKind.DIRECT
                    && !notification.conversationName().isEmpty()) {
                alert.field("subtitle", notification.conversationName());
            }
        }
        String text = notification.text();
        alert.field("body", text == null ? hiddenText : text);
    }
}
