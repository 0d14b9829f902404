package chat.carillon.loadtest.bench.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static final Duration AWAY = Duration.ofSeconds(5);

    @Test
    void a_server_is_taken_to_be_as_fast_as_in_its_ten_busiest_seconds() {
        long[] returns = LongStream.rangeClosed(0, 20).map(i -> i * 10).toArray();

        Optional<Prediction> prediction = Prediction.of(1_000, AWAY, returns);

        assertThat(prediction).hasValueSatisfying(found -> {
            assertThat(found.acceptPerSecond()).isEqualTo(155);
            assertThat(found.seconds()).isBetween(5 + 1_000 / 155.0, 60.0);
        });
    }

    @Test
    void the_error_is_told_in_percent_of_what_was_predicted() {
        var prediction = new Prediction(480, 50);

        assertThat(prediction.errorPercent(60)).isCloseTo(20, within(1e-9));
        assertThat(prediction.beside(40))
                .isEqualTo("simulate reconnect: all back after 50.0 s at 480 a second; measured 40.0 s, -20 %");
    }

    @Test
    void nothing_is_predicted_of_a_storm_that_does_not_end() {
        assertThat(Prediction.of(100_000, AWAY, new long[] {0, 0})).isEmpty();
    }
}
