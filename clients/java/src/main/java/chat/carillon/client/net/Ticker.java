package chat.carillon.client.net;

import java.time.Duration;

/// Time as the client sees it.
public interface Ticker {

    /// Monotonic, only good for differences.
    long nanos();

    /// The clock on the wall, in milliseconds since 1970 UTC.
    long wallMillis();

    /// Runs the task after the delay, on a thread that must not be kept.
    Timer after(Duration delay, Runnable task);

    /// A task that waits for its time.
    interface Timer {
        /// Too late is no error.
        void cancel();
    }
}
