package chat.carillon.push.unified;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.SubscriptionKeys;
import chat.carillon.push.Provider;
import chat.carillon.push.payload.Content;
import chat.carillon.push.web.WebPushDelivery;

/// Notifications to applications that use UnifiedPush.
public final class UnifiedPushProvider implements Provider<PushTarget.UnifiedPush> {
    private final WebPushDelivery delivery;
    private final Content content;

    public UnifiedPushProvider(WebPushDelivery delivery, Content content) {
        this.delivery = delivery;
        this.content = content;
    }

    /// Without keys nothing is told, whatever the operator chose: the server is not one of the operator's.
    @Override
    public PushResult send(PushTarget.UnifiedPush target, Notification notification) {
        SubscriptionKeys keys = target.keys();
        return keys == null
                ? delivery.deliverReadable(target.endpoint(), notification.withoutContent())
                : delivery.deliver(target.endpoint(), keys, content.shown(notification, true));
    }
}
