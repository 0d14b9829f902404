package chat.carillon.loadtest.report;

import java.io.PrintStream;
import java.time.Duration;

/// Progress as lines of text. Thread-safe: guarded by itself.
final class ProgressLines implements Progress {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private String phase = "";
    private long phaseStartNanos;
    private long lastNanos;

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void phase(String what) {
        phase = what;
        phaseStartNanos = System.nanoTime();
        lastNanos = phaseStartNanos;
        out.println(what);
    }

    @Override
    public synchronized void at(long done, long total) {
        long now = System.nanoTime();
        if (now - lastNanos < INTERVAL_NANOS || done <= 0) {
            return;
        }
        lastNanos = now;
        long leftSeconds = Math.round((now - phaseStartNanos) / 1e9 / done * Math.max(0, total - done));
        out.printf("  %s: %,d of %,d, about %d s left%n", phase, done, total, leftSeconds);
    }
}
