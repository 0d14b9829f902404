package chat.carillon.benchmarks;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.bus.LoneBus;
import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.DeliveryLoop;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpscChunkedArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// What an entry costs between the bus and the event loops: the feed, its lock, and one enqueue a loop. How many
/// members the loops have does not matter here, which is the point.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FanoutBenchmark {
    private static final byte[] FRAME = new byte[300];

    /// A node with conversations that some event loops have members of.
    @State(Scope.Benchmark)
    public static class Node {
        @Param({"1", "2"})
        private int loops;

        private final AtomicLong conversations = new AtomicLong();
        private final SystemTime time = new SystemTime();
        private final InMemoryStore store = new InMemoryStore("benchmark", time, Limits.DEFAULT);
        private final UserId ada = new UserId("ada");
        private final Fanout fanout =
                new Fanout(new LoneBus(), store.log(), time, Limits.DEFAULT, Runnable::run, (_, _) -> {});

        @Setup
        public void start() {
            store.accounts().create(new AccountStore.Account(ada, "Ada", false, false, 0), null);
        }

        @TearDown
        public void stop() {
            time.close();
        }

        ConversationId open() {
            var id = new ConversationId("c" + conversations.incrementAndGet());
            CreateResult made = store.conversations()
                    .create(new NewConversation(
                            id,
                            ConversationKind.GROUP,
                            "benchmark",
                            null,
                            Conversation.Settings.of(ConversationKind.GROUP),
                            ada,
                            List.of(),
                            0));
            if (!(made instanceof CreateResult.Created)) {
                throw new IllegalStateException(made.toString());
            }
            fanout.open(List.of(id));
            for (int i = 0; i < loops; i++) {
                if (fanout.attach(id, new DrainedLoop()) == null) {
                    throw new IllegalStateException("not open");
                }
            }
            return id;
        }
    }

    /// A conversation for each thread.
    @State(Scope.Thread)
    public static class Own {
        private ConversationId conversation = new ConversationId("none");
        private long seq;

        @Setup
        public void open(Node node) {
            conversation = node.open();
            seq = 1;
        }
    }

    /// The inbox of an event loop, emptied now and then by whoever fills it.
    private static final class DrainedLoop implements DeliveryLoop {
        private static final int FULL = 512;
        private final MpscChunkedArrayQueue<Delivery> inbox = new MpscChunkedArrayQueue<>(1024, 1 << 17);

        @Override
        public void offer(Delivery delivery) {
            if (!inbox.offer(delivery) || inbox.size() > FULL) {
                inbox.clear();
            }
        }
    }

    @Benchmark
    public void delivers_an_entry(Node node, Own own) {
        own.seq++;
        node.fanout.onRecord(new BusRecord.Appended(own.conversation, own.seq, own.seq, false, 2, FRAME));
    }

    @Benchmark
    @Threads(2)
    public void delivers_entries_of_two_conversations(Node node, Own own) {
        own.seq++;
        node.fanout.onRecord(new BusRecord.Appended(own.conversation, own.seq, own.seq, false, 2, FRAME));
    }

    @Benchmark
    public void drops_what_is_known(Node node, Own own) {
        node.fanout.onRecord(new BusRecord.Appended(own.conversation, 1, 1, false, 2, FRAME));
    }
}
