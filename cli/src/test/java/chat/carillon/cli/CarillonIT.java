package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as processes against a real server, as a new user runs them, with a kill -9 in between.
class CarillonIT {
    @TempDir
    private Path folder;

    private CarillonProcesses carillon;

    @BeforeEach
    void start() throws IOException {
        carillon = new CarillonProcesses(folder);
    }

    @AfterEach
    void stop() {
        carillon.close();
    }

    @Test
    void a_new_user_finds_everything_again_after_the_server_was_killed() throws Exception {
        assertThat(carillon.serverSaid()).contains("/setup#");
        assertThat(carillon.run("user", "add", "anna", "--admin").out()).startsWith("Made anna, an administrator.");
        assertThat(carillon.run("login", "anna").exitCode()).isZero();
        assertThat(carillon.run("conversation", "create", "#general").exitCode())
                .isZero();
        assertThat(carillon.run("send", "#general", "before", "the", "crash", "--key", "once")
                        .out())
                .isEqualTo("2\n");
        Path tailed = folder.resolve("tailed.txt");
        Process tail = carillon.launch(tailed, "tail", "#general", "--from", "1", "--count", "3", "--json");
        await().atMost(CarillonProcesses.PATIENCE)
                .until(() -> Files.readString(tailed).contains("before the crash"));

        carillon.killServer();
        assertThat(carillon.run("send", "#general", "nobody is there").exitCode())
                .isEqualTo(1);
        carillon.startServerAgain();

        assertThat(carillon.serverSaid()).doesNotContain("/setup#");
        assertThat(carillon.run("send", "#general", "before", "the", "crash", "--key", "once")
                        .out())
                .as("the same key is the same message")
                .isEqualTo("2\n");
        assertThat(carillon.run("send", "#general", "after it").out()).isEqualTo("3\n");
        assertThat(tail.waitFor(CarillonProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(Files.readAllLines(tailed)).hasSize(3).element(2).asString().contains("\"seq\":3", "after it");
        assertThat(carillon.run("search", "crash").out()).contains("#general/2  anna: before the crash");
    }

    @Test
    void a_server_that_is_told_to_stop_ends_in_good_order() throws Exception {
        carillon.stopServer();
        assertThat(carillon.serversExitCode()).isZero();

        carillon.startServerAgain();
        assertThat(carillon.run("drain").out()).endsWith(" drains.\n");
        assertThat(carillon.serversExitCode()).isZero();
    }

    @Test
    void who_is_invited_makes_an_account_once() throws Exception {
        String invitation = carillon.run("user", "invite").out().strip();
        assertThat(carillon.run("login", "carl", "--invitation", invitation).out())
                .startsWith("Logged in as carl");
        assertThat(carillon.run("conversation", "create", "#by-carl").exitCode())
                .isZero();
        assertThat(carillon.run("login", "dora", "--invitation", invitation).err())
                .startsWith("The invitation is missing, wrong, expired or used.");
    }

    @Test
    void an_archived_channel_is_opened_and_renamed_in_one_go() throws Exception {
        assertThat(carillon.run("user", "add", "olga").exitCode()).isZero();
        assertThat(carillon.run("login", "olga").exitCode()).isZero();
        assertThat(carillon.run("conversation", "create", "#old").exitCode()).isZero();
        assertThat(carillon.run("conversation", "list", "--all").out()).contains("#old");
        assertThat(carillon.run("conversation", "set", "#old", "--topic", "No more", "--archived", "true")
                        .exitCode())
                .isZero();
        assertThat(carillon.run("send", "#old", "too late").err()).contains("archived");

        assertThat(carillon.run("conversation", "set", "#old", "--name", "new", "--archived", "false")
                        .err())
                .isEmpty();
        assertThat(carillon.run("send", "#new", "just in time").exitCode()).isZero();
        assertThat(carillon.run("conversation", "list", "--all").out())
                .contains("#new", "No more")
                .doesNotContain("#old");
    }

    @Test
    void errors_are_one_sentence_and_a_hint() throws Exception {
        CarillonProcesses.Outcome second = carillon.run("serve", "--port", "0", "--data", "" + carillon.data());
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("in use").doesNotContain("\tat ");
        CarillonProcesses.Outcome unknown = carillon.run("send", "#nowhere", "hello");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no conversation called #nowhere").doesNotContain("\tat ");
        assertThat(carillon.run("conversation", "create", "#twice").exitCode()).isZero();
        assertThat(carillon.run("conversation", "create", "twice").err())
                .startsWith("There is a channel #twice already.");
        assertThat(carillon.run("user", "enable", "nobody").err()).startsWith("There is no user nobody.");
        assertThat(carillon.run("send", "#a", "b", "--url", "http://localhost:1")
                        .err())
                .startsWith("Nobody answers at http://localhost:1.");
        assertThat(carillon.run("frobnicate").exitCode()).isEqualTo(2);
    }
}
