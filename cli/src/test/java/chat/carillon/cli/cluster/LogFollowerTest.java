package chat.carillon.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @Test
    void prints_what_is_added_with_the_name_before_it_and_nothing_of_what_was_there(@TempDir Path folder)
            throws IOException {
        Path log = Files.writeString(folder.resolve("n.log"), "old\n");
        var printed = new ByteArrayOutputStream();
        try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
                LogFollower _ = LogFollower.start("node-1", log, out)) {
            Files.writeString(log, "one\ntwo\n", StandardOpenOption.APPEND);

            await().atMost(WITHIN)
                    .until(() ->
                            printed.toString(StandardCharsets.UTF_8).lines().count() == 2);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("node-1  one", "node-1  two");
    }
}
