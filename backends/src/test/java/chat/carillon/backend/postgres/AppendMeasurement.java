package chat.carillon.backend.postgres;

import chat.carillon.backend.sqlite.measure.StoreThroughput;
import chat.carillon.core.time.SystemTime;
import chat.carillon.protocol.Limits;
import chat.carillon.services.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Appends beside bare inserts of the same rows, in batches of the same sizes, on the same server.
/// Run by hand; prints a table.
final class AppendMeasurement {
    private static final List<Integer> BATCHES = List.of(1, 16, 64, 256);
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final int LANES = 4;
    private static final String TEXT = "lorem ipsum dolor sit amet ".repeat(5);

    /// A log's columns and its two unique indexes; neither search nor anything else.
    private static final String BARE_TABLE = "CREATE TABLE bare (conversation text, seq bigint, ordinal bigint,"
            + " at_millis bigint, sender text, client_message_id text, type text, text text,"
            + " PRIMARY KEY (conversation, seq), UNIQUE (client_message_id, sender))";
    private static final String BARE_INSERT =
            "INSERT INTO bare SELECT ?, s, s, s, 'sender', 'key-' || ? || '-' || s, 'message', t"
                    + " FROM unnest(?, ?) AS k (s, t)";

    private final AtomicLong keys = new AtomicLong();

    private AppendMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("carillon-measure-");
        try (PostgresServer server = TestDatabase.startDurable(directory);
                var time = new SystemTime();
                PostgresStore store = PostgresStore.open(PostgresOptions.of(server.url("carillon")), Limits.DEFAULT)) {
            TestDatabase.execute(server.url("carillon"), BARE_TABLE);
            var measurement = new AppendMeasurement();
            System.out.println("| lanes | batch | appends, rows/s | bare inserts, rows/s | ratio |");
            for (int lanes : List.of(1, LANES)) {
                for (int batch : BATCHES) {
                    double bare = sum(lanes, lane -> measurement.bare(server.url("carillon"), lane, batch));
                    double appends = sum(
                            lanes,
                            lane -> new StoreThroughput(
                                            store, time, lanes + "-" + batch + "-" + lane, 10, 16, TEXT.length())
                                    .run(batch, EACH)
                                    .entriesPerSecond());
                    System.out.printf(
                            "| %d | %d | %.0f | %.0f | %.2f |%n", lanes, batch, appends, bare, appends / bare);
                }
            }
        }
    }

    /// One lane's rows a second.
    @FunctionalInterface
    private interface Lane {
        double run(int number) throws Exception;
    }

    private static double sum(int lanes, Lane lane) throws Exception {
        List<Callable<Double>> calls = IntStream.range(0, lanes)
                .mapToObj(number -> (Callable<Double>) () -> lane.run(number))
                .toList();
        double sum = 0;
        try (var threads = Executors.newFixedThreadPool(lanes)) {
            for (Future<Double> one : threads.invokeAll(calls)) {
                sum += one.get();
            }
        }
        return sum;
    }

    private double bare(String url, int lane, int batch) throws SQLException {
        String conversation = "bare-%d-%d".formatted(lane, keys.incrementAndGet());
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement(BARE_INSERT)) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            long rows = 0;
            while (System.nanoTime() - start < EACH.toNanos()) {
                var seqs = new Long[batch];
                Arrays.setAll(seqs, _ -> keys.incrementAndGet());
                var texts = new String[batch];
                Arrays.fill(texts, TEXT);
                Array seqArray = connection.createArrayOf("int8", seqs);
                insert.setString(1, conversation);
                insert.setString(2, conversation);
                insert.setArray(3, seqArray);
                insert.setArray(4, connection.createArrayOf("text", texts));
                insert.executeUpdate();
                connection.commit();
                rows += batch;
            }
            return rows * 1e9 / (System.nanoTime() - start);
        }
    }
}
