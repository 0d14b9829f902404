package chat.carillon.backend.postgres.measure;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// Bare inserts into PostgreSQL: rows that the server has written are read back, and inserted again with other seqs and
/// keys, into an empty table with the columns and indexes of theirs.
///
/// Each connection sends one prepared statement a batch, which is a transaction of its own: one round trip. Nothing is
/// locked, looked up or checked.
public final class BareInserts {
    private static final int MAX_SAMPLES = 4_096;

    private static final String FRESH =
            "DROP TABLE IF EXISTS bare_entry;" + "CREATE TABLE bare_entry (LIKE entry INCLUDING ALL)";
    private static final String SAMPLES =
            "SELECT conversation, sender, type, text, words::text FROM entry WHERE type = 'message' LIMIT "
                    + MAX_SAMPLES;
    private static final String INSERT = """
            INSERT INTO bare_entry (conversation, seq, ordinal, at_millis, sender, client_message_id, type, text, words)
            SELECT conversation, seq, seq, at_millis, sender, client_message_id, type, text, words::tsvector
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                AS e (conversation, seq, at_millis, sender, client_message_id, type, text, words)
            """;

    private final Load load;
    private final LongConsumer commits;
    private final List<Sample> samples;

    /// What all messages are numbered with: so new keys meet on one page of their index, as the server's do.
    private final AtomicLong numbers = new AtomicLong();

    private record Sample(String conversation, String sender, String type, String text, String words) {}

    private record Numbered(long number, Sample sample) {}

    /// What to insert where.
    ///
    /// @param url of a database that a store has appended to, as JDBC has it
    /// @param connections that commit at a time
    /// @param batchEntries rows of one commit
    /// @param warmUp inserted before anything is counted
    public record Load(String url, int connections, int batchEntries, Duration warmUp, Duration duration) {}

    private BareInserts(Load load, LongConsumer commits, List<Sample> samples) {
        this.load = load;
        this.commits = commits;
        this.samples = samples;
    }

    /// Inserts for so long.
    ///
    /// @param commits is told how many nanoseconds each commit took, by several threads
    /// @return rows a second
    public static double perSecond(Load load, LongConsumer commits) throws IOException {
        try (Connection connection = DriverManager.getConnection(load.url())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(FRESH);
            }
            return new BareInserts(load, commits, samples(connection)).perSecond();
        } catch (SQLException e) {
            throw new IOException("PostgreSQL takes no bare inserts: " + e.getMessage(), e);
        }
    }

    private static List<Sample> samples(Connection connection) throws SQLException {
        List<Sample> samples = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SAMPLES)) {
            while (row.next()) {
                samples.add(new Sample(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
            }
        }
        return samples;
    }

    private double perSecond() throws IOException {
        int connections = load.connections();
        List<Callable<Double>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int number = i;
            // A conversation belongs to one connection, as it does to one lane.
            List<Sample> own = samples.stream()
                    .filter(sample -> Math.floorMod(sample.conversation().hashCode(), connections) == number)
                    .toList();
            all.add(() -> insert(own.isEmpty() ? samples : own));
        }
        double perSecond = 0;
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (Future<Double> one : threads.invokeAll(all)) {
                perSecond += one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("PostgreSQL takes no bare inserts: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return perSecond;
    }

    private double insert(List<Sample> own) throws SQLException {
        try (Connection connection = DriverManager.getConnection(load.url());
                Statement setting = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            setting.execute("SET synchronous_commit = on");
            double _ = perSecond(insert, own, load.warmUp(), _ -> {});
            return perSecond(insert, own, load.duration(), commits);
        }
    }

    /// One batch after the other.
    private double perSecond(PreparedStatement insert, List<Sample> own, Duration duration, LongConsumer told)
            throws SQLException {
        long start = System.nanoTime();
        long entries = 0;
        long now = start;
        while (now - start < duration.toNanos()) {
            List<Numbered> batch = batch(own);
            long before = System.nanoTime();
            insert(insert, batch);
            now = System.nanoTime();
            told.accept(now - before);
            entries += batch.size();
        }
        return entries * 1e9 / (now - start);
    }

    private List<Numbered> batch(List<Sample> own) {
        List<Numbered> batch = new ArrayList<>(load.batchEntries());
        long first = numbers.getAndAdd(load.batchEntries());
        for (long number = first; number < first + load.batchEntries(); number++) {
            batch.add(new Numbered(number, own.get((int) (number % own.size()))));
        }
        return batch;
    }

    private static void insert(PreparedStatement insert, List<Numbered> batch) throws SQLException {
        Long[] millis = new Long[batch.size()];
        Arrays.fill(millis, System.currentTimeMillis());
        column(insert, 1, texts(batch, row -> row.sample().conversation()));
        column(insert, 2, batch.stream().map(Numbered::number).toArray(Long[]::new));
        column(insert, 3, millis);
        column(insert, 4, texts(batch, row -> row.sample().sender()));
        column(insert, 5, texts(batch, row -> "%012x".formatted(row.number())));
        column(insert, 6, texts(batch, row -> row.sample().type()));
        column(insert, 7, texts(batch, row -> row.sample().text()));
        column(insert, 8, texts(batch, row -> row.sample().words()));
        insert.executeUpdate();
    }

    private static String[] texts(List<Numbered> batch, Function<Numbered, String> column) {
        return batch.stream().map(column).toArray(String[]::new);
    }

    private static void column(PreparedStatement insert, int parameter, Object[] values) throws SQLException {
        String type = values instanceof Long[] ? "int8" : "text";
        insert.setArray(parameter, insert.getConnection().createArrayOf(type, values));
    }
}
