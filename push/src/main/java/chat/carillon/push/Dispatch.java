package chat.carillon.push;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushSender;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.core.time.Time;
import chat.carillon.push.ProviderQueue.Bounds;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives each notification to the provider of its target. Providers do not wait for each other.
/// Thread-safe because its fields do not change.
public final class Dispatch implements PushSender, AutoCloseable {
    /// Attempts at a time for each provider: what hundreds a second need when an answer takes 100 ms.
    private static final int MAX_CONCURRENT = 64;

    /// Attempts that wait for their turn for each provider; more are to be tried again.
    private static final int MAX_WAITING = 10_000;

    private final @Nullable ProviderQueue<PushTarget.WebPush> webPush;
    private final @Nullable ProviderQueue<PushTarget.Apns> apns;
    private final @Nullable ProviderQueue<PushTarget.Fcm> fcm;
    private final @Nullable ProviderQueue<PushTarget.UnifiedPush> unifiedPush;
    private final @Nullable ProviderQueue<PushTarget.Webhook> webhook;

    public Dispatch(Providers providers, Time time) {
        this(providers, time, new Bounds(MAX_CONCURRENT, MAX_WAITING));
    }

    Dispatch(Providers providers, Time time, Bounds bounds) {
        webPush = queue(Kind.WEBPUSH, providers.webPush(), bounds, time);
        apns = queue(Kind.APNS, providers.apns(), bounds, time);
        fcm = queue(Kind.FCM, providers.fcm(), bounds, time);
        unifiedPush = queue(Kind.UNIFIEDPUSH, providers.unifiedPush(), bounds, time);
        webhook = queue(Kind.WEBHOOK, providers.webhook(), bounds, time);
    }

    private static <T extends PushTarget> @Nullable ProviderQueue<T> queue(
            Kind kind, @Nullable Provider<T> provider, Bounds bounds, Time time) {
        return provider == null ? null : new ProviderQueue<>(kind, provider, bounds, time);
    }

    /// The kinds of targets that can be sent to: others should not be registered.
    public Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (webPush != null) {
            kinds.add(Kind.WEBPUSH);
        }
        if (apns != null) {
            kinds.add(Kind.APNS);
        }
        if (fcm != null) {
            kinds.add(Kind.FCM);
        }
        if (unifiedPush != null) {
            kinds.add(Kind.UNIFIEDPUSH);
        }
        if (webhook != null) {
            kinds.add(Kind.WEBHOOK);
        }
        return kinds;
    }

    @Override
    public CompletionStage<PushResult> send(PushTarget target, Notification notification, BooleanSupplier ours) {
        return switch (target) {
            case PushTarget.WebPush to -> send(webPush, to, notification, ours);
            case PushTarget.Apns to -> send(apns, to, notification, ours);
            case PushTarget.Fcm to -> send(fcm, to, notification, ours);
            case PushTarget.UnifiedPush to -> send(unifiedPush, to, notification, ours);
            case PushTarget.Webhook to -> send(webhook, to, notification, ours);
        };
    }

    /// A target of a kind that is not set up was registered when it was; it may be again.
    private static <T extends PushTarget> CompletionStage<PushResult> send(
            @Nullable ProviderQueue<T> queue, T target, Notification notification, BooleanSupplier ours) {
        return queue == null
                ? CompletableFuture.completedFuture(
                        new PushResult.Rejected(target.kind().wireName() + " is not set up"))
                : queue.send(target, notification, ours);
    }

    @Override
    public void close() {
        Stream.of(webPush, apns, fcm, unifiedPush, webhook)
                .filter(Objects::nonNull)
                .forEach(ProviderQueue::close);
    }
}
