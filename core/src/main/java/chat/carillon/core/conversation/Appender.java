package chat.carillon.core.conversation;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.Store;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Spreads appends over a few [Lane]s by conversation, so that what one sender appends to one conversation
/// keeps its order. Thread-safe; never blocks.
public final class Appender {
    private final Store store;
    private final AppendCounters counters = new AppendCounters();
    private final List<Lane> lanes;

    /// @param laneExecutors gives lane number i its executor: serial, and free to block
    public Appender(Store store, AppendListener listener, Limits limits, IntFunction<Executor> laneExecutors) {
        this.store = store;
        this.lanes = IntStream.range(0, store.appendConcurrency())
                .mapToObj(i -> new Lane(
                        store.log(),
                        listener,
                        counters,
                        laneExecutors.apply(i),
                        limits.maxQueuedAppends(),
                        limits.maxAppendBatch()))
                .toList();
    }

    /// Completes once the entry is durable or refused; exceptionally, with
    /// [chat.carillon.core.store.StoreUnavailableException], if the outcome is unknown. A full lane and a store
    /// that refuses writes are answered at once.
    public CompletableFuture<AppendResult> append(NewEntry entry) {
        var refusal = store.refusal();
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(new AppendResult.Refused(ErrorCode.UNAVAILABLE, refusal.get()));
        }
        return lanes.get(laneOf(entry.conversation())).append(entry);
    }

    /// Which lane a conversation takes, always the same one.
    public int laneOf(ConversationId conversation) {
        return Math.floorMod(conversation.hashCode(), lanes.size());
    }

    public AppendCounters counters() {
        return counters;
    }

    /// Writes that wait, over all lanes.
    public int queued() {
        return lanes.stream().mapToInt(Lane::queued).sum();
    }
}
