package chat.carillon.loadtest.bench.cluster;

import chat.carillon.loadtest.cluster.LocalCluster;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/// Measures what a message passes, each hop alone, one at a time.
///
/// Implemented by who knows databases and brokers; a load test knows none.
@FunctionalInterface
public interface HopYardstick {
    /// In nanoseconds.
    ///
    /// @param append of one message by the store, from the call to the durable commit
    /// @param lookup of who is connected where
    /// @param broker from handing a record to the broker until another node has it
    record Hops(Histogram append, Histogram lookup, Histogram broker) {}

    /// @param cluster whose database and first broker are measured
    /// @param times each hop
    Hops measure(LocalCluster cluster, int times) throws IOException;
}
