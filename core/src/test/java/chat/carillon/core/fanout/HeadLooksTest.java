package chat.carillon.core.fanout;

import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.testing.Sample;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadLooksTest {
    private static final ConversationId OTHER = new ConversationId("other");

    private final ScriptedLog log = new ScriptedLog();
    private final Tasks blocking = new Tasks();
    private final List<Conversation.Head> heads = new ArrayList<>();
    private final HeadLooks looks = new HeadLooks(log, heads::add, blocking);

    @Test
    void thousands_of_subscriptions_that_were_confirmed_at_once_are_one_question() {
        looks.add(C);
        looks.add(OTHER);
        looks.add(C);
        assertThat(blocking.waiting()).isEqualTo(1);

        blocking.runAll();
        assertThat(log.headQueries).isEqualTo(1);
    }

    @Test
    void asks_again_for_what_came_after_the_question() {
        looks.add(C);
        blocking.runAll();
        looks.add(C);
        blocking.runAll();

        assertThat(log.headQueries).isEqualTo(2);
    }

    @Test
    void a_store_that_cannot_say_stops_nothing() {
        log.put(Sample.message(1));
        log.unavailable = true;
        looks.add(C);
        blocking.runAll();
        log.unavailable = false;
        looks.add(C);
        blocking.runAll();

        assertThat(log.headQueries).isEqualTo(2);
        assertThat(heads).hasSize(1);
    }
}
