package chat.carillon.backend.sqlite.db;

import chat.carillon.backend.column.StoreMarks;
import chat.carillon.core.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/// Copies a store into one file, also while a server works on it.
///
/// The copy has no epoch: the store that is opened on it gets one of its own. Clients that know more than the copy
/// are so told to start anew, however much is appended after a restore, and nobody has to think of it.
public final class Backup {
    private static final List<String> PRAGMAS = List.of("busy_timeout = 5000", "temp_store = MEMORY");

    private Backup() {}

    /// Blocks until the copy is on the disk. It holds what was durable when this was called, or later.
    ///
    /// @param directory a store's
    /// @param target a file that does not exist; only this process's user may read it
    /// @throws StoreUnavailableException if there is no store, or the copy cannot be written
    public static void write(Path directory, Path target) {
        Path source = directory.resolve(Database.NAME);
        if (!Files.isRegularFile(source)) {
            throw new StoreUnavailableException(
                    "there is no store in %s (expected: a data directory)".formatted(directory.toAbsolutePath()), null);
        }
        try {
            DataDirectory.createPrivate(target);
        } catch (FileAlreadyExistsException e) {
            throw new StoreUnavailableException("%s exists already (expected: a new file)".formatted(target), e);
        } catch (IOException e) {
            throw failed(target, e);
        }
        try {
            copy(source, target);
        } catch (SQLException | IOException e) {
            discard(target);
            throw failed(target, e);
        }
    }

    private static void copy(Path source, Path target) throws SQLException, IOException {
        try (Session session = Session.open(source, PRAGMAS)) {
            session.query("VACUUM INTO ?")
                    .bind(target.toAbsolutePath().toString())
                    .update();
        }
        try (Session session = Session.open(target, PRAGMAS)) {
            session.execute("DELETE FROM meta WHERE name = '" + StoreMarks.EPOCH + "'");
        }
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void discard(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private static StoreUnavailableException failed(Path target, Exception cause) {
        return new StoreUnavailableException(
                "the copy %s cannot be written: %s".formatted(target, cause.getMessage()), cause);
    }
}
