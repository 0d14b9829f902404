package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `carillon cluster`, as a newcomer tries it.
class ClusterCommandIT {
    private static final Pattern LOCAL_PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    private Path folder;

    private CarillonProcesses carillon;

    @BeforeEach
    void prepare() throws IOException {
        carillon = CarillonProcesses.commandsOnly(folder);
    }

    @AfterEach
    void stop() {
        carillon.close();
    }

    /// A running cluster, and what it said.
    private record Running(Process process, Path out) {
        String said() throws IOException {
            return Files.readString(out);
        }

        List<Integer> ports() throws IOException {
            return LOCAL_PORT
                    .matcher(said())
                    .results()
                    .map((MatchResult match) -> Integer.parseInt(match.group(1)))
                    .distinct()
                    .toList();
        }
    }

    private Running cluster(String name) throws IOException {
        Path out = folder.resolve(name);
        Process process = carillon.launch(
                out, "cluster", "--nodes", "2", "--port", "" + carillon.port(), "--data", "" + carillon.data());
        await().atMost(CarillonProcesses.PATIENCE).until(() -> {
            assertThat(process.isAlive())
                    .as(Files.readString(Path.of(out + ".err")))
                    .isTrue();
            return Files.readString(out).contains("Ctrl+C stops everything.");
        });
        return new Running(process, out);
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void two_nodes_are_one_chat_and_everything_ends_with_the_command_and_is_there_again() throws Exception {
        String other = "http://127.0.0.1:" + (carillon.port() + 1);
        Running first = cluster("first");
        List<Integer> ports = first.ports();
        assertThat(ports).hasSize(4).allMatch(ClusterCommandIT::listens);
        String token = carillon.data().resolve("node-1").toString();

        assertThat(carillon.run("user", "add", "anna", "--admin", "--data", token)
                        .exitCode())
                .isZero();
        assertThat(carillon.run("login", "anna").exitCode()).isZero();
        assertThat(carillon.run("login", "anna", "--url", other).exitCode()).isZero();
        assertThat(carillon.run("conversation", "create", "#general").exitCode())
                .isZero();
        Path tailed = folder.resolve("tailed.txt");
        Process tail = carillon.launch(tailed, "tail", "#general", "--from", "1", "--count", "2", "--url", other);
        await().atMost(CarillonProcesses.PATIENCE)
                .until(() -> !Files.readString(tailed).isEmpty());
        assertThat(carillon.run("send", "#general", "over", "the", "bus").out()).isEqualTo("2\n");
        assertThat(tail.waitFor(CarillonProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(Files.readString(tailed)).contains("over the bus");

        first.process().destroy();
        assertThat(first.process().waitFor(CarillonProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(ports).noneMatch(ClusterCommandIT::listens);

        Running second = cluster("second");
        assertThat(carillon.run("send", "#general", "again").out()).isEqualTo("3\n");
        second.process().destroy();
        assertThat(second.process().waitFor(CarillonProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
