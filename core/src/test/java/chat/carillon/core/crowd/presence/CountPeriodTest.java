package chat.carillon.core.crowd.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.Bounds;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountPeriodTest {
    @Test
    void the_larger_the_crowd_the_rarer() {
        var period = new CountPeriod(Limits.DEFAULT);

        assertThat(period.nanos(40)).isEqualTo(seconds(2));
        assertThat(period.nanos(5_000)).isEqualTo(seconds(5));
        assertThat(period.nanos(100_000)).isEqualTo(seconds(10)).isEqualTo(period.longestNanos());
    }

    @Test
    void is_never_shorter_than_the_operator_wants() {
        var period = new CountPeriod(Bounds.with("countPeriod", Duration.ofSeconds(30)));

        assertThat(period.nanos(2)).isEqualTo(seconds(30));
        assertThat(period.nanos(100_000)).isEqualTo(seconds(30)).isEqualTo(period.longestNanos());
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
