package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the command line answers without any server.
class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private String answer(int code, String... arguments) {
        assertThat(CarillonMain.run(arguments)).isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void help_explains_a_command_of_a_command() {
        assertThat(answer(0, "help", "bench", "append")).contains("Usage: carillon bench append", "--senders=N");
    }

    @Test
    void help_explains_what_the_script_does() {
        assertThat(answer(0, "help", "test")).contains("Usage: carillon test", "Run all checks and tests");
    }

    @Test
    void help_alone_lists_the_commands() {
        assertThat(answer(0, "help")).contains("Usage: carillon [OPTIONS] COMMAND", "serve");
    }

    @Test
    void bench_names_its_commands() {
        assertThat(answer(2, "bench"))
                .contains("'carillon bench' needs a command:"
                        + " acks, append, cluster, fanout, gateway, idle, pair, polling, push, refuse, slow or storm.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    help nothing        | There is no command 'carillon nothing'.
                    help bench nothing  | There is no command 'carillon bench nothing'.
                    frobnicate          | There is no command 'carillon frobnicate'.
                    simulate reconnect --clients=0  | clients: 0 (expected: 1 to 10,000,000).
                    simulate reconnect --jitter=2   | jitter: 2.0 (expected: 0 to 1).
                    simulate reconnect --policy=x|policy: x (expected: none, fixed, exponential, full-jitter, carillon).
                    simulate reconnect --outage=1h  | outage: 3600 s (expected: less than the 600 s that are simulated).
                    simulate fanout --members=1     | members: 1 (expected: 2 to 1,000,000,000).
                    simulate fanout --regions=2     | regions: 2 (expected: 1 to 1).
                    simulate capacity --users=0     | users: 0 (expected: 2 to 100,000,000,000).
                    simulate capacity --use=2       | use: 2 (expected: 0.05 to 1).
                    openapi more        | 'carillon openapi' takes no argument 'more'.
                    user list --all     | 'carillon user list' has no option '--all'.
                    send                | Missing required parameter: 'CONVERSATION'.
                    tail #a --count=x   | Invalid value for option '--count': 'x' is not a long.
                    """)
    void says_in_a_sentence_what_it_does_not_understand(String command, String sentence) {
        assertThat(answer(2, command.split(" "))).startsWith(sentence + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"sned,send", "serv,serve", "conv,conversation", "tets,test", "user ad,add", "user list --tokn=x,--token"
    })
    void knows_what_a_slip_of_the_fingers_meant(String command, String meant) {
        assertThat(answer(2, command.split(" "))).contains("Did you mean " + meant + "?");
    }

    @Test
    void guesses_nothing_where_nothing_is_near() {
        assertThat(answer(2, "frobnicate")).doesNotContain("Did you mean");
    }
}
