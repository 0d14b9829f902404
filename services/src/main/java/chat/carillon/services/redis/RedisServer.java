package chat.carillon.services.redis;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Redis that keeps nothing on the disk and asks for no password. Its port stays the same over all its lives.
/// Confined to one thread at a time.
public final class RedisServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisServer.class);

    /// In the artefact of the tests, which holds programs of others.
    private static final String PROGRAM = "/redis-server-6.2.6-v5-linux-amd64";

    private static final Duration MAX_START = Duration.ofSeconds(30);
    private static final Duration MAX_STOP = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 200;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Path directory;
    private final int port;
    private final Thread endWithThisProcess = new Thread(this::kill, "end of Redis");
    private @Nullable Process process;

    private RedisServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /// Starts a server whose program and log are in `directory`, on a free port.
    public static RedisServer start(Path directory) throws IOException {
        return start(directory, freePort());
    }

    /// As above, on this port.
    public static RedisServer start(Path directory, int port) throws IOException {
        var server = new RedisServer(Files.createDirectories(directory).toRealPath(), port);
        server.unpack();
        Runtime.getRuntime().addShutdownHook(server.endWithThisProcess);
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path program() {
        return directory.resolve("redis-server");
    }

    private void unpack() throws IOException {
        try (InputStream packed = RedisServer.class.getResourceAsStream(PROGRAM)) {
            if (packed == null) {
                throw new FileNotFoundException(
                        "Redis for this kind of machine is not among the artefacts: " + PROGRAM);
            }
            Files.copy(packed, program(), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public String url() {
        return url(address());
    }

    /// The same through another address, a proxy's for example.
    public static String url(InetSocketAddress address) {
        return "redis://127.0.0.1:" + address.getPort();
    }

    /// Starts it again after [#stop] or [#kill], empty, and waits until it takes connections.
    public void start() throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        process = new ProcessBuilder(List.of(
                        program().toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("redis.log").toFile()))
                .start();
        long end = System.nanoTime() + MAX_START.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                kill();
                throw new IOException("Redis does not start; see " + directory.resolve("redis.log"));
            }
            pause();
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(address(), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis starts", e);
        }
    }

    /// Ends it at once: connections break, everything is forgotten.
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

    private void signal(String name) throws IOException {
        if (process == null) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis is told " + name, e);
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
