package chat.carillon.loadtest.bench.idle;

import java.io.IOException;
import java.time.Duration;

/// Waits until a server has finished what it does after the last request: markers that wait for the store, and what
/// is told of them.
final class Rest {
    /// Of a crowd of any size it is told at least so often how many have come how far.
    static final Duration QUIET = Duration.ofSeconds(12);

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private Rest() {}

    /// What a server still has to do: 0 for nothing.
    @FunctionalInterface
    interface Work {
        double left() throws IOException;
    }

    /// @param pause waits for so long
    /// @return how long it took until there was nothing to do for [#QUIET]; [#PATIENCE] if that never came
    static Duration until(Work work, Pause pause) throws IOException {
        Duration quiet = Duration.ZERO;
        Duration waited = Duration.ZERO;
        while (quiet.compareTo(QUIET) < 0 && waited.compareTo(PATIENCE) < 0) {
            pause.of(LOOK_EVERY);
            waited = waited.plus(LOOK_EVERY);
            quiet = work.left() == 0 ? quiet.plus(LOOK_EVERY) : Duration.ZERO;
        }
        return waited;
    }

    /// Lets time pass.
    @FunctionalInterface
    interface Pause {
        void of(Duration duration);
    }
}
