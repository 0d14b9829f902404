package chat.carillon.cli.load;

import chat.carillon.backend.postgres.measure.BareInserts;
import chat.carillon.loadtest.bench.append.StoreYardstick.Load;
import chat.carillon.loadtest.bench.append.StoreYardstick.Place;
import chat.carillon.loadtest.bench.append.StoreYardstick.Throughput;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/// Inserts into the PostgreSQL that the whole path uses, and does nothing else.
final class PostgresYardstick {
    private static final int HISTOGRAM_DIGITS = 3;

    private PostgresYardstick() {}

    static Throughput measure(Load load, Place.Database place) throws IOException {
        var commits = new ConcurrentHistogram(HISTOGRAM_DIGITS);
        var inserts = new BareInserts.Load(
                place.url(), place.connections(), load.batchEntries(), load.warmUp(), load.duration());
        double perSecond = BareInserts.perSecond(inserts, commits::recordValue);
        double seconds = (double) load.duration().toNanos() / TimeUnit.SECONDS.toNanos(1);
        return new Throughput(Math.round(perSecond * seconds), seconds, commits);
    }
}
