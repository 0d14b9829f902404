package chat.carillon.server.admission;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How many handshakes were refused since the node started, and why. Thread-safe.
public final class AdmissionCounters {
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    AdmissionCounters() {
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    void refused(Refusal reason) {
        counter(reason).increment();
    }

    public long count(Refusal reason) {
        return counter(reason).sum();
    }

    private LongAdder counter(Refusal reason) {
        return refused.getOrDefault(reason, new LongAdder());
    }
}
