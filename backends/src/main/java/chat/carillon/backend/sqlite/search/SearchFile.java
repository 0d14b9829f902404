package chat.carillon.backend.sqlite.search;

import chat.carillon.backend.sqlite.db.DataDirectory;
import chat.carillon.backend.sqlite.db.Failures;
import chat.carillon.backend.sqlite.db.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file `search.db`. If it is damaged, of another version or of another store, it is made anew.
final class SearchFile {
    private static final Logger log = LoggerFactory.getLogger(SearchFile.class);

    private static final String NAME = "search.db";

    /// Left by a process that found the file damaged.
    private static final String DAMAGE_MARK = "search.damaged";

    /// Changed with the tables, and with what [chat.carillon.core.search.SearchTerms] makes of
    /// texts.
    private static final int VERSION = 1;

    /// Losing the last moments in a power failure is harmless: the index has cursors.
    private static final List<String> PRAGMAS = List.of(
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "secure_delete = ON",
            "cache_size = -16384",
            "busy_timeout = 5000");

    private static final List<String> SCHEMA = List.of(
            // Words are prepared by SearchTerms; the tokenizer only has to part them at spaces.
            "CREATE VIRTUAL TABLE words USING fts5 (terms, tokenize = 'unicode61 remove_diacritics 0')",
            // A deleted message's words leave the index at once, not when its pages happen to be merged.
            "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
            "CREATE TABLE document (id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE) STRICT",
            "CREATE TABLE position (conversation INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT",
            "CREATE TABLE origin (epoch TEXT NOT NULL) STRICT");

    private final DataDirectory directory;

    SearchFile(DataDirectory directory) {
        this.directory = directory;
    }

    Path path() {
        return directory.file(NAME);
    }

    /// Opens the index of the store with this epoch, empty if it has to be made.
    Session open(String epoch) {
        try {
            if (Files.exists(directory.file(DAMAGE_MARK))) {
                throw new StaleException("it was damaged");
            }
            if (Files.exists(path())) {
                return openExisting(epoch);
            }
            log.debug("the search index is made: there is none");
        } catch (StaleException e) {
            log.info("the search index is made anew: {}", e.getMessage());
        } catch (SQLException e) {
            log.warn("the search index is made anew: {}", e.getMessage());
        }
        try {
            delete();
            return create(epoch);
        } catch (SQLException e) {
            throw Failures.unavailable("cannot make the search index", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the search index", e);
        }
    }

    private Session openExisting(String epoch) throws SQLException, StaleException {
        Session session = Session.open(path(), PRAGMAS);
        try {
            if (session.query("PRAGMA user_version").number() != VERSION) {
                throw new StaleException("it has another version");
            }
            String found = session.query("SELECT epoch FROM origin")
                    .first(row -> row.getString(1))
                    .orElse("");
            if (!found.equals(epoch)) {
                throw new StaleException("it belongs to another store");
            }
            return session;
        } catch (SQLException | StaleException e) {
            session.close();
            throw e;
        }
    }

    private void delete() throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(directory.file(NAME + suffix));
        }
        Files.deleteIfExists(directory.file(DAMAGE_MARK));
    }

    private Session create(String epoch) throws SQLException, IOException {
        directory.createPrivate(NAME);
        Session session = Session.open(path(), PRAGMAS);
        try {
            session.execute("BEGIN");
            for (String statement : SCHEMA) {
                session.execute(statement);
            }
            session.query("INSERT INTO origin (epoch) VALUES (?)").bind(epoch).update();
            session.execute("PRAGMA user_version = " + VERSION);
            session.execute("COMMIT");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /// Has the next start make the index anew.
    void markDamaged() {
        try {
            Files.writeString(directory.file(DAMAGE_MARK), "");
        } catch (IOException e) {
            log.warn("cannot mark the search index as damaged: {}", e.getMessage());
        }
    }

    /// The index cannot be used as it is.
    private static final class StaleException extends Exception {
        StaleException(String message) {
            super(message);
        }
    }
}
