package chat.carillon.services.kafka;

import chat.carillon.services.process.ChildProcess;
import chat.carillon.services.process.ChildServer;
import chat.carillon.services.process.Ports;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A Kafka of one node that asks for no password. Its port and its records stay the same over all its lives.
/// Confined to one thread at a time.
public final class KafkaServer extends ChildServer {
    private static final Duration MAX_START = Duration.ofSeconds(90);

    /// @param port where it listens
    /// @param advertisedPort where it tells those who came there that it is, such as that of a proxy
    public record Listener(int port, int advertisedPort) {}

    private KafkaServer(int port, ChildProcess process) {
        super(port, process, MAX_START);
    }

    /// Starts a server whose files are in `directory`, on a free port; takes what is there already.
    public static KafkaServer start(Path directory) throws IOException {
        return start(directory, Ports.free());
    }

    /// As above, on this port.
    public static KafkaServer start(Path directory, int port) throws IOException {
        return start(directory, List.of(new Listener(port, port)));
    }

    /// As above, on several ports.
    public static KafkaServer start(Path directory, List<Listener> listeners) throws IOException {
        Path home = Files.createDirectories(directory).toRealPath();
        Path configuration = home.resolve("server.properties");
        Files.writeString(configuration, configuration(home, listeners, Ports.free()));
        var process = new ChildProcess("Kafka", home.resolve("kafka.log"), command(configuration), Map.of());
        return started(new KafkaServer(listeners.getFirst().port(), process));
    }

    private static String configuration(Path home, List<Listener> listeners, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=%1$s,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=%4$s
                listener.security.protocol.map=%5$s,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=CLIENT0
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                num.network.threads=2
                num.io.threads=2
                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                # After a crash the controller waits as long for the former life of the broker.
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=500
                """.formatted(
                listed(listeners, (i, listener) -> "CLIENT%d://127.0.0.1:%d".formatted(i, listener.port())),
                controllerPort,
                home.resolve("data"),
                listed(listeners, (i, listener) -> "CLIENT%d://127.0.0.1:%d".formatted(i, listener.advertisedPort())),
                listed(listeners, (i, _) -> "CLIENT%d:PLAINTEXT".formatted(i)));
    }

    private static String listed(List<Listener> listeners, BiFunction<Integer, Listener, String> text) {
        return IntStream.range(0, listeners.size())
                .mapToObj(i -> text.apply(i, listeners.get(i)))
                .collect(Collectors.joining(","));
    }

    private static List<String> command(Path configuration) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Half of the time to start would go into compiling it better.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-cp",
                classPath(),
                KafkaProgram.class.getName(),
                configuration.toString(),
                newClusterId());
    }

    /// The jars that the build put beside this class's own.
    private static String classPath() throws IOException {
        try {
            Path own = Path.of(KafkaServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path jars = own.resolveSibling("kafka");
            if (!Files.isDirectory(jars)) {
                throw new FileNotFoundException(
                        "Kafka is not there (expected: the build has put its jars into " + jars + ")");
            }
            return jars.resolve("*") + File.pathSeparator + own;
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the jars of Kafka", e);
        }
    }

    /// As Kafka writes them: 16 bytes in Base64. The first bit is 0, since no argument may begin with a dash.
    private static String newClusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What clients call `bootstrap.servers`.
    public String servers() {
        return "127.0.0.1:" + address().getPort();
    }
}
