package chat.carillon.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.loadtest.storm.StormOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StormProcessTest {
    private static final int CALLS = 300;

    /// Answers each line with its first word.
    private static final List<String> OBEDIENT = List.of(
            "sh", "-c", "while read -r word rest; do echo \"storm $word open=1 synced=1 joined=1 note=-\"; done");

    @Test
    void two_threads_get_the_answers_to_what_each_of_them_asked() throws Exception {
        Process process = new ProcessBuilder(OBEDIENT).start();
        var options = new StormOptions(List.of(1), 0, 1, 1, 1);
        try (var storm = new StormProcess(new LineProcess("the storm", process), options)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> expect(storm));
            for (int call = 0; call < CALLS; call++) {
                assertThat(storm.state().open()).isEqualTo(1);
            }
            writer.get();
        }
    }

    private static void expect(StormProcess storm) {
        try {
            for (int call = 0; call < CALLS; call++) {
                storm.expect(0, call);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
