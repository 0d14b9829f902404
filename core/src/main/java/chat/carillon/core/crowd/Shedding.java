package chat.carillon.core.crowd;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Which ephemeral kinds a node gives up, by its strain: typing first, then presence, then receipts, never messages.
///
/// It gives up at once what the strain asks for, and takes up again one kind after the other, each after a while
/// in which the strain stayed below half of what made it give the kind up: so it does not flutter. Pure: the caller
/// tells the time. Thread-safe: guarded by this object's lock, the level is read without it.
public final class Shedding {
    /// What makes it give up one kind, two, and all three. An event loop that is 100 ms late makes every message
    /// late by as much; one that is a second late is where members notice.
    private static final List<Strain> BOUNDS = List.of(strain(100, 0.1), strain(300, 0.25), strain(1_000, 0.5));

    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final double CALM_SHARE = 0.5;

    private volatile int level;
    private long strainedNanos;

    private static Strain strain(long lagMillis, double backlog) {
        return new Strain(TimeUnit.MILLISECONDS.toNanos(lagMillis), backlog);
    }

    /// The strain is this now.
    synchronized void measured(Strain strain, long nowNanos) {
        int wanted = 0;
        while (wanted < BOUNDS.size() && strain.reaches(BOUNDS.get(wanted), 1)) {
            wanted++;
        }
        if (wanted >= level) {
            level = wanted;
            strainedNanos = nowNanos;
        } else if (strain.reaches(BOUNDS.get(level - 1), CALM_SHARE)) {
            strainedNanos = nowNanos;
        } else if (nowNanos - strainedNanos >= CALM_NANOS) {
            level--;
            strainedNanos = nowNanos;
        }
    }

    /// How many kinds are given up: 0 for none, 3 for all.
    public int level() {
        return level;
    }

    boolean sheds(EphemeralKind kind) {
        return kind.sheddingLevel() <= level;
    }
}
