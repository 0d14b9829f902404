package chat.carillon.core.operator;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.ToLongFunction;

/// The samples of the last minutes, one a second. Thread-safe because its methods hold its monitor.
public final class SampleRing {
    /// Ten minutes; about 60 KiB.
    public static final int CAPACITY = 600;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>(CAPACITY);

    public synchronized void add(Sample sample) {
        if (samples.size() == CAPACITY) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /// The newest so many, the oldest of them first.
    public synchronized List<Sample> latest(int count) {
        return samples.stream().skip(Math.max(0, samples.size() - count)).toList();
    }

    /// The mean over the newest so many; 0 where there is none.
    public long mean(int count, ToLongFunction<Sample> value) {
        return Math.round(latest(count).stream().mapToLong(value).average().orElse(0));
    }
}
