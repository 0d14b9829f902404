package chat.carillon.client;

import chat.carillon.model.ClientMessageId;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Makes keys of messages: UUIDs of version 7 (RFC 9562), which begin with the time.
///
/// Keys of one sender grow with time, so the store's unique index of them is written at one place, not all over.
/// Within a millisecond, and while the clock stands or goes back, a counter of 12 bits keeps them growing.
/// Thread-safe.
public final class ClientMessageIds {
    private static final ClientMessageIds OWN = new ClientMessageIds(System::currentTimeMillis, new SecureRandom());

    private static final int COUNTER_BITS = 12;
    private static final long MAX_TIME = (1L << 48) - 1;
    private static final long VERSION_7 = 7L << COUNTER_BITS;
    private static final long VARIANT = 1L << 63;
    private static final long RANDOM_MASK = (1L << 62) - 1;

    private final LongSupplier clockMillis;
    private final RandomGenerator random;

    /// Time and counter of the last key, guarded by this object's lock.
    private long last;

    ClientMessageIds(LongSupplier clockMillis, RandomGenerator random) {
        this.clockMillis = clockMillis;
        this.random = random;
    }

    /// A key that no other message has, greater than all that this process made before.
    public static ClientMessageId fresh() {
        return OWN.next();
    }

    synchronized ClientMessageId next() {
        long now = Math.clamp(clockMillis.getAsLong(), 0, MAX_TIME) << COUNTER_BITS;
        last = Math.max(now, last + 1);
        long timeAndVersion = (last >>> COUNTER_BITS) << 16 | VERSION_7 | last & ((1 << COUNTER_BITS) - 1);
        return new ClientMessageId(new UUID(timeAndVersion, VARIANT | random.nextLong() & RANDOM_MASK).toString());
    }
}
