package chat.carillon.core.session;

import chat.carillon.core.log.Membership;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Loads the memberships of arriving users in bulk, so that fifty thousand arrivals are hundreds of queries. Whoever
/// comes while a query runs is part of the next one. Where queries follow one another for long, they are held to a
/// few a second, and those who come gather for a tenth of one, in a storm for four: a store that answers within a
/// millisecond would be asked for each user otherwise. Alone, a user is loaded at once. Thread-safe.
final class MembershipLoader {
    /// Users in one query; bounds the answer's size too. A backlog of as many is not held back.
    static final int MAX_USERS_A_QUERY = 500;

    private static final double QUERIES_PER_SECOND = 10;
    private static final int QUERIES_AT_ONCE = 20;

    /// So many in one query are a storm: the next ones wait for so many queries' time.
    private static final int STORM_USERS = 10;

    private static final int STORM_QUERIES = 4;

    private final ConversationStore store;
    private final Consumer<Collection<ConversationId>> opening;
    private final Time time;
    private final Executor blocking;
    private final TokenBucket pace;
    private final LongAdder queries = new LongAdder();
    private final LongAdder lookups = new LongAdder();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean loading;

    /// Whether those who wait gather, and the number of that pause.
    private boolean pausing;

    private int pauses;

    /// @param opening opens what users are members of on this node, all of a query in one go; blocks
    MembershipLoader(
            ConversationStore store, Consumer<Collection<ConversationId>> opening, Time time, Executor blocking) {
        this.store = store;
        this.opening = opening;
        this.time = time;
        this.blocking = blocking;
        this.pace = new TokenBucket(QUERIES_PER_SECOND, QUERIES_AT_ONCE, time.monotonicNanos());
    }

    private record Waiting(UserId user, CompletableFuture<List<Membership>> result) {}

    /// What the store says after this call, when it is open on this node. Never blocks; completes on a thread of the
    /// blocking executor.
    CompletableFuture<List<Membership>> load(UserId user) {
        var mine = new Waiting(user, new CompletableFuture<>());
        boolean begin;
        synchronized (this) {
            waiting.add(mine);
            begin = !loading || pausing && waiting.size() >= MAX_USERS_A_QUERY;
            loading = true;
            pausing &= !begin;
        }
        if (begin) {
            loadInTime();
        }
        return mine.result();
    }

    /// Now if the pace allows it, else as soon as it does.
    private void loadInTime() {
        long waitMillis;
        int pause;
        synchronized (this) {
            waitMillis = waiting.size() < MAX_USERS_A_QUERY ? pace.take(time.monotonicNanos()) : 0;
            pausing = waitMillis > 0;
            pause = ++pauses;
        }
        if (waitMillis == 0) {
            blocking.execute(this::loadWaiting);
        } else {
            time.after(Duration.ofMillis(waitMillis), () -> pauseEnded(pause));
        }
    }

    private void pauseEnded(int pause) {
        synchronized (this) {
            if (!pausing || pause != pauses) {
                return; // So many came that it was not waited for.
            }
            pausing = false;
        }
        loadInTime();
    }

    private void loadWaiting() {
        load(take());
        synchronized (this) {
            if (waiting.isEmpty()) {
                loading = false;
                return;
            }
        }
        loadInTime();
    }

    private void load(List<Waiting> batch) {
        queries.increment();
        lookups.add(batch.size());
        if (batch.size() >= STORM_USERS) {
            synchronized (this) {
                pace.owe(STORM_QUERIES - 1, time.monotonicNanos());
            }
        }
        try {
            Map<UserId, List<Membership>> found = store.membershipsOf(
                    batch.stream().map(Waiting::user).distinct().toList());
            opening.accept(found.values().stream()
                    .flatMap(List::stream)
                    .map(one -> one.conversation().id())
                    .distinct()
                    .toList());
            batch.forEach(one ->
                    blocking.execute(() -> one.result().complete(found.getOrDefault(one.user(), List.of()))));
        } catch (RuntimeException e) {
            batch.forEach(one -> one.result().completeExceptionally(e));
        }
    }

    /// Questions to the store so far.
    long queries() {
        return queries.sum();
    }

    /// Users that they were about.
    long lookups() {
        return lookups.sum();
    }

    private synchronized List<Waiting> take() {
        List<Waiting> head = waiting.subList(0, Math.min(waiting.size(), MAX_USERS_A_QUERY));
        List<Waiting> batch = List.copyOf(head);
        head.clear();
        return batch;
    }
}
