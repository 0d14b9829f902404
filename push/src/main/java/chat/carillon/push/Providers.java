package chat.carillon.push;

import chat.carillon.core.push.PushTarget;
import org.jspecify.annotations.Nullable;

/// The services that the operator set up; null: not this one.
public record Providers(
        @Nullable Provider<PushTarget.WebPush> webPush,
        @Nullable Provider<PushTarget.Apns> apns,
        @Nullable Provider<PushTarget.Fcm> fcm,
        @Nullable Provider<PushTarget.UnifiedPush> unifiedPush,
        @Nullable Provider<PushTarget.Webhook> webhook) {

    public static final Providers NONE = new Providers(null, null, null, null, null);

    public Providers withWebPush(Provider<PushTarget.WebPush> provider) {
        return new Providers(provider, apns, fcm, unifiedPush, webhook);
    }

    public Providers withApns(Provider<PushTarget.Apns> provider) {
        return new Providers(webPush, provider, fcm, unifiedPush, webhook);
    }

    public Providers withFcm(Provider<PushTarget.Fcm> provider) {
        return new Providers(webPush, apns, provider, unifiedPush, webhook);
    }

    public Providers withUnifiedPush(Provider<PushTarget.UnifiedPush> provider) {
        return new Providers(webPush, apns, fcm, provider, webhook);
    }

    public Providers withWebhook(Provider<PushTarget.Webhook> provider) {
        return new Providers(webPush, apns, fcm, unifiedPush, provider);
    }
}
