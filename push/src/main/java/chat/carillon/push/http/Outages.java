package chat.carillon.push.http;

import chat.carillon.core.time.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Addresses that did not answer several times in a row are left alone for a while: whoever registers
/// endpoints that keep callers waiting does not keep all of them. Thread-safe because its monitor guards the map.
final class Outages {
    private static final int FAILURES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /// Addresses come from users: beyond this the one that was not called for longest is forgotten.
    private static final int MAX_ADDRESSES = 4_096;

    private final Time time;

    private final Map<InetAddress, Failing> failing = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failing> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Failing(int times, long lastNanos) {}

    Outages(Time time) {
        this.time = time;
    }

    /// Whether to leave the address alone for now. After the pause one failure more begins another.
    synchronized boolean pausing(InetAddress address) {
        Failing found = failing.get(address);
        return found != null && found.times >= FAILURES && time.monotonicNanos() - found.lastNanos < PAUSE.toNanos();
    }

    synchronized void answered(InetAddress address) {
        failing.remove(address);
    }

    synchronized void failed(InetAddress address) {
        failing.merge(
                address,
                new Failing(1, time.monotonicNanos()),
                (before, now) -> new Failing(Math.min(before.times + 1, FAILURES), now.lastNanos));
    }
}
