package chat.carillon.core.crowd.presence;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.DeliveryLoop;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CensusTest {
    private final List<Set<UserId>> found = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();

    private DeliveryLoop loop(UserId... users) {
        return new DeliveryLoop() {
            @Override
            public void offer(Delivery delivery) {}

            @Override
            public void census(ConversationId conversation, Consumer<Collection<UserId>> to) {
                answers.add(() -> to.accept(List.of(users)));
            }
        };
    }

    @Test
    void who_is_on_several_loops_is_one_user_and_the_last_answer_ends_it() {
        new Census(List.of(loop(ANN, ANN), loop(), loop(BOB, ANN)), C, found::add).begin();
        answers.subList(0, 2).forEach(Runnable::run);
        assertThat(found).isEmpty();
        answers.getLast().run();
        assertThat(found).containsExactly(Set.of(ANN, BOB));
    }

    @Test
    void without_a_loop_nobody_is_found() {
        new Census(List.of(), C, found::add).begin();
        assertThat(found).containsExactly(Set.of());
    }
}
