package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
    private static long earliest(int attempts) {
        return IntStream.range(0, 5_000)
                .mapToLong(scatter -> RetryDelay.millis(attempts, null, scatter))
                .min()
                .orElseThrow();
    }

    private static long latest(int attempts) {
        return IntStream.range(0, 5_000)
                .mapToLong(scatter -> RetryDelay.millis(attempts, null, scatter))
                .max()
                .orElseThrow();
    }

    @Test
    void doubles_up_to_ten_minutes_and_scatters_by_half() {
        assertThat(earliest(1)).isBetween(1_000L, 1_010L);
        assertThat(latest(1)).isBetween(2_990L, 3_000L);
        assertThat(earliest(3)).isBetween(4_000L, 4_040L);
        assertThat(latest(50)).isBetween(899_000L, 900_000L);
    }

    @Test
    void waits_for_what_the_provider_asked_for_but_not_for_ever() {
        assertThat(RetryDelay.millis(1, Duration.ofMinutes(5), 7)).isEqualTo(300_000);
        assertThat(RetryDelay.millis(1, Duration.ofMillis(1), 7)).isBetween(1_000L, 3_000L);
        assertThat(RetryDelay.millis(1, Duration.ofDays(365), 7)).isEqualTo(86_400_000);
    }
}
