package chat.carillon.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleRingTest {
    private final SampleRing ring = new SampleRing();

    private static Sample sample(long at) {
        return new Sample(at, 1, 10 * at, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void the_newest_come_last_and_the_oldest_are_forgotten() {
        LongStream.rangeClosed(1, SampleRing.CAPACITY + 10).forEach(at -> ring.add(sample(at)));

        assertThat(ring.latest(SampleRing.CAPACITY * 2))
                .hasSize(SampleRing.CAPACITY)
                .startsWith(sample(11))
                .endsWith(sample(SampleRing.CAPACITY + 10));
        assertThat(ring.latest(2)).containsExactly(sample(SampleRing.CAPACITY + 9), sample(SampleRing.CAPACITY + 10));
    }

    @Test
    void a_mean_is_over_what_is_there() {
        assertThat(ring.mean(5, Sample::deliveries)).isZero();
        ring.add(sample(1));
        ring.add(sample(2));

        assertThat(ring.mean(5, Sample::deliveries)).isEqualTo(15);
        assertThat(ring.mean(1, Sample::deliveries)).isEqualTo(20);
    }

    @Test
    void what_is_written_is_read_again() {
        assertThat(Sample.read(JsonObject.parse(JsonWriter.object(64, sample(7)::write))))
                .isEqualTo(sample(7));
        var report = new NodeReport(
                "a#1",
                null,
                "eu",
                null,
                9,
                new NodeReport.Standing("ready", "up", "none"),
                sample(8),
                new NodeReport.Totals(1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(NodeReport.read(JsonObject.parse(JsonWriter.object(64, report::write))))
                .isEqualTo(report);
    }
}
