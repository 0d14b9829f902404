package chat.carillon.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.bus.LoneBus;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.journal.Step;
import chat.carillon.core.operator.Rounds;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class NodeTracesTest {
    private static final ConversationId C = new ConversationId("c");
    private static final List<UserId> ANN = List.of(new UserId("ann"));

    private final HandTime time = new HandTime();
    private final RecordingBus bus = new RecordingBus();

    private Rounds rounds(String self, Set<String> others) {
        return new Rounds(self, bus, () -> others, Runnable::run);
    }

    private NodeTraces traces(String self, Rounds rounds) {
        var journal = new Journal(time);
        journal.add(new Step.Committed(C, 7, 0));
        var fanout = new Fanout(new LoneBus(), new ScriptedLog(), time, Limits.DEFAULT, Runnable::run, (_, _) -> {});
        return new NodeTraces(new LocalTraces(self, journal, fanout, time, _ -> 0), rounds);
    }

    @Test
    void every_node_says_what_it_knows() {
        Rounds one = rounds("one#1", Set.of("two#1"));
        Rounds two = rounds("two#1", Set.of("one#1"));
        var _ = traces("two#1", two);
        var asking = traces("one#1", one);

        var answers = CompletableFuture.supplyAsync(() -> asking.of(C, 7, ANN));
        BusRecord.Told question = told(0);
        two.before(new Nobody()).onTold("one#1", question);
        one.before(new Nobody()).onTold("two#1", told(1));

        assertThat(answers.join().nodes()).extracting(NodeTrace::node).containsExactly("one#1", "two#1");
        assertThat(answers.join().nodes())
                .allSatisfy(node -> assertThat(node.committed()).isNotNull());
        assertThat(answers.join().silent()).isEmpty();
    }

    @Test
    void a_node_whose_answer_is_none_counts_as_silent() {
        Rounds one = rounds("one#1", Set.of("two#1"));
        var asking = traces("one#1", one);

        var answers = CompletableFuture.supplyAsync(() -> asking.of(C, 7, ANN));
        long question = ((BusRecord.NodesAsked) told(0)).question();
        one.before(new Nobody()).onTold("two#1", new BusRecord.NodeAnswered("one#1", question, new byte[] {'{', '}'}));

        assertThat(answers.join().nodes()).extracting(NodeTrace::node).containsExactly("one#1");
        assertThat(answers.join().silent()).containsExactly("two#1");
    }

    private BusRecord.Told told(int index) {
        return Awaitility.await()
                .until(() -> bus.told, told -> told.size() > index)
                .get(index);
    }

    private static final class Nobody implements Bus.Listener {
        @Override
        public void onRecord(BusRecord.OfConversation record) {}

        @Override
        public void onTold(String node, BusRecord.Told record) {}

        @Override
        public void onSubscribed(ConversationId conversation) {}
    }
}
