package chat.carillon.loadtest.bench.cluster;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.Draft;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A sender, a member on its node and a member on another, all in one conversation. One message at a time.
public final class Trio {
    private static final String TEXT = "x".repeat(100);
    private static final int WARM_UP_IN_FLIGHT = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConversationId conversation;
    private final CarillonClient sender;
    private volatile @Nullable Flight flight;
    private long sends;

    /// One message on its way.
    private static final class Flight {
        private final ClientMessageId key;
        private final CountDownLatch arrivals = new CountDownLatch(3);
        private volatile long answered;
        private volatile long near;
        private volatile long far;

        Flight(ClientMessageId key) {
            this.key = key;
        }
    }

    /// In nanoseconds from the call of `send`.
    public record Times(Histogram sent, Histogram near, Histogram far) {
        public Times() {
            this(new Histogram(3), new Histogram(3), new Histogram(3));
        }
    }

    Trio(ConversationId conversation, CarillonClient sender, CarillonClient near, CarillonClient far) {
        this.conversation = conversation;
        this.sender = sender;
        var _ = near.conversation(conversation).listen(0, entry -> seen(entry, true));
        var _ = far.conversation(conversation).listen(0, entry -> seen(entry, false));
        for (CarillonClient client : List.of(sender, near, far)) {
            var _ = client.connect();
        }
    }

    private void seen(Entry entry, boolean isNear) {
        long now = System.nanoTime();
        Flight present = flight;
        if (present == null || !present.key.equals(entry.clientMessageId())) {
            return;
        }
        if (isNear) {
            present.near = now;
        } else {
            present.far = now;
        }
        present.arrivals.countDown();
    }

    /// Many at a time, so that both nodes have compiled what they run; then `alone` one at a time.
    void warmUp(Duration duration, int alone) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        var places = new Semaphore(WARM_UP_IN_FLIGHT);
        while (System.nanoTime() - end < 0) {
            places.acquireUninterruptibly();
            var _ = sender.conversation(conversation)
                    .send(Draft.of(TEXT).withClientMessageId("warm-%s-%d".formatted(conversation.value(), sends++)))
                    .whenComplete((_, _) -> places.release());
        }
        places.acquireUninterruptibly(WARM_UP_IN_FLIGHT);
        var _ = measure(alone);
    }

    Times measure(int messages) throws IOException {
        var times = new Times();
        for (int i = 0; i < messages; i++) {
            send(times);
        }
        return times;
    }

    private void send(Times times) throws IOException {
        var present = new Flight(new ClientMessageId("hop-%s-%d".formatted(conversation.value(), sends++)));
        flight = present;
        long start = System.nanoTime();
        var _ = sender.conversation(conversation)
                .send(Draft.of(TEXT).withClientMessageId(present.key.value()))
                .thenRun(() -> {
                    present.answered = System.nanoTime();
                    present.arrivals.countDown();
                });
        try {
            if (!present.arrivals.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("A message was not seen by all within %d s.".formatted(PATIENCE.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        times.sent().recordValue(present.answered - start);
        times.near().recordValue(present.near - start);
        times.far().recordValue(present.far - start);
    }
}
