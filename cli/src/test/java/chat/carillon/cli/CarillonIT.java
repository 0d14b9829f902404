package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as processes against a real server, as a new user runs them, with a kill -9 in between.
class CarillonIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private int port;
    private Process server;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = serve();
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process serve() throws IOException {
        Path out = folder.resolve("serve" + processes.size() + ".txt");
        Process started = launch(out, "serve", "--port", "" + port, "--host", "127.0.0.1", "--data", data());
        await().atMost(PATIENCE).until(() -> Files.readString(out).contains("Ctrl+C stops it."));
        return started;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Process launch(Path out, String... arguments) throws IOException {
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
        builder.environment().put("CARILLON_URL", "http://localhost:" + port);
        builder.environment().put("CARILLON_DATA_DIRECTORY", data());
        builder.environment().put("CARILLON_PASSWORD", "correct horse");
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out" + processes.size() + ".txt");
        Process process = launch(out, arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(Path.of(out + ".err")));
    }

    @Test
    void a_new_user_finds_everything_again_after_the_server_was_killed() throws Exception {
        assertThat(Files.readString(folder.resolve("serve0.txt"))).contains("/setup#");
        assertThat(run("user", "add", "anna", "--admin").out()).startsWith("Made anna, an administrator.");
        assertThat(run("login", "anna").exitCode()).isZero();
        assertThat(run("conversation", "create", "#general").exitCode()).isZero();
        assertThat(run("send", "#general", "before", "the", "crash", "--key", "once")
                        .out())
                .isEqualTo("2\n");
        Path tailed = folder.resolve("tailed.txt");
        Process tail = launch(tailed, "tail", "#general", "--from", "1", "--count", "3", "--json");
        await().atMost(PATIENCE).until(() -> Files.readString(tailed).contains("before the crash"));

        server.destroyForcibly().waitFor();
        assertThat(run("send", "#general", "nobody is there").exitCode()).isEqualTo(1);
        server = serve();

        assertThat(Files.readString(folder.resolve("serve" + (processes.size() - 1) + ".txt")))
                .doesNotContain("/setup#");
        assertThat(run("send", "#general", "before", "the", "crash", "--key", "once")
                        .out())
                .as("the same key is the same message")
                .isEqualTo("2\n");
        assertThat(run("send", "#general", "after it").out()).isEqualTo("3\n");
        assertThat(tail.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(tailed)).hasSize(3).element(2).asString().contains("\"seq\":3", "after it");
        assertThat(run("search", "crash").out()).contains("#general/2  anna: before the crash");
    }

    @Test
    void errors_are_one_sentence_and_a_hint() throws Exception {
        Outcome second = run("serve", "--port", "0", "--data", data());
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("in use").doesNotContain("\tat ");
        Outcome unknown = run("send", "#nowhere", "hello");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no conversation called #nowhere").doesNotContain("\tat ");
        assertThat(run("frobnicate").exitCode()).isEqualTo(2);
    }
}
