package chat.carillon.cli.chat;

import chat.carillon.cli.chat.model.ChatEffect;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.client.notification.ConversationWish;
import chat.carillon.client.notification.NotificationWishes;
import chat.carillon.client.notification.Notifications;
import chat.carillon.model.ConversationId;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// Says to the server what the user wants to be told of. Asks and waits.
final class WishEffects {
    private WishEffects() {}

    static ChatEvent carryOut(ChatEffect.Wish wish, Notifications notifications) {
        return switch (wish) {
            case ChatEffect.Wish.Load(boolean asked) -> new ChatEvent.Wished(notifications.wishes(), asked);
            case ChatEffect.Wish.Level(var id, var level) -> change(notifications, id, found -> found.level(level));
            case ChatEffect.Wish.Mute(var id, var until) -> change(notifications, id, found -> found.mutedUntil(until));
            case ChatEffect.Wish.Usual(var kind, var level) ->
                asked(notifications.change(wishes -> wishes.level(kind, level)));
            case ChatEffect.Wish.Snooze(var until) -> asked(notifications.change(wishes -> wishes.snoozedUntil(until)));
            case ChatEffect.Wish.Quiet(var hours) -> asked(notifications.change(wishes -> wishes.quietHours(hours)));
            case ChatEffect.Wish.Disturb _ ->
                asked(notifications.change(wishes -> wishes.quietHours(null).snoozedUntil(Instant.EPOCH)));
        };
    }

    private static ChatEvent change(
            Notifications notifications, ConversationId conversation, UnaryOperator<ConversationWish> change) {
        var _ = notifications.change(conversation, change);
        return asked(notifications.wishes());
    }

    private static ChatEvent asked(NotificationWishes wishes) {
        return new ChatEvent.Wished(wishes, true);
    }
}
