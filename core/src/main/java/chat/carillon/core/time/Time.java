package chat.carillon.core.time;

import java.time.Duration;

/// The clock and the timer of a node; a simulation gives its own. Thread-safe.
public interface Time {

    /// Milliseconds since 1970 UTC. May jump; for the eye only.
    long wallMillis();

    /// Nanoseconds from an arbitrary origin; never goes back.
    long monotonicNanos();

    /// Runs `task` once after `delay`, on the node's timer thread: the task must not block.
    Timer after(Duration delay, Runnable task);

    /// A task that waits for its time.
    interface Timer {
        /// Does nothing if it has run or been cancelled.
        void cancel();
    }
}
