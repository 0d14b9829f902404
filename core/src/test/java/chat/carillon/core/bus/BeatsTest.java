package chat.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.HandTime;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BeatsTest {
    private final HandTime time = new HandTime();
    private final Beats beats = new Beats("one#1", time);

    private void pass(int missed) {
        time.advance(Beats.EVERY.multipliedBy(missed).plusMillis(1));
    }

    @Test
    void three_missed_beats_of_the_own_node_make_the_bus_suspect_and_the_next_one_ends_that() {
        assertThat(beats.healthy()).isTrue();
        pass(2);
        assertThat(beats.healthy()).isTrue();
        pass(1);
        assertThat(beats.healthy()).isFalse();

        beats.heard("one#1");
        assertThat(beats.healthy()).isTrue();
    }

    @Test
    void another_node_that_should_be_there_counts_as_much_from_when_it_was_first_expected() {
        pass(10);
        beats.heard("one#1");
        beats.expect(Set.of("two#1"));
        assertThat(beats.healthy()).isTrue();

        pass(3);
        beats.heard("one#1");
        assertThat(beats.healthy()).isFalse();
        beats.expect(Set.of("two#1"));
        assertThat(beats.healthy()).as("expecting it again is not hearing it").isFalse();

        beats.heard("two#1");
        assertThat(beats.healthy()).isTrue();
    }

    @Test
    void nobody_waits_for_a_node_that_is_gone_or_was_never_expected() {
        beats.heard("stranger#1");
        beats.expect(Set.of("two#1"));
        pass(3);
        beats.heard("one#1");
        assertThat(beats.healthy()).isFalse();

        beats.expect(Set.of());
        assertThat(beats.healthy()).isTrue();
    }

    @Test
    void a_record_that_could_not_be_handed_over_makes_the_bus_suspect_for_a_while() {
        beats.failed();
        assertThat(beats.healthy()).isFalse();

        time.advance(Duration.ofSeconds(2));
        beats.heard("one#1");
        assertThat(beats.healthy()).isTrue();
    }
}
