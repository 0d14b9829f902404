package chat.carillon.core.trace;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions to the other nodes about an entry, over the bus, and their questions to this one. Thread-safe.
///
/// The bus may lose everything: who does not answer within [#ANSWERS_WITHIN_MILLIS] is named as such.
final class Inquiries {
    static final long ANSWERS_WITHIN_MILLIS = 2_000;

    private static final Logger log = LoggerFactory.getLogger(Inquiries.class);
    private static final int ANSWER_BYTES = 2_048;

    /// Questions of others that are answered at a time; more remain without an answer.
    private static final int MAX_ANSWERING = 8;

    private final String self;
    private final Bus bus;
    private final LocalTraces local;
    private final Executor blocking;
    private final AtomicLong lastQuestion = new AtomicLong();
    private final AtomicInteger answering = new AtomicInteger();
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    Inquiries(String self, Bus bus, LocalTraces local, Executor blocking) {
        this.self = self;
        this.bus = bus;
        this.local = local;
        this.blocking = blocking;
    }

    /// A question that waits for its answers.
    private record Open(Set<String> expected, Map<String, NodeTrace> answers, CountDownLatch missing) {}

    /// @param silent the nodes that did not answer in time
    record Answers(List<NodeTrace> nodes, List<String> silent) {}

    /// Asks these nodes. Blocks until all have answered, or the time is up.
    Answers ask(Set<String> nodes, BusRecord.TraceAsked about) {
        if (nodes.isEmpty()) {
            return new Answers(List.of(), List.of());
        }
        long question = lastQuestion.incrementAndGet();
        var asked = new Open(Set.copyOf(nodes), new ConcurrentHashMap<>(), new CountDownLatch(nodes.size()));
        open.put(question, asked);
        try {
            bus.tell(new BusRecord.TraceAsked(question, about.conversation(), about.seq(), about.users()));
            var _ = asked.missing().await(ANSWERS_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(question);
        }
        Map<String, NodeTrace> answers = new TreeMap<>(asked.answers());
        List<String> silent = nodes.stream()
                .filter(node -> !answers.containsKey(node))
                .sorted()
                .toList();
        return new Answers(List.copyOf(answers.values()), silent);
    }

    /// Hears what concerns questions, and hands on everything else.
    Bus.Listener before(Bus.Listener next) {
        return new Bus.Listener() {
            @Override
            public void onRecord(BusRecord.OfConversation record) {
                next.onRecord(record);
            }

            @Override
            public void onTold(String node, BusRecord.Told record) {
                switch (record) {
                    case BusRecord.TraceAsked asked -> asked(node, asked);
                    case BusRecord.TraceTold told -> told(node, told);
                    case BusRecord.OfUsers users -> next.onTold(node, users);
                    case BusRecord.OfOperator asked -> next.onTold(node, asked);
                }
            }

            @Override
            public void onSubscribed(ConversationId conversation) {
                next.onSubscribed(conversation);
            }
        };
    }

    private void asked(String asker, BusRecord.TraceAsked asked) {
        if (answering.incrementAndGet() > MAX_ANSWERING) {
            answering.decrementAndGet();
            return;
        }
        blocking.execute(() -> {
            try {
                answer(asker, asked);
            } catch (RuntimeException e) {
                log.error("defect while answering {} about {}/{}", asker, asked.conversation(), asked.seq(), e);
            } finally {
                answering.decrementAndGet();
            }
        });
    }

    private void answer(String asker, BusRecord.TraceAsked asked) {
        List<UserId> users = asked.users();
        NodeTrace known = local.of(asked.conversation(), asked.seq(), users);
        byte[] json = JsonWriter.object(ANSWER_BYTES, writer -> NodeTraceJson.write(writer, known));
        bus.tell(new BusRecord.TraceTold(asker, asked.question(), json));
    }

    private void told(String node, BusRecord.TraceTold told) {
        Open asked = told.asker().equals(self) ? open.get(told.question()) : null;
        if (asked == null || !asked.expected().contains(node)) {
            return;
        }
        try {
            NodeTrace answer = NodeTraceJson.parse(JsonObject.parse(told.answer()));
            if (asked.answers().putIfAbsent(node, answer) == null) {
                asked.missing().countDown();
            }
        } catch (MalformedJsonException | InvalidValueException e) {
            log.warn("an answer of {} cannot be read: {}", node, e.getMessage());
        }
    }
}
