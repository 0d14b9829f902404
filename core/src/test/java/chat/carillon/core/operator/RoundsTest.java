package chat.carillon.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final RecordingBus bus = new RecordingBus();
    private final Tasks blocking = new Tasks();
    private final Set<String> others = new HashSet<>(Set.of("two#1", "three#1"));
    private final Rounds rounds = new Rounds("one#1", bus, () -> others, blocking);
    private final List<BusRecord.Told> passedOn = new ArrayList<>();
    private final Bus.Listener listener = rounds.before(new Bus.Listener() {
        @Override
        public void onRecord(BusRecord.OfConversation record) {}

        @Override
        public void onTold(String node, BusRecord.Told record) {
            passedOn.add(record);
        }

        @Override
        public void onSubscribed(ConversationId conversation) {}
    });

    RoundsTest() {
        rounds.answerWith(desk("time", "noon"));
        rounds.answerWith(desk("place", "here"));
    }

    private static Rounds.Desk desk(String ask, String answer) {
        return question -> question.stringOr("ask", "").equals(ask) ? Optional.of(said(answer)) : Optional.empty();
    }

    private static byte[] said(String answer) {
        return JsonWriter.object(64, json -> json.field("answer", answer));
    }

    private CompletableFuture<Rounds.Answers> ask(String what) {
        return CompletableFuture.supplyAsync(() -> rounds.askAll(json -> json.field("ask", what)));
    }

    private long asked() {
        return Awaitility.await().until(() -> bus.told, told -> !told.isEmpty()).stream()
                .map(BusRecord.NodesAsked.class::cast)
                .findFirst()
                .orElseThrow()
                .question();
    }

    private void answer(String node, long question, byte[] answer) {
        listener.onTold(node, new BusRecord.NodeAnswered("one#1", question, answer));
    }

    private static String of(JsonObject answer) {
        return answer.string("answer");
    }

    @Test
    void a_round_ends_when_all_have_answered_and_this_node_answers_itself() {
        var answers = ask("place");
        long question = asked();
        answer("two#1", question, said("there"));
        answer("three#1", question, said("nowhere"));

        assertThat(answers.join().byNode()).containsOnlyKeys("one#1", "two#1", "three#1");
        assertThat(of(answers.join().byNode().get("one#1"))).isEqualTo("here");
        assertThat(of(answers.join().byNode().get("two#1"))).isEqualTo("there");
        assertThat(answers.join().silent()).isEmpty();
    }

    @Test
    void who_does_not_answer_or_cannot_be_read_is_named() {
        others.add("four#1");
        var answers = ask("time");
        long question = asked();
        answer("two#1", question, said("first"));
        answer("two#1", question, said("second"));
        answer("four#1", question, "no JSON".getBytes(StandardCharsets.US_ASCII));
        answer("five#1", question, said("never asked"));
        listener.onTold("three#1", new BusRecord.NodeAnswered("one#2", question, said("another's")));

        assertThat(answers.join().byNode()).containsOnlyKeys("one#1", "two#1");
        assertThat(of(answers.join().byNode().get("two#1"))).isEqualTo("first");
        assertThat(answers.join().silent()).containsExactly("four#1", "three#1");
    }

    @Test
    void one_node_can_be_asked_and_others_do_not_answer() {
        var answer = CompletableFuture.supplyAsync(() -> rounds.ask("two#1", json -> json.field("ask", "time")));
        answer("two#1", asked(), said("late"));
        assertThat(answer.join().byNode()).containsOnlyKeys("two#1");

        byte[] forTwo =
                JsonWriter.object(64, json -> json.field("node", "two#1").field("ask", "time"));
        listener.onTold("three#1", new BusRecord.NodesAsked(1, forTwo));
        blocking.runAll();
        assertThat(bus.told).hasSize(1);
    }

    @Test
    void asks_no_bus_where_there_is_nobody_else() {
        others.clear();
        assertThat(rounds.askAll(json -> json.field("ask", "time")).byNode()).containsOnlyKeys("one#1");
        assertThat(rounds.askAll(json -> json.field("ask", "weather")).silent()).containsExactly("one#1");
        assertThat(bus.told).isEmpty();
    }

    @Test
    void answers_what_others_ask_and_no_more_at_a_time_than_is_good() {
        byte[] question = JsonWriter.object(64, json -> json.field("ask", "time"));
        for (int i = 0; i < 20; i++) {
            listener.onTold("two#1", new BusRecord.NodesAsked(i, question));
        }
        assertThat(blocking.waiting()).isEqualTo(8);
        blocking.runAll();

        assertThat(bus.told).hasSize(8).first().isInstanceOfSatisfying(BusRecord.NodeAnswered.class, told -> {
            assertThat(told.asker()).isEqualTo("two#1");
            assertThat(told.question()).isZero();
            assertThat(told.answer()).isEqualTo(said("noon"));
        });
    }

    @Test
    void a_question_that_nobody_here_understands_or_can_read_stays_without_an_answer() {
        listener.onTold(
                "two#1", new BusRecord.NodesAsked(1, JsonWriter.object(64, json -> json.field("ask", "weather"))));
        listener.onTold("two#1", new BusRecord.NodesAsked(2, new byte[] {'{'}));
        blocking.runAll();
        assertThat(bus.told).isEmpty();
    }

    @Test
    void hands_on_what_is_no_question() {
        var displaced = new BusRecord.Displaced(new UserId("ann"), List.of());
        listener.onTold("two#1", displaced);

        assertThat(passedOn).containsExactly(displaced);
    }
}
