package chat.carillon.push.setup;

import chat.carillon.push.apns.ApnsSettings;
import chat.carillon.push.fcm.ServiceAccount;
import chat.carillon.push.mail.MailSettings;
import chat.carillon.push.payload.Content;
import chat.carillon.push.web.VapidKeys;
import chat.carillon.push.webhook.WebhookSecret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the operator set up; what is null is off.
///
/// @param allowLoopback whether users may name endpoints on this machine, also by `http`
/// @param vapid for Web Push and UnifiedPush
public record PushSettings(
        Content content,
        boolean allowLoopback,
        @Nullable Vapid vapid,
        @Nullable ApnsSettings apns,
        @Nullable ServiceAccount fcm,
        @Nullable Webhook webhook,
        @Nullable MailSettings mail) {

    public static final PushSettings NONE = new PushSettings(Content.ENCRYPTED, false, null, null, null, null, null);

    /// Who push services know us as.
    ///
    /// @param subject where the operator can be reached: `mailto:` or `https:`
    /// @param keys null: those that the store keeps
    public record Vapid(String subject, @Nullable VapidKeys keys) {}

    /// @param secrets each signs; one, or two while one takes the other's place
    public record Webhook(URI url, List<WebhookSecret> secrets) {
        public Webhook {
            secrets = List.copyOf(secrets);
        }
    }
}
