package chat.carillon.loadtest.process;

import chat.carillon.loadtest.machine.Cores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Carillon server as a child process: `carillon serve` of this class path, started as `./carillon` starts it.
///
/// Thread-safe: starting, killing and closing hold this object's lock.
public final class ServerProcess implements AutoCloseable {
    private static final String MAIN_CLASS = "chat.carillon.cli.CarillonMain";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int SECRET_BYTES = 32;
    private static final int LOG_LINES = 15;

    private final Cores cores;
    private final ServerOptions options;
    private final Path logFile;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    private ServerProcess(Cores cores, ServerOptions options, Path logFile) throws IOException {
        this.cores = cores;
        this.options = options;
        this.logFile = logFile;
        this.process = launch();
    }

    /// Starts it, and waits until `/readyz` says that it serves.
    public static ServerProcess start(Cores cores, ServerOptions options, Path logFile) throws IOException {
        ServerProcess server = new ServerProcess(cores, options, logFile);
        server.awaitReady();
        return server;
    }

    /// A loopback port that nobody listens on now.
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// A secret for tokens that nobody else knows.
    public static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + options.port());
    }

    public ServerOptions options() {
        return options;
    }

    public synchronized long pid() {
        return process.pid();
    }

    /// Ends the process with SIGKILL, in the middle of whatever it does, and starts another on the same data and port.
    public synchronized void killAndRestart() throws IOException {
        kill();
        restart();
    }

    /// Ends the process with SIGKILL, in the middle of whatever it does.
    public synchronized void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Has the process end in order: it asks its clients to go first.
    ///
    /// @return its exit code
    public synchronized int stop() throws IOException {
        process.destroy();
        if (!ended(STOP_TIMEOUT)) {
            kill();
        }
        return process.exitValue();
    }

    /// Starts another on the same data and port, and waits until it serves.
    public synchronized void restart() throws IOException {
        process = launch();
        awaitReady();
    }

    /// Stops the process where it is: its sockets stay, nothing is answered.
    public synchronized void freeze() throws IOException {
        signal("-STOP");
    }

    /// Lets it go on after [#freeze].
    public synchronized void thaw() throws IOException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("kill %s %d ended with %d".formatted(signal, process.pid(), kill.exitValue()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean ended(Duration timeout) throws IOException {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Process launch() throws IOException {
        List<String> arguments = List.of(
                "serve",
                "--port",
                Integer.toString(options.port()),
                "--data",
                options.data().toString());
        ChildJvm jvm = new ChildJvm(MAIN_CLASS, List.of(), arguments, options.environment(), logFile);
        return jvm.startLogging(cores, cores.server());
    }

    private synchronized void awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!ready()) {
            if (!process.isAlive()) {
                throw new IOException(
                        "The server ended with %d before it served.%n%s".formatted(process.exitValue(), endOfLog()));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "The server did not serve within %d s.%n%s".formatted(START_TIMEOUT.toSeconds(), endOfLog()));
            }
        }
    }

    /// Whether it serves, and `/readyz` says so in words that hold these. Blocks for a moment.
    public boolean says(String part) {
        HttpRequest request = HttpRequest.newBuilder(uri().resolve("/readyz"))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains(part);
        } catch (IOException e) {
            // It does not listen, or does not answer.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean ready() throws IOException {
        if (says("")) {
            return true;
        }
        // Lets a little time pass, unless the process ends first.
        boolean _ = ended(POLL);
        return false;
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(logFile);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    @Override
    public synchronized void close() {
        try {
            int _ = stop();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        http.close();
    }
}
