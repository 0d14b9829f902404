package chat.carillon.core.session;

import chat.carillon.core.log.Membership;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/// Loads the memberships of arriving users in bulk: while one query runs, those who arrive gather to be the next,
/// so that fifty thousand arrivals are hundreds of queries. Alone, a user is loaded at once. Thread-safe.
final class MembershipLoader {
    /// Users in one query; bounds the answer's size too.
    private static final int MAX_USERS_A_QUERY = 500;

    private final ConversationStore store;
    private final Executor blocking;
    private final LongAdder queries = new LongAdder();
    private final LongAdder lookups = new LongAdder();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean loading;

    MembershipLoader(ConversationStore store, Executor blocking) {
        this.store = store;
        this.blocking = blocking;
    }

    private record Waiting(UserId user, CompletableFuture<List<Membership>> result) {}

    /// What the store says after this call. Never blocks; completes on a thread of the blocking executor.
    CompletableFuture<List<Membership>> load(UserId user) {
        var mine = new Waiting(user, new CompletableFuture<>());
        boolean start;
        synchronized (this) {
            waiting.add(mine);
            start = !loading;
            loading = true;
        }
        if (start) {
            blocking.execute(this::loadWaiting);
        }
        return mine.result();
    }

    private void loadWaiting() {
        while (true) {
            List<Waiting> batch = take();
            if (batch.isEmpty()) {
                return;
            }
            queries.increment();
            lookups.add(batch.size());
            try {
                Map<UserId, List<Membership>> found = store.membershipsOf(
                        batch.stream().map(Waiting::user).distinct().toList());
                batch.forEach(one ->
                        blocking.execute(() -> one.result().complete(found.getOrDefault(one.user(), List.of()))));
            } catch (RuntimeException e) {
                batch.forEach(one -> one.result().completeExceptionally(e));
            }
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
        loading = !batch.isEmpty();
        return batch;
    }
}
