package chat.carillon.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long START = -5_000_000_000L;

    private final TokenBucket bucket = new TokenBucket(10, 3, START);

    private static long at(Duration after) {
        return START + after.toNanos();
    }

    @Test
    void allows_a_burst_and_then_says_how_long_to_wait() {
        assertThat(bucket.take(START)).isZero();
        assertThat(bucket.take(START)).isZero();
        assertThat(bucket.take(START)).isZero();
        assertThat(bucket.take(START)).isEqualTo(100);
        assertThat(bucket.take(at(Duration.ofMillis(40)))).isEqualTo(60);
        assertThat(bucket.take(at(Duration.ofMillis(100)))).isZero();
        assertThat(bucket.take(at(Duration.ofMillis(100)))).isEqualTo(100);
    }

    @Test
    void a_long_pause_earns_no_more_than_the_burst() {
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(at(Duration.ofHours(1)))).isZero();
        }
        assertThat(bucket.take(at(Duration.ofHours(1)))).isPositive();
    }

    @Test
    void a_wait_is_never_told_as_nothing() {
        var fast = new TokenBucket(1_000_000, 1, 0);

        assertThat(fast.take(0)).isZero();
        assertThat(fast.take(0)).isEqualTo(1);
    }

    @Test
    void is_full_again_when_all_tokens_are_back() {
        assertThat(bucket.full(START)).isTrue();
        bucket.take(START);
        assertThat(bucket.full(START)).isFalse();
        assertThat(bucket.full(at(Duration.ofMillis(99)))).isFalse();
        assertThat(bucket.full(at(Duration.ofMillis(100)))).isTrue();
    }
}
