package chat.carillon.loadtest.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What went wrong, counted, and the first of it in words. Thread-safe: guarded by itself.
public final class Findings {
    private static final int MAX_DIFFERENCES = 20;

    private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    private final List<String> differences = new ArrayList<>();

    synchronized void add(Finding finding, String difference) {
        counts.merge(finding, 1L, Long::sum);
        if (differences.size() < MAX_DIFFERENCES) {
            differences.add(difference);
        }
    }

    /// Adds those of another part of the run.
    public synchronized void add(Findings others) {
        synchronized (others) {
            others.counts.forEach((finding, count) -> counts.merge(finding, count, Long::sum));
            others.differences.stream()
                    .limit(MAX_DIFFERENCES - differences.size())
                    .forEach(differences::add);
        }
    }

    public synchronized long count(Finding finding) {
        return counts.getOrDefault(finding, 0L);
    }

    /// Whether nothing went wrong.
    public synchronized boolean none() {
        return counts.isEmpty();
    }

    /// The first differences, in words, without what anyone wrote.
    public synchronized List<String> differences() {
        return List.copyOf(differences);
    }

    /// `lost 0, duplicated 0, out of order 0`, and `altered` where there is any.
    @Override
    public synchronized String toString() {
        String line = "lost %d, duplicated %d, out of order %d"
                .formatted(count(Finding.LOST), count(Finding.DUPLICATED), count(Finding.OUT_OF_ORDER));
        return count(Finding.ALTERED) == 0 ? line : line + ", altered " + count(Finding.ALTERED);
    }
}
