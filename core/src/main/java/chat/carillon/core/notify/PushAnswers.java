package chat.carillon.core.notify;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows from the answers of providers. Blocks. Thread-safe because its fields do not change.
final class PushAnswers {
    private static final Logger log = LoggerFactory.getLogger(PushAnswers.class);

    private final Store store;
    private final PushSettings settings;
    private final Time time;
    private final PushCounters counters;

    PushAnswers(PushPlanning.Push push) {
        this.store = push.store();
        this.settings = push.settings();
        this.time = push.time();
        this.counters = push.counters();
    }

    /// What is to be written down. A device that the provider knows no more is forgotten.
    Settled of(DuePush due, PushResult result) {
        return switch (result) {
            case PushResult.Accepted(String id) ->
                new Settled(
                        due.hold(),
                        due.act() == Act.WITHDRAW ? State.WITHDRAWN : State.ACCEPTED,
                        0,
                        id == null ? "accepted" : "accepted as " + id);
            case PushResult.Rejected(String why) -> new Settled(due.hold(), State.FAILED, 0, why);
            case PushResult.InvalidTarget(String why) -> {
                prune(due);
                yield new Settled(due.hold(), State.FAILED, 0, why);
            }
            case PushResult.Retry(Duration after, String why) -> again(due, after, why);
        };
    }

    private Settled again(DuePush due, @Nullable Duration after, String why) {
        long now = nowOfStore();
        // What is shown may be shown for long: how old the message is says nothing about its withdrawal.
        boolean tooOld = due.act() != Act.WITHDRAW
                && now - due.decidedAtMillis() > settings.maxAge().toMillis();
        int most = due.act() == Act.WITHDRAW ? 2 * RetryDelay.MAX_ATTEMPTS : RetryDelay.MAX_ATTEMPTS;
        if (tooOld || due.attempts() >= most) {
            return new Settled(due.hold(), State.FAILED, 0, "given up: " + why);
        }
        long wait = RetryDelay.millis(due.attempts(), after, due.key().hashCode() + due.attempts());
        return new Settled(due.hold(), due.hold().state(), now + wait, why);
    }

    private long nowOfStore() {
        try {
            return store.log().nowMillis();
        } catch (StoreUnavailableException _) {
            return time.wallMillis();
        }
    }

    private void prune(DuePush due) {
        try {
            store.devices()
                    .prune(due.key().user(), due.key().device(), due.device().target());
            counters.pruned.increment();
        } catch (StoreUnavailableException e) {
            log.warn("a device that is gone stays for now: {}", e.getMessage());
        }
    }
}
