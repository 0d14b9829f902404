package chat.carillon.core.operator;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rounds of questions that operators have: one node asks, it and all others answer, over the bus. Thread-safe.
///
/// The bus may lose everything: who does not answer within [#ANSWERS_WITHIN_MILLIS] is named as silent.
public final class Rounds {
    static final long ANSWERS_WITHIN_MILLIS = 2_000;

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final int QUESTION_BYTES = 256;

    /// Questions of others that are answered at a time; more remain without an answer.
    private static final int MAX_ANSWERING = 8;

    private final String self;
    private final Bus bus;
    private final Supplier<Set<String>> otherNodes;
    private final Executor blocking;
    private final AtomicLong lastQuestion = new AtomicLong();
    private final AtomicInteger answering = new AtomicInteger();
    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final List<Desk> desks = new CopyOnWriteArrayList<>();

    /// Knows answers of one node.
    @FunctionalInterface
    public interface Desk {
        /// A JSON object; empty if it is for another desk, or not understood. May block.
        Optional<byte[]> answer(JsonObject question);
    }

    /// A question that waits for its answers.
    private record Open(Set<String> expected, Map<String, JsonObject> answers, CountDownLatch missing) {}

    /// @param byNode answers by name and incarnation of the node
    /// @param silent the nodes that did not answer in time
    public record Answers(Map<String, JsonObject> byNode, List<String> silent) {}

    /// @param self name and incarnation of this node
    /// @param otherNodes those that live
    /// @param blocking runs answers to other nodes
    public Rounds(String self, Bus bus, Supplier<Set<String>> otherNodes, Executor blocking) {
        this.self = self;
        this.bus = bus;
        this.otherNodes = otherNodes;
        this.blocking = blocking;
    }

    /// Who answers for this node too from now on: the first desk that knows an answer.
    public void answerWith(Desk desk) {
        desks.add(desk);
    }

    /// Name and incarnation of this node.
    public String self() {
        return self;
    }

    /// Whether this node, or one that is known to live, has this name.
    public boolean lives(String node) {
        return node.equals(self) || otherNodes.get().contains(node);
    }

    /// Asks this node and all others. Blocks until all have answered, or the time is up.
    public Answers askAll(Consumer<JsonWriter> question) {
        var nodes = new HashSet<>(otherNodes.get());
        nodes.add(self);
        return ask(nodes, question);
    }

    /// Asks one node; the same if that is this one.
    public Answers ask(String node, Consumer<JsonWriter> question) {
        return ask(Set.of(node), json -> question.accept(json.field("node", node)));
    }

    private Answers ask(Set<String> nodes, Consumer<JsonWriter> question) {
        byte[] asked = JsonWriter.object(QUESTION_BYTES, question);
        Set<String> others = new HashSet<>(nodes);
        boolean own = others.remove(self);
        Map<String, JsonObject> answers = new TreeMap<>(others.isEmpty() ? Map.of() : askOthers(others, asked));
        if (own) {
            answerOf(JsonObject.parse(asked)).ifPresent(answer -> answers.put(self, JsonObject.parse(answer)));
        }
        List<String> silent = nodes.stream()
                .filter(node -> !answers.containsKey(node))
                .sorted()
                .toList();
        return new Answers(answers, silent);
    }

    private Map<String, JsonObject> askOthers(Set<String> nodes, byte[] asked) {
        long question = lastQuestion.incrementAndGet();
        var round = new Open(Set.copyOf(nodes), new ConcurrentHashMap<>(), new CountDownLatch(nodes.size()));
        open.put(question, round);
        try {
            bus.tell(new BusRecord.NodesAsked(question, asked));
            var _ = round.missing().await(ANSWERS_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(question);
        }
        return Map.copyOf(round.answers());
    }

    /// Hears what concerns rounds, and hands on everything else.
    public Bus.Listener before(Bus.Listener next) {
        return new Bus.Listener() {
            @Override
            public void onRecord(BusRecord.OfConversation record) {
                next.onRecord(record);
            }

            @Override
            public void onTold(String node, BusRecord.Told record) {
                switch (record) {
                    case BusRecord.NodesAsked asked -> asked(node, asked);
                    case BusRecord.NodeAnswered answered -> answered(node, answered);
                    case BusRecord.OfUsers users -> next.onTold(node, users);
                }
            }

            @Override
            public void onSubscribed(ConversationId conversation) {
                next.onSubscribed(conversation);
            }
        };
    }

    private void asked(String asker, BusRecord.NodesAsked asked) {
        if (answering.incrementAndGet() > MAX_ANSWERING) {
            answering.decrementAndGet();
            return;
        }
        blocking.execute(() -> {
            try {
                answer(asker, asked);
            } catch (RuntimeException e) {
                log.error("defect while answering {}", asker, e);
            } finally {
                answering.decrementAndGet();
            }
        });
    }

    private void answer(String asker, BusRecord.NodesAsked asked) {
        JsonObject question = parsed(asker, asked.what());
        if (question == null) {
            return;
        }
        String only = question.stringOrNull("node");
        if (only == null || only.equals(self)) {
            answerOf(question)
                    .ifPresent(answer -> bus.tell(new BusRecord.NodeAnswered(asker, asked.question(), answer)));
        }
    }

    private Optional<byte[]> answerOf(JsonObject question) {
        return desks.stream().flatMap(desk -> desk.answer(question).stream()).findFirst();
    }

    private void answered(String node, BusRecord.NodeAnswered answered) {
        Open round = answered.asker().equals(self) ? open.get(answered.question()) : null;
        if (round == null || !round.expected().contains(node)) {
            return;
        }
        JsonObject answer = parsed(node, answered.answer());
        if (answer != null && round.answers().putIfAbsent(node, answer) == null) {
            round.missing().countDown();
        }
    }

    private static @Nullable JsonObject parsed(String node, byte[] json) {
        try {
            return JsonObject.parse(json);
        } catch (MalformedJsonException | InvalidValueException e) {
            log.warn("what {} says cannot be read: {}", node, e.getMessage());
            return null;
        }
    }
}
