package chat.carillon.core.conversation;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Latencies;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One queue of appends. While a commit runs, what arrives gathers to be the next batch: alone an entry is
/// committed at once, under load a commit carries many. No timer (group commit, DeWitt et al., SIGMOD 1984).
///
/// Thread-safe: the queue is guarded by this object's lock, which is never held during a commit or a callback;
/// at most one drain is scheduled on the executor at a time.
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final LogStore store;
    private final AppendListener listener;
    private final AppendCounters counters;
    private final Executor executor;
    private final int maxQueued;
    private final int maxBatch;

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private boolean draining;

    Lane(
            LogStore store,
            AppendListener listener,
            AppendCounters counters,
            Executor executor,
            int maxQueued,
            int maxBatch) {
        this.store = store;
        this.listener = listener;
        this.counters = counters;
        this.executor = executor;
        this.maxQueued = maxQueued;
        this.maxBatch = maxBatch;
    }

    private record Pending(NewEntry entry, CompletableFuture<AppendResult> result) {}

    CompletableFuture<AppendResult> append(NewEntry entry) {
        var pending = new Pending(entry, new CompletableFuture<>());
        boolean start;
        synchronized (this) {
            if (queue.size() >= maxQueued) {
                return CompletableFuture.completedFuture(new AppendResult.Refused(
                        ErrorCode.OVERLOADED, "%d writes wait already".formatted(queue.size())));
            }
            queue.add(pending);
            start = !draining;
            draining = true;
        }
        if (start) {
            executor.execute(this::drain);
        }
        return pending.result();
    }

    synchronized int queued() {
        return queue.size();
    }

    /// Commits one batch, and schedules itself again while something waits.
    private void drain() {
        try {
            commit(take());
        } finally {
            goOn();
        }
    }

    private void goOn() {
        synchronized (this) {
            if (queue.isEmpty()) {
                draining = false;
                return;
            }
        }
        executor.execute(this::drain);
    }

    private synchronized List<Pending> take() {
        var batch = new ArrayList<Pending>(Math.min(queue.size(), maxBatch));
        while (batch.size() < maxBatch && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        return batch;
    }

    private void commit(List<Pending> batch) {
        List<AppendResult> results;
        long began = Latencies.begins();
        try {
            results = store.append(batch.stream().map(Pending::entry).toList());
        } catch (RuntimeException e) {
            fail(batch, e);
            return;
        }
        counters.times().ended(began);
        counters.committed(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
        }
        for (int i = 0; i < batch.size(); i++) {
            tell(batch.get(i).entry(), results.get(i));
        }
    }

    /// The outcome is unknown: senders that ask again with the same clientMessageId learn it.
    private static void fail(List<Pending> batch, RuntimeException e) {
        if (e instanceof StoreUnavailableException) {
            log.warn("a batch of {} appends ended with an unknown outcome: {}", batch.size(), e.getMessage());
        } else {
            log.error("defect while appending a batch of {}", batch.size(), e);
        }
        batch.forEach(pending -> pending.result().completeExceptionally(e));
    }

    /// A defect in there must not end the lane: whoever was not told finds out by looking.
    private void tell(NewEntry request, AppendResult result) {
        try {
            switch (result) {
                case AppendResult.Appended(Entry entry, Conversation.Head head) -> listener.appended(entry, head);
                case AppendResult.Duplicate(long seq, long _) -> listener.alreadyDurable(request.conversation(), seq);
                case AppendResult.Refused _ -> {}
            }
        } catch (RuntimeException e) {
            log.error("defect while telling of {}", request, e);
        }
    }
}
