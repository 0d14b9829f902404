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
    /// Where to append.
    sealed interface Place {
        /// An empty directory, for a new store.
        record Files(Path directory) implements Place {}

        /// A database that a server has appended to already.
        ///
        /// @param url of JDBC
        /// @param connections that commit at a time
        record Database(String url, int connections) implements Place {}
    }

    /// What to append.
    ///
    /// @param place where
    /// @param batchEntries messages of one commit
    /// @param conversations that take turns
    /// @param textChars length of a message
    /// @param warmUp appended before anything is counted: a new store's files grow at first, which costs more
    record Load(Place place, int batchEntries, int conversations, int textChars, Duration warmUp, Duration duration) {}

    /// What the store did.
    ///
    /// @param commits latency of each commit, in nanoseconds
    record Throughput(long entries, double seconds, Histogram commits) {
        double perSecond() {
            return entries / seconds;
        }
    }

    /// Opens a store, appends for so long with one commit after the other on each connection, closes it.
    Throughput measure(Load load) throws IOException;
}
