package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.chaos.Fault;
import chat.carillon.loadtest.chaos.Fault.Scope;
import org.HdrHistogram.Histogram;

/// A stretch of the run in which one thing was broken, until all of it was made good, or nothing was. Confined to one
/// thread after the run.
final class Phase {
    private static final long MAX_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;

    private final String kind;
    private final boolean promised;
    private final Histogram sent = new Histogram(MAX_NANOS, DIGITS);
    private final Histogram seen = new Histogram(MAX_NANOS, DIGITS);
    private volatile long recoveryNanos = -1;

    private Phase(String kind, boolean promised) {
        this.kind = kind;
        this.promised = promised;
    }

    static Phase health() {
        return new Phase("health", true);
    }

    /// Before the code is compiled, nothing is promised.
    static Phase warmUp() {
        return new Phase("warm-up", false);
    }

    static Phase of(Fault fault) {
        return new Phase(fault.kind(), fault.scope() == Scope.NOBODY);
    }

    String kind() {
        return kind;
    }

    /// Whether members must have everything in time.
    boolean promised() {
        return promised;
    }

    void recovered(long nanos) {
        recoveryNanos = nanos;
    }

    /// From the end of the fault until everybody had everything; negative if that does not apply.
    long recoveryNanos() {
        return recoveryNanos;
    }

    void addSent(long nanos) {
        sent.recordValue(Math.clamp(nanos, 0, MAX_NANOS));
    }

    void addSeen(long nanos) {
        seen.recordValue(Math.clamp(nanos, 0, MAX_NANOS));
    }

    Histogram sent() {
        return sent;
    }

    Histogram seen() {
        return seen;
    }
}
