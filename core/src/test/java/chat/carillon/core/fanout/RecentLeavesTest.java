package chat.carillon.core.fanout;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentLeavesTest {
    private final RecentLeaves leaves = new RecentLeaves(10);

    @Test
    void knows_who_left_after_a_seq() {
        leaves.add(12, Set.of(ANN));

        assertThat(leaves.mayHaveLeft(ANN, 11)).isTrue();
        assertThat(leaves.mayHaveLeft(ANN, 12)).isFalse();
        assertThat(leaves.mayHaveLeft(BOB, 11)).isFalse();
    }

    @Test
    void cannot_say_what_was_before_it_began_to_look() {
        assertThat(leaves.mayHaveLeft(ANN, 9)).isTrue();
        assertThat(leaves.mayHaveLeft(ANN, 10)).isFalse();
    }

    @Test
    void forgets_the_oldest_and_knows_that_it_did() {
        for (long seq = 11; seq <= 200; seq++) {
            leaves.add(seq, Set.of(BOB));
        }

        assertThat(leaves.mayHaveLeft(ANN, 11)).isTrue();
        assertThat(leaves.mayHaveLeft(ANN, 200 - 64)).isFalse();
        assertThat(leaves.mayHaveLeft(BOB, 199)).isTrue();
    }
}
