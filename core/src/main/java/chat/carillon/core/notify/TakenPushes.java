package chat.carillon.core.notify;

import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Hold;
import chat.carillon.core.store.PushStore.Settled;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The pushes that a node has taken: until when each is its own, and what came of it, until that is written down.
///
/// A lease is counted from before the store was asked for it, so a node gives it up earlier than the store does. Pure:
/// the caller tells the time. Thread-safe: guarded by this object's monitor.
final class TakenPushes {
    /// What a node has taken that died waits for another one for so long.
    static final Duration LEASE = Duration.ofSeconds(30);

    /// How often leases are renewed; where that fails, with every look at the store.
    static final Duration RENEW_EVERY = Duration.ofSeconds(10);

    /// With less left of its lease, no attempt is begun: its answer may come when another has taken over.
    static final Duration MIN_LEFT = Duration.ofSeconds(10);

    /// What was not known to be held so lately is asked for again before an attempt is begun: it may have been read.
    static final Duration FRESH = Duration.ofSeconds(1);

    /// What has no answer by then gets none: it is left to another attempt. As long as a sender may take.
    static final Duration MAX_SENDING = Duration.ofMinutes(2);

    private final Map<Hold, Taken> taken = new LinkedHashMap<>();
    private final Map<PushTarget.Kind, Integer> reserved = new EnumMap<>(PushTarget.Kind.class);
    private long renewedAtNanos;
    private @Nullable CompletableFuture<Void> waiting;

    private static final class Taken {
        private final PushTarget.Kind kind;
        private final long sinceNanos;
        private long untilNanos;
        private boolean ours = true;
        private @Nullable Settled outcome;

        private Taken(PushTarget.Kind kind, long askedAtNanos) {
            this.kind = kind;
            sinceNanos = askedAtNanos;
            untilNanos = askedAtNanos + LEASE.toNanos();
        }
    }

    /// Keeps so many places of these kinds free, until [#release]; false: there are not so many.
    synchronized boolean reserve(Map<PushTarget.Kind, Integer> pushes, int maxOfAKind) {
        boolean free = pushes.entrySet().stream()
                .allMatch(wanted -> inFlight(wanted.getKey()) + wanted.getValue() <= maxOfAKind);
        if (free) {
            pushes.forEach((kind, count) -> reserved.merge(kind, count, Integer::sum));
        }
        return free;
    }

    synchronized void release(Map<PushTarget.Kind, Integer> pushes) {
        pushes.forEach((kind, count) -> reserved.merge(kind, -count, Integer::sum));
        tellIfAllAnswered();
    }

    /// @param askedAtNanos before the store was asked
    synchronized void add(Collection<DuePush> due, long askedAtNanos) {
        if (taken.isEmpty()) {
            renewedAtNanos = askedAtNanos;
        }
        due.forEach(one -> taken.put(one.hold(), new Taken(one.device().target().kind(), askedAtNanos)));
    }

    /// Whether an attempt may be begun.
    synchronized boolean isOurs(Hold hold, long nowNanos) {
        Taken one = taken.get(hold);
        return one != null && one.ours && one.untilNanos - nowNanos >= MIN_LEFT.toNanos();
    }

    /// Whether the store has just said that it is held.
    synchronized boolean isFresh(Hold hold, long nowNanos) {
        Taken one = taken.get(hold);
        return one != null && nowNanos - (one.untilNanos - LEASE.toNanos()) < FRESH.toNanos();
    }

    /// Those whose leases are to be renewed now, none if it is not time.
    synchronized List<Hold> toRenew(long nowNanos) {
        if (nowNanos - renewedAtNanos < RENEW_EVERY.toNanos()) {
            return List.of();
        }
        taken.values().removeIf(one -> one.outcome == null && nowNanos - one.sinceNanos > MAX_SENDING.toNanos());
        List<Hold> held = taken.entrySet().stream()
                .filter(entry -> entry.getValue().ours && entry.getValue().outcome == null)
                .map(Map.Entry::getKey)
                .toList();
        if (held.isEmpty()) {
            renewedAtNanos = nowNanos;
        }
        return held;
    }

    /// @param still of those that were asked for, those whose leases were renewed
    /// @param askedAtNanos before the store was asked
    /// @return how many were lost
    synchronized int allRenewed(Collection<Hold> asked, Set<Hold> still, long askedAtNanos) {
        renewedAtNanos = askedAtNanos;
        return renewed(asked, still, askedAtNanos);
    }

    /// The same of some of those that are held.
    synchronized int renewed(Collection<Hold> asked, Set<Hold> still, long askedAtNanos) {
        int lost = 0;
        for (Hold hold : asked) {
            Taken one = taken.get(hold);
            if (one != null && one.outcome == null) {
                one.ours = still.contains(hold);
                one.untilNanos = askedAtNanos + LEASE.toNanos();
                lost += one.ours ? 0 : 1;
            }
        }
        return lost;
    }

    /// What came of one, whoever has it now. What came first counts: nothing was begun if that says so.
    synchronized void came(DuePush due, Settled outcome) {
        PushTarget.Kind kind = due.device().target().kind();
        Taken one = taken.computeIfAbsent(due.hold(), _ -> new Taken(kind, 0));
        one.outcome = one.outcome == null ? outcome : one.outcome;
        tellIfAllAnswered();
    }

    /// What came of them and is not written down.
    synchronized List<Settled> outcomes() {
        return taken.values().stream()
                .map(one -> one.outcome)
                .filter(Objects::nonNull)
                .toList();
    }

    synchronized boolean anyOutcome() {
        return taken.values().stream().anyMatch(one -> one.outcome != null);
    }

    /// It is written down, or cannot be.
    synchronized void forget(Collection<Settled> outcomes) {
        outcomes.forEach(outcome -> taken.remove(outcome.hold()));
    }

    /// Those that no provider has answered yet, and those that places are kept for.
    synchronized int inFlight() {
        return Arrays.stream(PushTarget.Kind.values()).mapToInt(this::inFlight).sum();
    }

    private int inFlight(PushTarget.Kind kind) {
        long unanswered = taken.values().stream()
                .filter(one -> one.kind == kind && one.outcome == null)
                .count();
        return (int) unanswered + reserved.getOrDefault(kind, 0);
    }

    /// How many more of each kind may be sent; those are left out of which no more may.
    synchronized Map<PushTarget.Kind, Integer> free(int maxOfAKind) {
        Map<PushTarget.Kind, Integer> free = new EnumMap<>(PushTarget.Kind.class);
        for (PushTarget.Kind kind : PushTarget.Kind.values()) {
            free.put(kind, maxOfAKind - inFlight(kind));
        }
        free.values().removeIf(places -> places <= 0);
        return free;
    }

    /// Waits until providers have answered all, for so long at most. Blocks.
    void awaitAnswers(Duration atMost) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        synchronized (this) {
            waiting = all;
            tellIfAllAnswered();
        }
        try {
            all.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // What is not answered is left to the lease.
        }
    }

    private void tellIfAllAnswered() {
        if (waiting != null && inFlight() == 0) {
            waiting.complete(null);
        }
    }
}
