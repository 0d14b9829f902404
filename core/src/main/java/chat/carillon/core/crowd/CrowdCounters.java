package chat.carillon.core.crowd;

import chat.carillon.core.crowd.presence.Presences;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What became of ephemeral things, since the node started. Thread-safe.
public final class CrowdCounters implements Presences.Observer {
    private final Map<EphemeralKind, LongAdder> told = adders();
    private final Map<EphemeralKind, LongAdder> shed = adders();

    private static Map<EphemeralKind, LongAdder> adders() {
        var adders = new EnumMap<EphemeralKind, LongAdder>(EphemeralKind.class);
        for (EphemeralKind kind : EphemeralKind.values()) {
            adders.put(kind, new LongAdder());
        }
        return adders;
    }

    void addTold(EphemeralKind kind) {
        adder(told, kind).increment();
    }

    void addShed(EphemeralKind kind) {
        adder(shed, kind).increment();
    }

    @Override
    public void told() {
        addTold(EphemeralKind.PRESENCE);
    }

    @Override
    public void shed() {
        addShed(EphemeralKind.PRESENCE);
    }

    /// Frames that were made, each for all who look.
    public long told(EphemeralKind kind) {
        return adder(told, kind).sum();
    }

    /// What was heard and not told, because the node was under strain.
    public long shed(EphemeralKind kind) {
        return adder(shed, kind).sum();
    }

    private static LongAdder adder(Map<EphemeralKind, LongAdder> adders, EphemeralKind kind) {
        return java.util.Objects.requireNonNull(adders.get(kind));
    }
}
