package chat.carillon.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MishapsTest {
    private static final int MESSAGES = 1_000;

    @Test
    void kills_as_often_as_asked_and_neither_at_the_start_nor_at_the_end() {
        var mishaps = new Mishaps(7, 0, 3, MESSAGES);
        List<Integer> kills = IntStream.range(0, MESSAGES)
                .filter(_ -> mishaps.afterMessage().kill())
                .boxed()
                .toList();
        assertThat(kills).hasSize(3).allMatch(at -> at >= 50 && at < 951);
    }

    @Test
    void cuts_the_share_that_is_asked_and_the_same_with_the_same_seed() {
        long[] cuts = IntStream.range(0, 2)
                .mapToLong(_ -> {
                    var mishaps = new Mishaps(7, 0.1, 0, MESSAGES);
                    return IntStream.range(0, MESSAGES)
                            .filter(_ -> mishaps.afterMessage().cut())
                            .count();
                })
                .toArray();
        assertThat(cuts[0]).isEqualTo(cuts[1]).isBetween(60L, 140L);
    }
}
