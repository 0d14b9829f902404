package chat.carillon.backend.sqlite.db;

import chat.carillon.backend.column.StoreMarks;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file `carillon.db`: checked, migrated, and its connections with the settings that the store
/// relies on.
public final class Database {
    private static final Logger log = LoggerFactory.getLogger(Database.class);

    public static final String NAME = "carillon.db";

    /// A large file is checked as far as this time goes.
    private static final Duration MAX_CHECK = Duration.ofSeconds(3);

    private static final List<String> COMMON = List.of(
            // Only a checkpoint can be in the way, and only for moments.
            "busy_timeout = 5000", "temp_store = MEMORY");

    private static final List<String> WRITING = List.of(
            "journal_mode = WAL",
            // A commit returns when the log is on the disk; NORMAL would lose the last commits with the power.
            "synchronous = FULL",
            // The Checkpointer does it, off the append path.
            "wal_autocheckpoint = 0",
            // After a burst the log's file shrinks to this when it starts again; within it, it is overwritten in
            // place, which is the fastest thing to flush.
            "journal_size_limit = 67108864",
            // What was deleted is overwritten.
            "secure_delete = ON",
            "cache_size = -65536");

    private static final List<String> READING = List.of("query_only = ON", "cache_size = -16384");

    private final Path file;

    private Database(Path file) {
        this.file = file;
    }

    /// Opens the file, which is made if there is none; brings its schema up to date and looks for
    /// damage.
    ///
    /// @throws StoreUnavailableException if it is damaged, of a newer version, or cannot be used
    public static Database open(DataDirectory directory, Time time) {
        var database = new Database(directory.file(NAME));
        try {
            directory.createPrivate(NAME);
            try (Session session = database.writing()) {
                database.check(session, time);
                Migrations.run(database.file, session);
            }
            return database;
        } catch (SQLException e) {
            throw Failures.isDamage(e) ? database.damaged(String.valueOf(e.getMessage()), e) : database.unusable(e);
        } catch (IOException e) {
            throw database.unusable(e);
        }
    }

    private StoreUnavailableException unusable(Exception cause) {
        return new StoreUnavailableException("%s cannot be used: %s".formatted(file, cause.getMessage()), cause);
    }

    private StoreUnavailableException damaged(String how, @Nullable Throwable cause) {
        return new StoreUnavailableException(
                "%s is damaged (%s): restore it from a backup, or move it away to start anew".formatted(file, how),
                cause);
    }

    /// Looks through the file for damage, as long as the time allows.
    private void check(Session session, Time time) throws SQLException {
        Query check = session.query("PRAGMA quick_check(1)");
        try (var _ = new Deadline(time, MAX_CHECK, check)) {
            String found = check.first(row -> row.getString(1)).orElse("no answer");
            if (!found.equals("ok")) {
                throw damaged(found, null);
            }
        } catch (SQLException e) {
            if (!Failures.isInterrupted(e)) {
                throw e;
            }
            log.info("no damage found in the first {} s of looking", MAX_CHECK.toSeconds());
        }
    }

    /// A connection that may write; without automatic checkpoints.
    public Session writing() throws SQLException {
        return Session.open(file, concat(COMMON, WRITING));
    }

    /// A connection with the same settings to another file, for measuring what these cost.
    public static Session measuring(Path file) throws SQLException {
        return new Database(file).writing();
    }

    /// A connection that only reads.
    public Session reading() throws SQLException {
        return Session.open(file, concat(COMMON, READING));
    }

    private static List<String> concat(List<String> one, List<String> other) {
        var both = new ArrayList<String>(one);
        both.addAll(other);
        return both;
    }

    /// The incarnation of the content, made with the file; a [Backup] has none until it is opened.
    ///
    /// @throws StoreUnavailableException if no server may use the store
    public String epoch(Writer writer) {
        return writer.write(session -> {
            StoreMarks.requireServable(
                    session.query("SELECT name FROM meta").list(row -> row.getString(1)),
                    "the store in " + file.getParent());
            session.query("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .bind(StoreMarks.EPOCH)
                    .bind(UUID.randomUUID().toString())
                    .update();
            return session.query("SELECT value FROM meta WHERE name = ?")
                    .bind(StoreMarks.EPOCH)
                    .first(row -> row.getString(1))
                    .orElseThrow();
        });
    }
}
