package chat.carillon.core.notify;

import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.PushStore.State;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What a node has decided and sent since it started. Thread-safe.
public final class PushCounters {
    private final Map<Fate, LongAdder> decisions = new EnumMap<>(Fate.class);
    private final Map<State, LongAdder> outcomes = new EnumMap<>(State.class);

    /// Devices that providers know no more.
    public final LongAdder pruned = new LongAdder();

    /// Pushes that were this node's no more when it renewed its leases: taken over, or read meanwhile.
    public final LongAdder lost = new LongAdder();

    /// Plans that another node was faster with.
    public final LongAdder tooLate = new LongAdder();

    /// How long after it was ripe the last message was planned, in milliseconds.
    public final AtomicLong planningDelayMillis = new AtomicLong();

    public PushCounters() {
        for (Fate fate : Fate.values()) {
            decisions.put(fate, new LongAdder());
        }
        for (State state : State.values()) {
            outcomes.put(state, new LongAdder());
        }
    }

    void add(Fate fate) {
        of(decisions, fate).increment();
    }

    void add(State state) {
        of(outcomes, state).increment();
    }

    public long decided(Fate fate) {
        return of(decisions, fate).sum();
    }

    /// Devices that came to this state.
    public long settled(State state) {
        return of(outcomes, state).sum();
    }

    private static <K extends Enum<K>> LongAdder of(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalStateException("no counter of " + key);
        }
        return adder;
    }
}
