package chat.carillon.core.crowd.presence;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WishesTest {
    private static final String EVE = "eve's session";
    private static final String DAN = "dan's session";
    private static final UserId OF_EVE = new UserId("eve");

    private final Wishes<String> wishes = new Wishes<>();

    private static Wishes.Wish<String> wish(UserId user, boolean again) {
        return new Wishes.Wish<>(EVE, OF_EVE, List.of(user), again);
    }

    @Test
    void the_last_wish_of_each_is_looked_up() {
        wishes.wish(EVE, OF_EVE, List.of(ANN));
        wishes.wish(DAN, OF_EVE, List.of(ANN));
        wishes.wish(EVE, OF_EVE, List.of(BOB));
        assertThat(wishes.take()).contains(wish(BOB, false));
        assertThat(wishes.granted(0)).isTrue();
        assertThat(wishes.take()).isPresent();
        assertThat(wishes.take()).isEmpty();
    }

    @Test
    void who_is_gone_while_it_is_looked_up_is_not_granted_it() {
        wishes.wish(EVE, OF_EVE, List.of(ANN));
        assertThat(wishes.take()).isPresent();
        wishes.forget(EVE);
        assertThat(wishes.granted(0)).isFalse();
        wishes.again(Wishes.AGAIN_NANOS, 10);
        assertThat(wishes.isEmpty()).isTrue();
    }

    @Test
    void what_could_not_be_looked_up_waits_again_unless_there_is_a_newer_wish() {
        wishes.wish(EVE, OF_EVE, List.of(ANN));
        assertThat(wishes.take()).isPresent();
        wishes.failed();
        assertThat(wishes.take()).contains(wish(ANN, false));
        wishes.wish(EVE, OF_EVE, List.of(BOB));
        wishes.failed();
        assertThat(wishes.take()).contains(wish(BOB, false));
        assertThat(wishes.isEmpty()).isTrue();
    }

    @Test
    void what_was_granted_long_ago_is_looked_up_again() {
        wishes.wish(EVE, OF_EVE, List.of(ANN));
        assertThat(wishes.take()).isPresent();
        assertThat(wishes.granted(0)).isTrue();
        wishes.again(Wishes.AGAIN_NANOS - 1, 10);
        assertThat(wishes.isEmpty()).isTrue();
        wishes.again(Wishes.AGAIN_NANOS, 10);
        assertThat(wishes.take()).contains(wish(ANN, true));
    }
}
