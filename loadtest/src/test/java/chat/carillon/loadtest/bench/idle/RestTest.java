package chat.carillon.loadtest.bench.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestTest {
    private Duration slept = Duration.ZERO;

    @Test
    void lasts_until_nothing_was_left_for_a_while() throws IOException {
        Deque<Double> left = new ArrayDeque<>(List.of(19_000.0, 500.0, 0.0, 7.0));

        Duration waited = Rest.until(() -> left.isEmpty() ? 0 : left.remove(), this::pass);

        assertThat(waited).isEqualTo(Rest.QUIET.plus(Rest.LOOK_EVERY.multipliedBy(4)));
        assertThat(slept).isEqualTo(waited);
    }

    @Test
    void of_a_server_that_is_at_rest_it_is_short() throws IOException {
        assertThat(Rest.until(() -> 0, this::pass)).isEqualTo(Rest.QUIET);
    }

    @Test
    void ends_although_something_is_left_for_ever() throws IOException {
        Deque<Double> left = new ArrayDeque<>(Collections.nCopies(10_000, 1.0));

        assertThat(Rest.until(left::remove, this::pass)).isEqualTo(Rest.PATIENCE);
    }

    private void pass(Duration duration) {
        slept = slept.plus(duration);
    }
}
