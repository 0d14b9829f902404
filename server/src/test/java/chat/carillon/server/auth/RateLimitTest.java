package chat.carillon.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final ManualTime time = new ManualTime();

    @Test
    void a_burst_passes_and_then_the_rate_holds() {
        RateLimit<String> limit = RateLimit.perMinute(3, time);

        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isEqualTo(20_000);
        time.advance(Duration.ofSeconds(20));
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void one_key_does_not_suffer_for_another() {
        RateLimit<String> limit = RateLimit.perMinute(1, time);

        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("b")).isZero();
        assertThat(limit.take("a")).isPositive();
    }
}
