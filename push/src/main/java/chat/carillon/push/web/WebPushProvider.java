package chat.carillon.push.web;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.push.Provider;
import chat.carillon.push.payload.Content;

/// Notifications to browsers. Only the browser can read them.
public final class WebPushProvider implements Provider<PushTarget.WebPush> {
    private final WebPushDelivery delivery;
    private final Content content;

    public WebPushProvider(WebPushDelivery delivery, Content content) {
        this.delivery = delivery;
        this.content = content;
    }

    @Override
    public PushResult send(PushTarget.WebPush target, Notification notification) {
        return delivery.deliver(target.endpoint(), target.keys(), content.shown(notification, true));
    }
}
