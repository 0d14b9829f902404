package chat.carillon.push;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to one provider: so many attempts at a time, so many that wait, and none that waits for long.
///
/// Thread-safe because its monitor guards queue and count; attempts and completions run outside of it, each on
/// a virtual thread that goes on with what waits.
final class ProviderQueue<T extends PushTarget> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderQueue.class);

    /// With the longest attempt after it, this is less than the two minutes that a sender has.
    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final PushTarget.Kind kind;
    private final Provider<T> provider;
    private final Bounds bounds;
    private final Time time;

    private final Queue<Attempt<T>> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;

    /// @param maxConcurrent attempts at a time
    /// @param maxWaiting attempts that wait for their turn; more are to be tried again
    record Bounds(int maxConcurrent, int maxWaiting) {}

    private record Attempt<T>(
            T target,
            Notification notification,
            BooleanSupplier ours,
            CompletableFuture<PushResult> result,
            long sinceNanos) {}

    ProviderQueue(PushTarget.Kind kind, Provider<T> provider, Bounds bounds, Time time) {
        this.kind = kind;
        this.provider = provider;
        this.bounds = bounds;
        this.time = time;
    }

    CompletionStage<PushResult> send(T target, Notification notification, BooleanSupplier ours) {
        var attempt = new Attempt<>(target, notification, ours, new CompletableFuture<>(), time.monotonicNanos());
        String refusal = null;
        boolean start = false;
        synchronized (this) {
            if (closed) {
                refusal = "this node is stopping";
            } else if (running < bounds.maxConcurrent) {
                running++;
                start = true;
            } else if (waiting.size() < bounds.maxWaiting) {
                waiting.add(attempt);
            } else {
                refusal = "too many notifications wait for " + kind.wireName();
            }
        }
        if (refusal != null) {
            attempt.result.complete(new PushResult.Retry(null, refusal));
        } else if (start) {
            Thread.ofVirtual().name("push-" + kind.wireName()).start(() -> work(attempt));
        }
        return attempt.result;
    }

    private void work(Attempt<T> first) {
        for (Attempt<T> attempt = first; attempt != null; attempt = next()) {
            attempt.result.complete(begun(attempt));
        }
    }

    private PushResult begun(Attempt<T> attempt) {
        if (time.monotonicNanos() - attempt.sinceNanos > MAX_WAIT.toNanos()) {
            return new PushResult.Retry(null, "waited too long for " + kind.wireName());
        }
        return attempt.ours.getAsBoolean()
                ? tried(attempt.target, attempt.notification)
                : new PushResult.Retry(null, "another node may have it");
    }

    private synchronized @Nullable Attempt<T> next() {
        Attempt<T> attempt = waiting.poll();
        if (attempt == null) {
            running--;
        }
        return attempt;
    }

    private PushResult tried(T target, Notification notification) {
        try {
            return provider.send(target, notification);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be sent to {}: {}", notification, target, Faults.place(e));
            return new PushResult.Retry(null, "failed: " + e.getClass().getSimpleName());
        }
    }

    /// What waits is to be tried again, by another node.
    @Override
    public void close() {
        List<Attempt<T>> given;
        synchronized (this) {
            closed = true;
            given = List.copyOf(waiting);
            waiting.clear();
        }
        given.forEach(attempt -> attempt.result.complete(new PushResult.Retry(null, "this node is stopping")));
        provider.close();
    }
}
