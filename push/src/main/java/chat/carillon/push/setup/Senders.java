package chat.carillon.push.setup;

import chat.carillon.core.push.DigestSender;
import chat.carillon.core.push.PushSender;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.core.time.Time;
import chat.carillon.push.Dispatch;
import chat.carillon.push.Providers;
import chat.carillon.push.apns.ApnsProvider;
import chat.carillon.push.fcm.FcmProvider;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.http.Reach;
import chat.carillon.push.mail.MailSender;
import chat.carillon.push.unified.UnifiedPushProvider;
import chat.carillon.push.web.VapidKeys;
import chat.carillon.push.web.WebPushDelivery;
import chat.carillon.push.web.WebPushProvider;
import chat.carillon.push.webhook.WebhookProvider;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything that wakes absent members, and the connections and threads that it needs.
public final class Senders implements AutoCloseable {
    private final @Nullable HttpCaller caller;
    private final Dispatch dispatch;
    private final @Nullable MailSender mail;
    private final @Nullable String vapidPublicKey;

    private Senders(
            @Nullable HttpCaller caller, Dispatch dispatch, @Nullable MailSender mail, @Nullable VapidKeys vapidKeys) {
        this.caller = caller;
        this.dispatch = dispatch;
        this.mail = mail;
        this.vapidPublicKey = vapidKeys == null ? null : vapidKeys.publicKey();
    }

    /// Opens nothing yet that is not needed for what is set up.
    ///
    /// @param kept gives the key pair that the store keeps, asked only if there is use for it and no other
    /// @throws chat.carillon.model.InvalidValueException if a credential is none
    public static Senders open(PushSettings settings, Supplier<VapidKeys> kept, Time time) {
        boolean calls = settings.vapid() != null || settings.fcm() != null || settings.webhook() != null;
        HttpCaller caller = calls ? HttpCaller.open(time) : null;
        try {
            VapidKeys keys = keys(settings.vapid(), kept);
            Providers providers = Providers.NONE;
            if (settings.apns() != null) {
                providers = providers.withApns(ApnsProvider.open(settings.apns(), settings.content(), time));
            }
            if (caller != null) {
                providers = withCallers(providers, settings, keys, caller, time);
            }
            MailSender mail = settings.mail() == null ? null : new MailSender(settings.mail(), time);
            return new Senders(caller, new Dispatch(providers, time), mail, keys);
        } catch (RuntimeException e) {
            if (caller != null) {
                caller.close();
            }
            throw e;
        }
    }

    private static @Nullable VapidKeys keys(PushSettings.@Nullable Vapid vapid, Supplier<VapidKeys> kept) {
        return vapid == null ? null : vapid.keys() == null ? kept.get() : vapid.keys();
    }

    private static Providers withCallers(
            Providers before, PushSettings settings, @Nullable VapidKeys keys, HttpCaller caller, Time time) {
        Providers providers = before;
        if (settings.vapid() != null && keys != null) {
            Reach reach = settings.allowLoopback() ? Reach.PUBLIC_OR_LOOPBACK : Reach.PUBLIC;
            var delivery = new WebPushDelivery(keys, settings.vapid().subject(), caller, reach, time);
            providers = providers
                    .withWebPush(new WebPushProvider(delivery, settings.content()))
                    .withUnifiedPush(new UnifiedPushProvider(delivery, settings.content()));
        }
        if (settings.fcm() != null) {
            providers = providers.withFcm(new FcmProvider(settings.fcm(), settings.content(), caller, time));
        }
        PushSettings.Webhook webhook = settings.webhook();
        if (webhook != null) {
            providers = providers.withWebhook(
                    new WebhookProvider(webhook.url(), webhook.secrets(), settings.content(), caller, time));
        }
        return providers;
    }

    public PushSender push() {
        return dispatch;
    }

    /// The kinds of targets that can be sent to: others should not be registered.
    public Set<Kind> kinds() {
        return dispatch.kinds();
    }

    /// Empty if no mail server is set up.
    public Optional<DigestSender> digests() {
        return Optional.ofNullable(mail);
    }

    /// What browsers want as `applicationServerKey`; empty if Web Push is not set up.
    public Optional<String> vapidPublicKey() {
        return Optional.ofNullable(vapidPublicKey);
    }

    @Override
    public void close() {
        dispatch.close();
        if (mail != null) {
            mail.close();
        }
        if (caller != null) {
            caller.close();
        }
    }
}
