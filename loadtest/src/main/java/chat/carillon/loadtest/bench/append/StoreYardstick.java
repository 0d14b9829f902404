package chat.carillon.loadtest.bench.append;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/// Appends to a store without sockets, sessions or members that are online: what the whole path is measured against.
///
/// Implemented by who knows a store; a load test knows none.
@FunctionalInterface
public interface StoreYardstick {
    /// What to append.
    ///
    /// @param directory empty, for a new store
    /// @param batchEntries messages of one commit
    /// @param conversations that take turns
    /// @param textChars length of a message
    /// @param warmUp appended before anything is counted: a new store's files grow at first, which costs more
    record Load(
            Path directory, int batchEntries, int conversations, int textChars, Duration warmUp, Duration duration) {}

    /// What the store did.
    ///
    /// @param commits latency of each commit, in nanoseconds
    record Throughput(long entries, double seconds, Histogram commits) {
        double perSecond() {
            return entries / seconds;
        }
    }

    /// Opens a store, appends for so long with one commit after the other, closes it.
    Throughput measure(Load load) throws IOException;
}
