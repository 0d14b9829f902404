package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RipeningTest {
    private static final ConversationId ONE = new ConversationId("one");
    private static final ConversationId TWO = new ConversationId("two");

    private final Ripening ripening = new Ripening();

    @Test
    void gives_each_conversation_once_when_it_is_due() {
        ripening.ripens(TWO, 20);
        ripening.ripens(ONE, 10);

        assertThat(ripening.take(9, 10)).isEmpty();
        assertThat(ripening.take(10, 10)).containsExactly(ONE);
        assertThat(ripening.take(30, 10)).containsExactly(TWO);
        assertThat(ripening.take(99, 10)).isEmpty();
        assertThat(ripening.size()).isZero();
    }

    @Test
    void the_earliest_time_counts() {
        ripening.ripens(ONE, 10);
        ripening.ripens(ONE, 20);
        ripening.ripens(TWO, 20);
        ripening.ripens(TWO, 5);

        assertThat(ripening.take(5, 10)).containsExactly(TWO);
        assertThat(ripening.take(10, 10)).containsExactly(ONE);
        assertThat(ripening.take(99, 10)).isEmpty();
    }

    @Test
    void gives_no_more_than_asked_for() {
        ripening.ripens(ONE, 1);
        ripening.ripens(TWO, 2);

        assertThat(ripening.take(5, 1)).containsExactly(ONE);
        assertThat(ripening.take(5, 1)).containsExactly(TWO);
    }

    @Test
    void is_bounded() {
        IntStream.rangeClosed(1, Ripening.MAX_CONVERSATIONS + 5)
                .forEach(i -> ripening.ripens(new ConversationId("c" + i), i));

        assertThat(ripening.size()).isEqualTo(Ripening.MAX_CONVERSATIONS);
        ripening.ripens(new ConversationId("c1"), 0);
        assertThat(ripening.take(0, 10)).containsExactly(new ConversationId("c1"));
    }
}
