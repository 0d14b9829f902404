package chat.carillon.core.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The newest so many things. Thread-safe without locks: adding is one increment and one store.
final class Ring<T> {
    private final AtomicReferenceArray<@Nullable T> slots;
    private final AtomicLong added = new AtomicLong();
    private final int mask;

    /// @param capacity a power of two
    Ring(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity: %d (expected: a power of two)".formatted(capacity));
        }
        slots = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    void add(T one) {
        slots.setRelease((int) added.getAndIncrement() & mask, one);
    }

    /// Whether anything was pushed out already.
    boolean isFull() {
        return added.get() > mask;
    }

    /// Shows what is there, about the oldest first. What is added meanwhile may be shown or not.
    void forEach(Consumer<? super T> to) {
        long end = added.get();
        for (long i = Math.max(0, end - slots.length()); i < end; i++) {
            T one = slots.getAcquire((int) i & mask);
            if (one != null) {
                to.accept(one);
            }
        }
    }
}
