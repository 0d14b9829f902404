package chat.carillon.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.bus.LoneBus;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.journal.Step;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InquiriesTest {
    private static final ConversationId C = new ConversationId("c");
    private static final BusRecord.TraceAsked ABOUT = new BusRecord.TraceAsked(0, C, 7, List.of(new UserId("ann")));

    private final HandTime time = new HandTime();
    private final Journal journal = new Journal(time);
    private final RecordingBus bus = new RecordingBus();
    private final Tasks blocking = new Tasks();
    private final Inquiries inquiries = new Inquiries("one#1", bus, local("one#1"), blocking);
    private final List<BusRecord.Told> passedOn = new ArrayList<>();
    private final Bus.Listener listener = inquiries.before(new Bus.Listener() {
        @Override
        public void onRecord(BusRecord.OfConversation record) {}

        @Override
        public void onTold(String node, BusRecord.Told record) {
            passedOn.add(record);
        }

        @Override
        public void onSubscribed(ConversationId conversation) {}
    });

    private LocalTraces local(String node) {
        var fanout = new Fanout(new LoneBus(), new ScriptedLog(), time, Limits.DEFAULT, Runnable::run, (_, _) -> {});
        return new LocalTraces(node, journal, fanout, time, _ -> 0);
    }

    private byte[] answerOf(String node) {
        return JsonWriter.object(
                512, json -> NodeTraceJson.write(json, local(node).of(C, 7, List.of())));
    }

    private BusRecord.TraceAsked asked() {
        return Awaitility.await().until(() -> bus.told, told -> !told.isEmpty()).stream()
                .map(BusRecord.TraceAsked.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_question_ends_when_all_have_answered() {
        var answers = CompletableFuture.supplyAsync(() -> inquiries.ask(Set.of("two#1", "three#1"), ABOUT));
        long question = asked().question();
        listener.onTold("two#1", new BusRecord.TraceTold("one#1", question, answerOf("two#1")));
        listener.onTold("three#1", new BusRecord.TraceTold("one#1", question, answerOf("three#1")));

        assertThat(answers.join().nodes()).extracting(NodeTrace::node).containsExactly("three#1", "two#1");
        assertThat(answers.join().silent()).isEmpty();
    }

    @Test
    void who_does_not_answer_or_cannot_be_read_is_named() {
        var answers = CompletableFuture.supplyAsync(() -> inquiries.ask(Set.of("two#1", "three#1", "four#1"), ABOUT));
        long question = asked().question();
        listener.onTold("two#1", new BusRecord.TraceTold("one#1", question, answerOf("two#1")));
        listener.onTold("two#1", new BusRecord.TraceTold("one#1", question, answerOf("two#1")));
        listener.onTold("four#1", new BusRecord.TraceTold("one#1", question, new byte[] {'{', '}'}));
        listener.onTold("five#1", new BusRecord.TraceTold("one#1", question, answerOf("five#1")));
        listener.onTold("three#1", new BusRecord.TraceTold("one#2", question, answerOf("three#1")));

        assertThat(answers.join().nodes()).extracting(NodeTrace::node).containsExactly("two#1");
        assertThat(answers.join().silent()).containsExactly("four#1", "three#1");
    }

    @Test
    void asks_nobody_where_there_is_nobody() {
        assertThat(inquiries.ask(Set.of(), ABOUT).silent()).isEmpty();
        assertThat(bus.told).isEmpty();
    }

    @Test
    void answers_what_others_ask_and_no_more_at_a_time_than_is_good() {
        journal.add(new Step.Committed(C, 7, 0));
        for (int i = 0; i < 20; i++) {
            listener.onTold("two#1", new BusRecord.TraceAsked(i, C, 7, List.of()));
        }
        assertThat(blocking.waiting()).isEqualTo(8);
        blocking.runAll();

        assertThat(bus.told).hasSize(8).first().isInstanceOfSatisfying(BusRecord.TraceTold.class, told -> {
            assertThat(told.asker()).isEqualTo("two#1");
            assertThat(told.question()).isZero();
            assertThat(NodeTraceJson.parse(JsonObject.parse(told.answer())).committed())
                    .isNotNull();
        });
    }

    @Test
    void hands_on_what_is_no_question() {
        var displaced = new BusRecord.Displaced(new UserId("ann"), List.of());
        listener.onTold("two#1", displaced);

        assertThat(passedOn).containsExactly(displaced);
    }
}
