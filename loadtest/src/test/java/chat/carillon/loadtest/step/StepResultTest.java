package chat.carillon.loadtest.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepResultTest {

    @Test
    void survives_the_way_between_two_processes() {
        StepResult result = result(2, 20, new long[] {1_000, 5_000, 10, 2_000, 9_000, 10});

        StepResult read = StepResult.parse(Fields.parse("swarm result " + result.fields()));

        assertThat(read.fields().toString()).hasSameSizeAs(result.fields().toString());
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Histogram.class)
                .isEqualTo(result);
        assertThat(read.delivery()).isEqualTo(result.delivery());
    }

    @ParameterizedTest
    @MethodSource("paces")
    void survives_with_each_pace(Pace pace) {
        var step = new StepOptions(3, Audience.PEER, pace, 16, true, Duration.ofMillis(1_500), Duration.ofSeconds(9));
        assertThat(StepOptions.parse(Fields.parse("step " + step.fields()))).isEqualTo(step);
    }

    static List<Pace> paces() {
        return List.of(new Pace.Window(8), new Pace.Rate(12.5), new Pace.EachSender());
    }

    @Test
    void adds_up_processes_so_that_a_message_is_complete_when_the_slowest_has_it() {
        StepResult publisher = result(2, 20, new long[] {1_000, 5_000, 10, 2_000, 9_000, 10});
        StepResult other = result(0, 9, new long[] {1_000, 7_000, 5, 2_000, 8_000, 4});

        StepResult sum = StepSum.of(List.of(publisher, other), 15);

        assertThat(sum.published()).isEqualTo(2);
        assertThat(sum.deliveries()).isEqualTo(29);
        assertThat(sum.lost()).isEqualTo(2);
        assertThat(sum.complete().getTotalCount())
                .as("one message lacks a member")
                .isEqualTo(1);
        assertThat(sum.complete().getMaxValue()).isBetween(6_000L, 6_010L);
        assertThat(sum.delivery().getTotalCount()).isEqualTo(2);
    }

    private static StepResult result(long published, long deliveries, long[] detail) {
        Histogram histogram = new Histogram(1_000_000_000, 3);
        histogram.recordValue(4_000);
        return new StepResult(
                published, deliveries, 1, 0, 0, 0, 0, 0, 500, 9_000, 10, histogram, histogram, histogram, detail);
    }
}
