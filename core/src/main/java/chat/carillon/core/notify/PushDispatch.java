package chat.carillon.core.notify;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushSender;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.MessageNow;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what was planned, and again what failed. Whoever takes a push has it for the time of a lease; a node that dies
/// with it leaves it to the next one. Then a provider may get it twice, under one collapse key.
///
/// Thread-safe; what is called from outside never blocks.
public final class PushDispatch {
    private static final Logger log = LoggerFactory.getLogger(PushDispatch.class);

    static final Duration TICK = Duration.ofMillis(100);

    /// How often it is looked for what came due without this node's knowledge.
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// Longer than a sender needs for an attempt.
    static final Duration LEASE = Duration.ofSeconds(150);

    static final int MAX_IN_FLIGHT = 512;

    private final Store store;
    private final PushSettings settings;
    private final PushSender sender;
    private final Time time;
    private final Executor blocking;
    private final PushCounters counters;
    private final ConcurrentLinkedQueue<Settled> settled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean more = new AtomicBoolean();
    private volatile boolean stopped;
    private long lookedAtNanos;
    private long forgotAtNanos;

    public PushDispatch(PushPlanning.Push push, PushSender sender) {
        this.store = push.store();
        this.settings = push.settings();
        this.time = push.time();
        this.blocking = push.blocking();
        this.counters = push.counters();
        this.sender = sender;
    }

    /// There is something new to send.
    public void planned() {
        more.set(true);
    }

    public void start() {
        lookedAtNanos = time.monotonicNanos();
        forgotAtNanos = lookedAtNanos;
        schedule();
    }

    /// What is being sent may still be answered; what comes of it after that is found by the lease.
    public void stop() {
        stopped = true;
    }

    private void schedule() {
        if (!stopped) {
            time.after(TICK, this::tick);
        }
    }

    private void tick() {
        boolean look = time.monotonicNanos() - lookedAtNanos >= LOOK_EVERY.toNanos();
        if (look || more.get() || !settled.isEmpty()) {
            blocking.execute(this::work);
        } else {
            schedule();
        }
    }

    private void work() {
        try {
            settle();
            more.set(false);
            lookedAtNanos = time.monotonicNanos();
            send();
            forget();
        } catch (StoreUnavailableException e) {
            log.warn("absent members are told later: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while sending pushes", e);
        } finally {
            schedule();
        }
    }

    private void settle() {
        var batch = new ArrayList<Settled>();
        for (Settled one = settled.poll(); one != null; one = settled.poll()) {
            batch.add(one);
        }
        if (!batch.isEmpty()) {
            try {
                store.push().settle(batch);
            } catch (StoreUnavailableException e) {
                settled.addAll(batch);
                throw e;
            }
            batch.forEach(one -> counters.add(one.state()));
        }
    }

    private void send() {
        int free = MAX_IN_FLIGHT - inFlight.get();
        if (free <= 0) {
            return;
        }
        List<DuePush> taken = store.push().take(LEASE.toMillis(), free);
        if (taken.isEmpty()) {
            return;
        }
        Map<UserId, Integer> badges = badgesOf(taken);
        taken.forEach(due -> send(due, badges.getOrDefault(due.key().user(), 0)));
        more.set(taken.size() == free);
    }

    /// Gives everything back if it fails: else it would wait until the lease has ended.
    private Map<UserId, Integer> badgesOf(List<DuePush> taken) {
        try {
            return store.push()
                    .badges(taken.stream().map(due -> due.key().user()).collect(Collectors.toSet()));
        } catch (RuntimeException e) {
            long now = time.wallMillis();
            taken.forEach(due -> settled.add(new Settled(
                    due.key(), due.act() == Act.WITHDRAW ? State.WITHDRAW_DUE : State.DUE, now, "the store was away")));
            throw e;
        }
    }

    private void send(DuePush due, int badge) {
        MessageNow message = due.message();
        if (due.act() == Act.SHOW && message.text() == null) {
            settled.add(new Settled(due.key(), State.DROPPED, 0, "deleted before it was sent"));
            return;
        }
        if (due.act() == Act.SHOW && message.readSeq() >= due.key().seq()) {
            settled.add(new Settled(due.key(), State.DROPPED, 0, "read before it was sent"));
            return;
        }
        inFlight.incrementAndGet();
        sender.send(due.device().target(), notification(due, badge)).whenComplete((result, failure) -> {
            inFlight.decrementAndGet();
            blocking.execute(
                    () -> answered(due, failure == null ? result : new PushResult.Retry(null, "defect: " + failure)));
        });
    }

    private Notification notification(DuePush due, int badge) {
        MessageNow message = due.message();
        String name = message.conversationName();
        var notification = new Notification(
                due.key().user(),
                due.device().device(),
                due.key().conversation(),
                message.kind(),
                message.kind() == ConversationKind.DIRECT ? message.senderName() : name == null ? "" : name,
                due.key().seq(),
                message.sender(),
                message.senderName(),
                due.act() == Act.WITHDRAW ? null : message.text(),
                due.mention(),
                badge,
                message.atMillis(),
                due.act());
        return message.showContent() ? notification : notification.withoutContent();
    }

    private void answered(DuePush due, PushResult result) {
        boolean shown = due.act() != Act.WITHDRAW;
        switch (result) {
            case PushResult.Accepted(String id) ->
                settled.add(new Settled(
                        due.key(),
                        shown ? State.ACCEPTED : State.WITHDRAWN,
                        0,
                        id == null ? "accepted" : "accepted as " + id));
            case PushResult.Rejected(String why) -> settled.add(new Settled(due.key(), State.FAILED, 0, why));
            case PushResult.InvalidTarget(String why) -> {
                settled.add(new Settled(due.key(), State.FAILED, 0, why));
                prune(due);
            }
            case PushResult.Retry(Duration after, String why) -> {
                long now = time.wallMillis();
                boolean tooOld = now - due.decidedAtMillis() > settings.maxAge().toMillis();
                if (tooOld || due.attempts() >= RetryDelay.MAX_ATTEMPTS) {
                    settled.add(new Settled(due.key(), State.FAILED, 0, "given up: " + why));
                } else {
                    counters.retries.increment();
                    long wait =
                            RetryDelay.millis(due.attempts(), after, due.key().hashCode() + due.attempts());
                    settled.add(
                            new Settled(due.key(), shown ? State.DUE : State.WITHDRAW_DUE, nowOfStore() + wait, why));
                }
            }
        }
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

    private void forget() {
        if (time.monotonicNanos() - forgotAtNanos >= Duration.ofMinutes(10).toNanos()) {
            forgotAtNanos = time.monotonicNanos();
            store.push()
                    .deleteBefore(store.log().nowMillis() - settings.retention().toMillis());
        }
    }

    /// Pushes that providers have not answered yet.
    public int inFlight() {
        return inFlight.get();
    }
}
