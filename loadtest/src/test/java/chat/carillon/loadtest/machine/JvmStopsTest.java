package chat.carillon.loadtest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmStopsTest {
    private static final String LINE = "Safepoint \"G1CollectForAllocation\", Time since last: 574853505 ns, Reaching"
            + " safepoint: 7677 ns, At safepoint: 28192957 ns, Leaving safepoint: 3328 ns, Total: %d ns, Threads: 0"
            + " runnable, 10 total%n";

    @TempDir
    private Path directory;

    @Test
    void counts_stops_from_a_place_on_and_keeps_the_longest() throws IOException {
        Path log = directory.resolve("stops.log");
        Files.writeString(log, LINE.formatted(90_000_000));
        long warm = JvmStops.end(log);
        Files.writeString(log, LINE.formatted(90_000_000) + LINE.formatted(2_000) + LINE.formatted(7_000));

        assertThat(JvmStops.since(log, warm)).isEqualTo(new JvmStops(2, 7_000));
        assertThat(JvmStops.since(log, 0)).isEqualTo(new JvmStops(3, 90_000_000));
    }

    @Test
    void a_jvm_that_never_stopped_has_no_log() throws IOException {
        Path log = directory.resolve("none.log");

        assertThat(JvmStops.end(log)).isZero();
        assertThat(JvmStops.since(log, 0)).isEqualTo(JvmStops.NONE);
    }
}
