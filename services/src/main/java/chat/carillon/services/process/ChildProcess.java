package chat.carillon.services.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program that lives and dies several times, on one command and one log file. Ends with this process. Confined to
/// one thread at a time.
public final class ChildProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
    private static final Duration MAX_STOP = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 20;

    private final String name;
    private final Path logFile;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Thread endWithThisProcess;
    private @Nullable Process process;

    /// @param name of the program, for people
    /// @param logFile what it writes is added to it
    /// @param environment added to that of this process
    public ChildProcess(String name, Path logFile, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.logFile = logFile;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.endWithThisProcess = new Thread(this::kill, "end of " + name);
        Runtime.getRuntime().addShutdownHook(endWithThisProcess);
    }

    public Path logFile() {
        return logFile;
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// Starts it, unless it runs, and waits until it is ready.
    public void start(BooleanSupplier isReady, Duration within) throws IOException {
        if (isRunning()) {
            return;
        }
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        long end = System.nanoTime() + within.toNanos();
        while (!isReady.getAsBoolean()) {
            if (System.nanoTime() > end || !isRunning()) {
                kill();
                throw new IOException(
                        "%s does not start within %d s; see %s".formatted(name, within.toSeconds(), logFile));
            }
            pause();
        }
    }

    private void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while %s starts".formatted(name), e);
        }
    }

    /// Asks it to end, and waits until it did.
    public void stop() throws IOException {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(MAX_STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new IOException("%s does not end within %d s".formatted(name, MAX_STOP.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while %s ends".formatted(name), e);
        }
    }

    /// Ends it at once, as a crash would: connections break, nothing is said to anybody.
    public void kill() {
        if (process != null) {
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(MAX_STOP.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    /// Stops it where it is: connections stay, nothing is answered.
    public void freeze() throws IOException {
        signal("STOP");
    }

    /// Lets it go on after [#freeze].
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException {
        if (process == null) {
            return;
        }
        Process told = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        try {
            if (told.waitFor() != 0) {
                throw new IOException("%s cannot be sent %s".formatted(name, signal));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while %s is sent %s".formatted(name, signal), e);
        }
    }

    /// Kills it; its files stay.
    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(endWithThisProcess);
        } catch (IllegalStateException e) {
            log.debug("this process is ending: {}", e.getMessage());
        }
    }
}
