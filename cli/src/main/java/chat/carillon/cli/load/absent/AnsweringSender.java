package chat.carillon.cli.load.absent;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushSender;
import chat.carillon.core.push.PushTarget;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Stands for push services that take everything at once: what is measured ends where they begin. Thread-safe.
final class AnsweringSender implements PushSender {
    private final ConcurrentLinkedQueue<UserId> receivers = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile long lastNanos;

    @Override
    public CompletionStage<PushResult> send(PushTarget target, Notification notification, BooleanSupplier ours) {
        receivers.add(notification.user());
        lastNanos = System.nanoTime();
        sent.incrementAndGet();
        return CompletableFuture.completedStage(new PushResult.Accepted(null));
    }

    /// Begins anew.
    void forget() {
        receivers.clear();
        sent.set(0);
    }

    long sent() {
        return sent.get();
    }

    /// When the last one was handed over.
    long lastNanos() {
        return lastNanos;
    }

    Collection<UserId> receivers() {
        return receivers;
    }
}
