package chat.carillon.services.postgres;

import chat.carillon.services.process.Commands;
import chat.carillon.services.process.LocalServer;
import chat.carillon.services.process.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL on this machine, which listens on a loopback port and asks for no password. Its
/// port stays the same over all its lives. Confined to one thread at a time.
public final class PostgresServer implements LocalServer {
    /// The user who owns everything.
    public static final String USER = "carillon";

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration MAX_START = Duration.ofSeconds(60);
    private static final Duration MAX_STOP = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 20;

    /// Of `postmaster.pid`: the line that says how far the start has come.
    private static final int STATUS_LINE = 7;

    private final Path home;
    private final Path directory;
    private final Durability durability;
    private final int port;
    private final Thread endWithThisProcess = new Thread(this::kill, "end of PostgreSQL");
    private @Nullable Process process;

    /// What survives a crash of the machine.
    public enum Durability {
        /// All that was committed; as in production.
        FULL,
        /// Nothing; but a crash of the server alone loses nothing either. For tests that are many.
        NONE
    }

    private PostgresServer(Path home, Path directory, Durability durability, int port) {
        this.home = home;
        this.directory = directory;
        this.durability = durability;
        this.port = port;
    }

    /// Starts a server whose files are in `directory`; makes them if there are none.
    public static PostgresServer start(Path directory, Durability durability) throws IOException {
        return start(directory, durability, Ports.free());
    }

    /// As above, on this port.
    public static PostgresServer start(Path directory, Durability durability, int port) throws IOException {
        Path absolute = Files.createDirectories(directory).toRealPath();
        var server = new PostgresServer(PostgresBinaries.unpacked(), absolute, durability, port);
        if (!Files.exists(server.data().resolve("PG_VERSION"))) {
            server.initialise();
        }
        Runtime.getRuntime().addShutdownHook(server.endWithThisProcess);
        server.start();
        return server;
    }

    @Override
    public InetSocketAddress address() {
        return Ports.address(port);
    }

    /// For JDBC.
    public String url(String database) {
        return url(address(), database);
    }

    /// The same through another address, a proxy's for example.
    public static String url(InetSocketAddress address, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(address.getPort(), database, USER);
    }

    @Override
    public Path logFile() {
        return directory.resolve("postgres.log");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private void initialise() throws IOException {
        Commands.run(Commands.unprivileged(List.of(
                program("initdb"),
                "--pgdata=" + data(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions",
                "--no-sync")));
    }

    @Override
    public void start() throws IOException {
        if (isRunning()) {
            return;
        }
        long end = System.nanoTime() + MAX_START.toNanos();
        process = launch();
        while (!isReady()) {
            if (System.nanoTime() > end) {
                kill();
                throw new IOException(
                        "PostgreSQL does not start within %d s; see %s".formatted(MAX_START.toSeconds(), logFile()));
            }
            pause(LOOK_EVERY_MILLIS);
            if (!isRunning()) {
                // The memory of its former life may still be in use by a process that is about to end.
                process = launch();
            }
        }
    }

    private Process launch() throws IOException {
        var command = new ArrayList<>(List.of(
                program("postgres"),
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "-h",
                "127.0.0.1",
                "-k",
                "",
                "-c",
                "max_connections=200"));
        if (durability == Durability.NONE) {
            command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
        }
        return new ProcessBuilder(Commands.unprivileged(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                .start();
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    private boolean isReady() throws IOException {
        List<String> lines = statusLines();
        return isRunning()
                && lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /// The server makes the file anew while it starts.
    private List<String> statusLines() throws IOException {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    public long pid() {
        return process == null ? 0 : process.pid();
    }

    /// Ends it in order: what runs is rolled back, what was committed is written.
    @Override
    public void stop() throws IOException {
        signal("INT");
    }

    /// Ends it at once, as `pg_ctl stop -m immediate` does; the next start recovers.
    public void stopAtOnce() throws IOException {
        signal("QUIT");
    }

    private void signal(String name) throws IOException {
        if (process == null || !process.isAlive()) {
            return;
        }
        Commands.run(List.of("sh", "-c", "kill -%s %d".formatted(name, process.pid())));
        awaitEnd(process);
    }

    private static void awaitEnd(Process process) throws IOException {
        try {
            if (!process.waitFor(MAX_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("PostgreSQL does not end within %d s".formatted(MAX_STOP.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL ends", e);
        }
    }

    /// Kills it and all its processes, as a crash of the machine would.
    @Override
    public void kill() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().orTimeout(MAX_STOP.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    @Override
    public void freeze() throws IOException {
        signalAll("STOP");
    }

    @Override
    public void thaw() throws IOException {
        signalAll("CONT");
    }

    private void signalAll(String name) throws IOException {
        if (process != null) {
            var command = new StringBuilder("kill -%s %d".formatted(name, process.pid()));
            process.descendants().forEach(child -> command.append(' ').append(child.pid()));
            // One that has ended meanwhile is no failure.
            Commands.run(List.of("sh", "-c", command + " || true"));
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL starts", e);
        }
    }

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
