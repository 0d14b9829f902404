package chat.carillon.services.redis;

import chat.carillon.services.process.ChildProcess;
import chat.carillon.services.process.ChildServer;
import chat.carillon.services.process.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A Redis that keeps nothing on the disk and, unless it is told to, asks for no password. Its port stays the same
/// over all its lives; each begins empty. Confined to one thread at a time.
public final class RedisServer extends ChildServer {
    private static final Duration MAX_START = Duration.ofSeconds(30);

    private RedisServer(int port, ChildProcess process) {
        super(port, process, MAX_START);
    }

    /// Starts a server whose files are in `directory`, on a free port.
    public static RedisServer start(Path directory) throws IOException {
        return start(directory, Ports.free());
    }

    /// As above, on this port.
    public static RedisServer start(Path directory, int port) throws IOException {
        return start(directory, RedisProgram.bundled(), port);
    }

    /// Starts a server of this program.
    ///
    /// @param settings lines of its configuration, such as `requirepass secret`
    public static RedisServer start(Path directory, RedisProgram program, int port, String... settings)
            throws IOException {
        return start(directory, program, port, List.of(), settings);
    }

    /// Starts one that watches over others: its settings are those of Sentinel.
    public static RedisServer startSentinel(Path directory, RedisProgram program, int port, String... settings)
            throws IOException {
        return start(directory, program, port, List.of("--sentinel"), settings);
    }

    private static RedisServer start(
            Path directory, RedisProgram program, int port, List<String> arguments, String... settings)
            throws IOException {
        Path home = Files.createDirectories(directory).toRealPath();
        Path configuration = home.resolve("redis.conf");
        // What comes last wins.
        Files.writeString(
                configuration,
                """
                bind 127.0.0.1
                port %d
                dir %s
                """.formatted(port, home) + (arguments.isEmpty() ? "save \"\"\nappendonly no\n" : "")
                        + String.join("\n", settings) + "\n");
        var command = new ArrayList<>(List.of(program.file().toString(), configuration.toString()));
        command.addAll(arguments);
        var process = new ChildProcess("Redis", home.resolve("redis.log"), command, program.environment());
        return started(new RedisServer(port, process));
    }

    public String url() {
        return url(address());
    }

    /// The same through another address, a proxy's for example.
    public static String url(InetSocketAddress address) {
        return "redis://127.0.0.1:" + address.getPort();
    }
}
