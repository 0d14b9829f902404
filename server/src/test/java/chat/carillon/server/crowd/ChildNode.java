package chat.carillon.server.crowd;

import chat.carillon.server.CarillonServer;
import chat.carillon.server.TestServer;
import chat.carillon.services.process.ChildProcess;
import chat.carillon.services.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A node in a process of its own, so that it can be killed.
final class ChildNode implements AutoCloseable {
    private static final Duration MAX_START = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final int port;

    private ChildNode(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param folder with its data and its log
    /// @param settings keys and values, as on the command line
    static ChildNode start(Path folder, String... settings) throws IOException {
        int port = Ports.free();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ChildNode.class.getName(),
                folder.toString(),
                "http.port=" + port));
        command.addAll(List.of(settings));
        var process = new ChildProcess("node", folder.resolveSibling("node.log"), command, Map.of());
        process.start(() -> Ports.isOpen(port), MAX_START);
        return new ChildNode(process, port);
    }

    static void main(String[] arguments) throws InterruptedException {
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        CarillonServer.start(TestServer.config(Path.of(arguments[0]), settings)).awaitClosed();
    }

    int port() {
        return port;
    }

    /// As a crash would: nothing is said to anybody.
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
