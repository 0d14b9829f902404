package chat.carillon.server.admission;

import chat.carillon.core.session.TokenBucket;
import chat.carillon.protocol.Limits;
import chat.carillon.server.config.ServerConfig;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// Who may open a socket now: asked before anything expensive is done. Thread-safe.
public final class Admission {
    private static final int MAX_ADDRESSES = 100_000;
    private static final long FULL_RETRY_MILLIS = 5_000;

    private final Limits limits;
    private final int maxConnections;
    private final IntSupplier connections;
    private final BooleanSupplier serving;
    private final Door door;
    private final AdmissionCounters counters = new AdmissionCounters();
    private final Cache<String, TokenBucket> buckets;

    /// @param maxConnections sockets that the node may hold
    /// @param connections how many it holds now
    /// @param serving whether the node takes sockets at all
    public Admission(
            Limits limits,
            ServerConfig.Admission bounds,
            int maxConnections,
            IntSupplier connections,
            BooleanSupplier serving,
            long nowNanos) {
        this.limits = limits;
        this.maxConnections = maxConnections;
        this.connections = connections;
        this.serving = serving;
        // Each call asks for the generator of the thread that it is on.
        this.door = new Door(bounds, () -> ThreadLocalRandom.current().nextLong(), nowNanos);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }

    /// Whether no handshake would be let in now; counts nothing.
    public boolean shut(long nowNanos) {
        return !serving.getAsBoolean() || full() || door.shut(nowNanos);
    }

    /// Turns a handshake away if no other could be let in either, before it is known whose it is.
    ///
    /// @return 0, or the milliseconds until it should try again
    public long refuseIfShut(long nowNanos) {
        if (!serving.getAsBoolean()) {
            return refused(Refusal.STAGE, door.refuse(nowNanos));
        }
        if (full()) {
            return refused(Refusal.FULL, jittered(FULL_RETRY_MILLIS));
        }
        long wait = door.refuseIfShut(nowNanos);
        return wait == 0 ? 0 : refused(Refusal.RATE, wait);
    }

    /// Lets a handshake in, if the node takes any. The address comes first: who comes too often takes nobody else's
    /// place.
    ///
    /// @return 0 if this address may connect, otherwise the milliseconds until it should try again
    public long admit(String address, long nowNanos) {
        if (!serving.getAsBoolean()) {
            return refused(Refusal.STAGE, door.refuse(nowNanos));
        }
        if (full()) {
            return refused(Refusal.FULL, jittered(FULL_RETRY_MILLIS));
        }
        TokenBucket bucket = buckets.get(
                address,
                _ -> new TokenBucket(limits.connectsPerSecondPerAddress(), limits.connectBurstPerAddress(), nowNanos));
        long wait;
        synchronized (bucket) {
            wait = bucket.take(nowNanos);
        }
        if (wait > 0) {
            return refused(Refusal.ADDRESS, jittered(wait));
        }
        wait = door.enter(nowNanos);
        return wait == 0 ? 0 : refused(Refusal.RATE, wait);
    }

    /// Turns somebody away who is in already, and has said hello.
    ///
    /// @return the milliseconds until they should try again
    public long refuseHello(long nowNanos) {
        return refused(Refusal.HELLO, door.refuse(nowNanos));
    }

    /// The same, if so many sessions are about to open that those who were let in one by one cannot be meant: sockets
    /// were kept without a hello, and now say it together.
    ///
    /// @return 0, or the milliseconds until they should try again
    public long refuseHelloIfCrowded(long nowNanos) {
        long wait = door.refuseIfCrowded(nowNanos);
        return wait == 0 ? 0 : refused(Refusal.HELLO, wait);
    }

    private boolean full() {
        return connections.getAsInt() >= maxConnections;
    }

    private long refused(Refusal reason, long waitMillis) {
        counters.refused(reason);
        return waitMillis;
    }

    /// Half as much again, so that those who were turned away together do not come back together.
    private static long jittered(long waitMillis) {
        return waitMillis + ThreadLocalRandom.current().nextLong(waitMillis / 2 + 1);
    }

    /// Counts a handshake that was refused elsewhere.
    public void refused(Refusal reason) {
        counters.refused(reason);
    }

    /// Somebody who was let in has said hello; [#openingEnded] must follow.
    public void openingBegan() {
        door.openingBegan();
    }

    /// That session is open, or will not be.
    public void openingEnded(long tookNanos) {
        door.openingEnded(tookNanos);
    }

    /// An event loop found itself so late.
    public void lagged(long lateNanos, long nowNanos) {
        door.lagged(lateNanos, nowNanos);
    }

    /// Handshakes a second that are let in at present.
    public double perSecond() {
        return door.perSecond();
    }

    /// Handshakes that could be let in within the next second, as other nodes are told.
    public int room() {
        int free = maxConnections - connections.getAsInt();
        return Math.clamp(free, 0, Math.max(1, (int) door.perSecond()));
    }

    /// Sessions that have said hello and are not welcomed yet.
    public int opening() {
        return door.opening();
    }

    /// How late the event loops were at worst lately.
    public long lagNanos() {
        return door.lagNanos();
    }

    public int maxConnections() {
        return maxConnections;
    }

    public AdmissionCounters counters() {
        return counters;
    }
}
