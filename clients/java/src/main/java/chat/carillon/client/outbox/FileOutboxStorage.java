package chat.carillon.client.outbox;

import chat.carillon.model.ClientMessageId;
import chat.carillon.protocol.ClientFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Keeps unanswered writes in a file, so that they survive the end of the process.
///
/// The file is a journal of lines, see [OutboxLine]: added to and forced to the disk before [#add] returns, written
/// anew without what was removed when that has become most of it. A line that a crash has cut off is dropped: its
/// [#add] never returned. A second process on the same file is refused. Confined to one thread at a time.
public final class FileOutboxStorage implements OutboxStorage {
    /// Removed writes that may stand in the file before it is written anew.
    private static final int MAX_REMOVED = 1_000;

    private final Path file;
    private final FileChannel lockChannel;
    private final Map<ClientMessageId, ClientFrame.Write> kept = new LinkedHashMap<>();
    private FileChannel journal;
    private int removed;

    private FileOutboxStorage(Path file, FileChannel lockChannel) throws IOException {
        this.file = file;
        this.lockChannel = lockChannel;
        read();
        this.journal = rewrite();
    }

    /// Opens the file, or makes it. Beside it stands `NAME.lock`.
    ///
    /// @throws OutboxStorageException if it cannot be read or written, or another process uses it
    public static FileOutboxStorage open(Path file) {
        try {
            Path path = file.toAbsolutePath();
            Files.createDirectories(Objects.requireNonNull(path.getParent(), "a file has a parent"));
            FileChannel channel = FileChannel.open(
                    path.resolveSibling(path.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new IOException("another client uses it");
            }
            return new FileOutboxStorage(path, channel);
        } catch (IOException e) {
            throw new OutboxStorageException("outbox " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
            switch (OutboxLine.read(line)) {
                case OutboxLine.Added(var id, var write) -> kept.put(id, write);
                case OutboxLine.Removed(var id) -> kept.remove(id);
                case OutboxLine.Broken _ -> {}
            }
        }
    }

    /// Writes what is kept into a new file and puts it in the old one's place, all or nothing.
    private FileChannel rewrite() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            for (ClientFrame.Write write : kept.values()) {
                append(channel, OutboxLine.added(write));
            }
            channel.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        removed = 0;
        return channel;
    }

    /// Makes the new name durable; Windows does it by itself and opens no folders.
    private void forceFolder() throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "a file has a parent");
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public List<ClientFrame.Write> load() {
        return List.copyOf(kept.values());
    }

    @Override
    public void add(ClientFrame.Write write) {
        ClientMessageId id = Objects.requireNonNull(write.clientMessageId(), "a write needs a clientMessageId");
        try {
            long end = journal.position();
            try {
                append(journal, OutboxLine.added(write));
                journal.force(false);
            } catch (IOException e) {
                takeBack(end);
                throw e;
            }
            kept.put(id, write);
        } catch (IOException e) {
            throw new OutboxStorageException("outbox " + file + ": " + e.getMessage(), e);
        }
    }

    /// Half a line must not spoil the next one; where even that fails, reading drops both.
    private void takeBack(long end) throws IOException {
        journal.truncate(end);
        journal.position(end);
    }

    @Override
    public void remove(ClientMessageId id) {
        if (kept.remove(id) == null) {
            return;
        }
        try {
            append(journal, OutboxLine.removed(id));
            removed++;
            if (removed >= MAX_REMOVED && removed > kept.size()) {
                FileChannel old = journal;
                journal = rewrite();
                old.close();
            }
        } catch (IOException e) {
            throw new OutboxStorageException("outbox " + file + ": " + e.getMessage(), e);
        }
    }

    private static void append(FileChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            journal.close();
            lockChannel.close();
        } catch (IOException e) {
            throw new OutboxStorageException("outbox " + file + ": " + e.getMessage(), e);
        }
    }
}
