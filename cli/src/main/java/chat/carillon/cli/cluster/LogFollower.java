package chat.carillon.cli.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Prints what a program adds to its log, each line with the program's name before it. A thread of its own.
final class LogFollower implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final String name;
    private final BufferedReader log;
    private final PrintStream out;
    private volatile boolean closed;

    private LogFollower(String name, BufferedReader log, PrintStream out) {
        this.name = name;
        this.log = log;
        this.out = out;
    }

    /// Follows a log from its end on.
    static LogFollower start(String name, Path file, PrintStream out) throws IOException {
        BufferedReader log = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        var _ = log.skip(Files.size(file));
        var follower = new LogFollower(name, log, out);
        Thread.ofVirtual().name("log of " + name).start(follower::follow);
        return follower;
    }

    private void follow() {
        try (log) {
            while (!closed) {
                String line = log.readLine();
                if (line == null) {
                    LockSupport.parkNanos(LOOK_EVERY.toNanos());
                } else {
                    out.println(name + "  " + line);
                }
            }
        } catch (IOException e) {
            out.println("%s  its log cannot be read: %s".formatted(name, e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
