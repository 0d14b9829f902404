package chat.carillon.push.apns;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.time.Time;
import chat.carillon.push.Provider;
import chat.carillon.push.payload.Content;
import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import com.eatthepath.pushy.apns.PushType;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Notifications to devices of Apple's. Thread-safe because its fields do not change.
public final class ApnsProvider implements Provider<PushTarget.Apns> {
    /// How long Apple keeps what a device that is off has not got.
    private static final Duration LIFETIME = Duration.ofDays(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /// When the operator's key is refused, only the operator can help.
    private static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(5);

    private final ApnsClient production;
    private final ApnsClient sandbox;
    private final Set<String> bundles;
    private final ApnsPayload payload;
    private final Content content;
    private final Time time;

    private ApnsProvider(ApnsClient production, ApnsClient sandbox, ApnsSettings settings, Content content, Time time) {
        this.production = production;
        this.sandbox = sandbox;
        this.bundles = settings.bundles();
        this.payload = new ApnsPayload(settings.hiddenText());
        this.content = content;
        this.time = time;
    }

    /// Connects when there is something to send.
    public static ApnsProvider open(ApnsSettings settings, Content content, Time time) {
        return open(settings, content, time, ApnsServer.PRODUCTION, ApnsServer.SANDBOX);
    }

    static ApnsProvider open(
            ApnsSettings settings, Content content, Time time, ApnsServer production, ApnsServer sandbox) {
        ApnsSigningKey key = settings.key();
        return new ApnsProvider(client(key, production), client(key, sandbox), settings, content, time);
    }

    private static ApnsClient client(ApnsSigningKey key, ApnsServer server) {
        var builder = new ApnsClientBuilder()
                .setApnsServer(server.host(), server.port())
                .setSigningKey(key)
                .setConnectionTimeout(CONNECT_TIMEOUT)
                .setGracefulShutdownTimeout(CLOSE_TIMEOUT);
        try {
            return (server.trusted() == null ? builder : builder.setTrustedServerCertificateChain(server.trusted()))
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("TLS for APNs cannot be set up", e);
        }
    }

    @Override
    public PushResult send(PushTarget.Apns target, Notification notification) {
        if (!bundles.contains(target.topic())) {
            return new PushResult.InvalidTarget("the application is none of push.apns.bundles");
        }
        var push = push(target, content.shown(notification, false));
        ApnsClient client = target.sandbox() ? sandbox : production;
        try {
            return result(client.sendNotification(push).get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new PushResult.Retry(null, "APNs did not answer in time");
        } catch (ExecutionException e) {
            return new PushResult.Retry(null, "APNs cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PushResult.Retry(null, "interrupted");
        }
    }

    private SimpleApnsPushNotification push(PushTarget.Apns target, Notification notification) {
        boolean shown = notification.act() != Act.WITHDRAW;
        return new SimpleApnsPushNotification(
                target.token(),
                target.topic(),
                new String(payload.of(notification), StandardCharsets.UTF_8),
                Instant.ofEpochMilli(time.wallMillis()).plus(LIFETIME),
                shown ? DeliveryPriority.IMMEDIATE : DeliveryPriority.CONSERVE_POWER,
                shown ? PushType.ALERT : PushType.BACKGROUND,
                notification.collapseKey(),
                UUID.nameUUIDFromBytes(notification.attemptId().getBytes(StandardCharsets.US_ASCII)));
    }

    private static PushResult result(PushNotificationResponse<?> response) {
        if (response.isAccepted()) {
            return new PushResult.Accepted(response.getApnsId().toString());
        }
        String reason = response.getRejectionReason().orElse(Integer.toString(response.getStatusCode()));
        String why = "APNs answered " + reason;
        return switch (reason) {
            case "BadDeviceToken", "DeviceTokenNotForTopic", "ExpiredToken", "Unregistered" ->
                new PushResult.InvalidTarget(why);
            case "BadCertificate",
                    "BadCertificateEnvironment",
                    "ExpiredProviderToken",
                    "Forbidden",
                    "InvalidProviderToken",
                    "MissingProviderToken",
                    "TooManyProviderTokenUpdates",
                    "TopicDisallowed" -> new PushResult.Retry(CREDENTIALS_PAUSE, why);
            case "IdleTimeout", "InternalServerError", "ServiceUnavailable", "Shutdown", "TooManyRequests" ->
                new PushResult.Retry(null, why);
            default -> response.getStatusCode() >= 500 ? new PushResult.Retry(null, why) : new PushResult.Rejected(why);
        };
    }

    /// The event loops take a few seconds to end; nobody waits for them.
    @Override
    public void close() {
        var _ = production.close();
        var _ = sandbox.close();
    }
}
