package chat.carillon.core.notify.digest;

import chat.carillon.core.push.digest.DigestPlan.Reason;
import chat.carillon.core.push.digest.Mailbox.State;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What a node has decided and mailed since it started. Thread-safe.
public final class DigestCounters {
    private final Map<Reason, LongAdder> reasons = new EnumMap<>(Reason.class);
    private final Map<State, LongAdder> outcomes = new EnumMap<>(State.class);

    /// Changes of mailboxes that another node was faster with.
    public final LongAdder tooLate = new LongAdder();

    public DigestCounters() {
        for (Reason reason : Reason.values()) {
            reasons.put(reason, new LongAdder());
        }
        for (State state : State.values()) {
            outcomes.put(state, new LongAdder());
        }
    }

    void add(Reason reason) {
        of(reasons, reason).increment();
    }

    void add(State state) {
        of(outcomes, state).increment();
    }

    /// Looks after which somebody was not mailed.
    public long notNow(Reason reason) {
        return of(reasons, reason).sum();
    }

    /// Digests that came to this state; [State#DUE] as often as they were decided or put off.
    public long came(State state) {
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
