package chat.carillon.loadtest.replay;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.Subscription;
import chat.carillon.loadtest.check.Seen;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A member that says nothing and notes everything it is shown, from the first entry on. Confined to its
/// conversation's thread; the client calls the listener on threads of its own.
final class Watcher implements AutoCloseable {
    /// Once nothing has come for so long, nothing will.
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

    private final CarillonClient client;
    private final Subscription subscription;
    private final Seen seen;
    private final boolean unlucky;

    private Watcher(CarillonClient client, Subscription subscription, Seen seen, boolean unlucky) {
        this.client = client;
        this.subscription = subscription;
        this.seen = seen;
        this.unlucky = unlucky;
    }

    static Watcher join(ReplayStage stage, ConversationId conversation, UserId user, ReplayStage.Way way)
            throws IOException {
        stage.api().joinSelf(conversation, user, user.value());
        Seen seen = new Seen(user.value());
        CarillonClient client = stage.client(user, user.value(), way);
        Subscription subscription =
                client.conversation(conversation).listen(0, entry -> seen.add(entry, System.nanoTime()));
        var _ = client.connect();
        return new Watcher(client, subscription, seen, way == ReplayStage.Way.THROUGH_PROXY);
    }

    Seen seen() {
        return seen;
    }

    /// Whether its connection is cut now and then.
    boolean unlucky() {
        return unlucky;
    }

    /// Waits until it was shown the entry at `headSeq`, or nothing came for a long time.
    void await(long headSeq) {
        long highest = seen.highestSeq();
        long lastChange = System.nanoTime();
        while (highest < headSeq && System.nanoTime() - lastChange < SILENCE.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
            if (seen.highestSeq() > highest) {
                highest = seen.highestSeq();
                lastChange = System.nanoTime();
            }
        }
    }

    @Override
    public void close() {
        subscription.close();
        client.close();
    }
}
