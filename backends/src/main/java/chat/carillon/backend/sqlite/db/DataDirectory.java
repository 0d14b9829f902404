package chat.carillon.backend.sqlite.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder that belongs to one process at a time, held by a lock on `carillon.lock` in it.
///
/// The operating system drops the lock when the process ends, however it ends; the file stays and
/// names the last process.
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "carillon.lock";

    /// Locks are the process's, not the channel's: closing any channel of the file would drop the
    /// lock of another store of this process. So a second store must not even open it.
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Makes the folder if there is none, and takes it.
    ///
    /// @throws StoreUnavailableException if another process has it, or if it cannot be made or
    ///     written
    public static DataDirectory take(Path directory) {
        try {
            Path path = Files.createDirectories(directory).toRealPath();
            if (!LOCKED_HERE.add(path)) {
                throw inUse(path, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return new DataDirectory(path, lock(path));
            } catch (IOException | RuntimeException e) {
                LOCKED_HERE.remove(path);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "the data directory %s cannot be used: %s".formatted(directory.toAbsolutePath(), e), e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(path, Files.readString(path.resolve(LOCK_FILE)).strip());
            }
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StoreUnavailableException inUse(Path path, String pid) {
        return new StoreUnavailableException(
                "the data directory %s is in use by process %s: stop that one, or choose another directory"
                        .formatted(path, pid),
                null);
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /// Makes an empty file that only this process's user may read, unless there is a file already.
    /// Databases hold what people say to each other, and hashes of passwords.
    public void createPrivate(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) {
            createPrivate(file);
        }
    }

    /// @throws java.nio.file.FileAlreadyExistsException if there is one
    static void createPrivate(Path file) throws IOException {
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(
                    file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreUnavailableException("cannot release " + path, e);
        } finally {
            LOCKED_HERE.remove(path);
        }
    }
}
