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
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
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
        process.destroyForcibly();
        process.onExit().join();
        process = launch();
        awaitReady();
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

    private boolean ready() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri().resolve("/readyz"))
                .timeout(START_TIMEOUT)
                .build();
        try {
            if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                return true;
            }
        } catch (IOException e) {
            // It does not listen yet.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return waited();
    }

    /// Lets a little time pass, unless the process ends first.
    ///
    /// @return false
    private boolean waited() throws IOException {
        try {
            boolean _ = process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(logFile);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    @Override
    public synchronized void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        http.close();
    }
}
