package chat.carillon.loadtest.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory for one run, deleted when it ends.
public final class Scratch implements AutoCloseable {
    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    /// Makes one among the system's temporary files.
    public static Scratch make(String name) throws IOException {
        return new Scratch(Files.createTempDirectory("carillon-" + name + "-"));
    }

    /// Where servers keep their data.
    public Path data() {
        return directory.resolve("data");
    }

    /// What child processes write to standard error and log.
    public Path log() {
        return directory.resolve("children.log");
    }

    /// Where a server's JVM notes when it stopped all threads.
    public Path stops() {
        return directory.resolve("stops.log");
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be deleted", e);
        }
    }
}
