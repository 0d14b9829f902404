package chat.carillon.testkit.push;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import org.jspecify.annotations.Nullable;

/// A notification to begin with.
public final class Sample {
    public static final String TEXT = "Die Glocken läuten 🔔";

    private Sample() {}

    public static Notification mention() {
        return notification(ConversationKind.CHANNEL, true, TEXT, Act.SHOW);
    }

    public static Notification notification(ConversationKind kind, boolean mention, @Nullable String text, Act act) {
        return new Notification(
                new UserId("ada"),
                new DeviceId("phone"),
                new ConversationId("c-tower"),
                kind,
                "Bell tower",
                42,
                new UserId("bob"),
                "Bob Major",
                text,
                mention,
                3,
                1_790_000_000_000L,
                act);
    }

    public static Notification act(Act act) {
        return notification(ConversationKind.CHANNEL, true, act == Act.WITHDRAW ? null : TEXT, act);
    }

    public static Notification text(String text) {
        return notification(ConversationKind.CHANNEL, true, text, Act.SHOW);
    }
}
