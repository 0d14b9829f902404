package chat.carillon.loadtest.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static final long START = Long.MAX_VALUE - 5;

    private final Balancer balancer = new Balancer(3, new SplittableRandom(1), START);

    @Test
    void servers_have_equally_many_connections() {
        assertThat(given(300, START)).containsExactly(100, 100, 100);
    }

    @Test
    void whoever_lost_connections_gets_the_next_ones() {
        given(300, START);
        for (int i = 0; i < 30; i++) {
            balancer.ended(2);
        }

        assertThat(given(30, START)).containsExactly(0, 0, 30);
    }

    @Test
    void where_nobody_answers_nobody_is_sent_for_a_second() {
        balancer.unreachable(1, START);

        assertThat(given(100, START + Balancer.LEFT_OUT_NANOS - 1)).containsExactly(50, 0, 50);
        assertThat(given(50, START + Balancer.LEFT_OUT_NANOS)).containsExactly(0, 50, 0);
    }

    @Test
    void where_nobody_answers_anywhere_one_is_tried() {
        for (int server = 0; server < 3; server++) {
            balancer.unreachable(server, START);
        }

        assertThat(given(30, START)).containsExactly(10, 10, 10);
    }

    /// How many of the next connections each server gets.
    private int[] given(int connections, long nowNanos) {
        var given = new int[3];
        for (int i = 0; i < connections; i++) {
            given[balancer.next(nowNanos)]++;
        }
        return given;
    }
}
