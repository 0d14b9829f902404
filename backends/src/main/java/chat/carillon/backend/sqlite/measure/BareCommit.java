package chat.carillon.backend.sqlite.measure;

import chat.carillon.backend.sqlite.db.DataDirectory;
import chat.carillon.backend.sqlite.db.Database;
import chat.carillon.backend.sqlite.db.Failures;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.time.Time;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/// The least that a durable write costs on this disk: transactions of one row in one table, with
/// the settings of the store. No lone message can be sent faster. Confined to one thread.
public final class BareCommit {
    private static final String FILE = "bare-commit.db";

    /// As long as an entry's row.
    private static final int ROW_CHARS = 200;

    /// So that the log is overwritten in place, as the store's is.
    private static final int COMMITS_PER_CHECKPOINT = 4_000;

    private BareCommit() {}

    /// @param directory on the file system to be measured, used by nobody else
    public static CommitTimes measure(Path directory, Time time, Duration duration) {
        try (DataDirectory data = DataDirectory.take(directory);
                Session session = Database.measuring(data.file(FILE))) {
            session.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
            return measure(session, time, duration);
        } catch (SQLException e) {
            throw Failures.unavailable("cannot measure a bare commit", e);
        }
    }

    private static CommitTimes measure(Session session, Time time, Duration duration) throws SQLException {
        String text = "x".repeat(ROW_CHARS);
        long start = time.monotonicNanos();
        long end = start + duration.toNanos();
        var recorder = new CommitTimes.Recorder(start);
        long now = start;
        for (int commits = 1; now < end; commits++) {
            long begin = time.monotonicNanos();
            session.query("BEGIN IMMEDIATE").update();
            session.query("INSERT INTO bare (text) VALUES (?)").bind(text).update();
            session.query("COMMIT").update();
            now = time.monotonicNanos();
            recorder.add(now - begin, 1);
            if (commits % COMMITS_PER_CHECKPOINT == 0) {
                session.execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
        }
        return recorder.finish(now);
    }
}
