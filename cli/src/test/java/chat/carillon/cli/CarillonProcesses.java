package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real server and real commands, each a process of its own, as a user runs them; all end with the test.
final class CarillonProcesses implements AutoCloseable {
    /// On a busy machine a server needs a while to start, and clients wait longer after each attempt in vain.
    static final Duration PATIENCE = Duration.ofMinutes(4);

    static final String PASSWORD = "correct horse";

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private final List<Process> processes = new ArrayList<>();
    private Process server;
    private Path serverOut;

    /// What a command ended with.
    record Outcome(int exitCode, String out, String err) {}

    /// Starts a server.
    ///
    /// @param folder everything is kept there
    /// @param settings of the server, such as `limits.maxSessionsPerUser=2`
    CarillonProcesses(Path folder, String... settings) throws IOException {
        this(folder, freePort(), List.of(settings));
        server = serve();
    }

    private CarillonProcesses(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        serverOut = folder.resolve("serve.txt");
    }

    /// No server yet: some command starts one on [#port].
    static CarillonProcesses commandsOnly(Path folder) throws IOException {
        return new CarillonProcesses(folder, freePort(), List.of());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    Path data() {
        return folder.resolve("data");
    }

    /// What the server that runs now has said.
    String serverSaid() throws IOException {
        return Files.readString(serverOut);
    }

    /// SIGKILL: the server has no time to do anything.
    void killServer() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    /// SIGTERM.
    void stopServer() {
        server.destroy();
    }

    /// Waits until the server has ended.
    int serversExitCode() throws InterruptedException {
        assertThat(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return server.exitValue();
    }

    /// On the same data and the same port; returns when it serves.
    void startServerAgain() throws IOException {
        assertThat(server.isAlive()).isFalse();
        server = serve();
    }

    private Process serve() throws IOException {
        Path out = folder.resolve("serve" + processes.size() + ".txt");
        serverOut = out;
        List<String> command =
                new ArrayList<>(List.of("serve", "--port", "" + port, "--host", "127.0.0.1", "--data", "" + data()));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        Process started = launch(out, command.toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> Files.readString(out).contains("Ctrl+C stops it."));
        return started;
    }

    /// Starts a command.
    ///
    /// @param out gets what it says
    Process launch(Path out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                CarillonMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(Path.of(out + ".err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_"));
        builder.environment().put("CARILLON_URL", url().toString());
        builder.environment().put("CARILLON_DATA_DIRECTORY", data().toString());
        builder.environment().put("CARILLON_PASSWORD", PASSWORD);
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /// Runs a command until it ends.
    Outcome run(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out" + processes.size() + ".txt");
        Process process = launch(out, arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(Path.of(out + ".err")));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
