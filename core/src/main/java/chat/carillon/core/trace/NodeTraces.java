package chat.carillon.core.trace;

import chat.carillon.core.operator.Rounds;
import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all nodes know of an entry, asked in [Rounds]. Thread-safe.
final class NodeTraces {
    private static final Logger log = LoggerFactory.getLogger(NodeTraces.class);
    private static final String ASK = "trace";
    private static final int ANSWER_BYTES = 2_048;

    private final LocalTraces local;
    private final Rounds rounds;

    NodeTraces(LocalTraces local, Rounds rounds) {
        this.local = local;
        this.rounds = rounds;
        rounds.answerWith(this::answer);
    }

    /// @param silent the nodes that did not answer in time, or not so that it can be read
    record Answers(List<NodeTrace> nodes, List<String> silent) {}

    /// Asks every node, this one too. Blocks until all have answered, or the time of a round is up.
    Answers of(ConversationId conversation, long seq, List<UserId> users) {
        Rounds.Answers answers = rounds.askAll(question -> question.field("ask", ASK)
                .field("conversation", conversation.value())
                .field("seq", seq)
                .strings("users", users.stream().map(UserId::value).toList()));
        List<NodeTrace> nodes = new ArrayList<>();
        List<String> silent = new ArrayList<>(answers.silent());
        answers.byNode().forEach((node, answer) -> {
            try {
                nodes.add(NodeTraceJson.parse(answer));
            } catch (MalformedJsonException | InvalidValueException e) {
                log.warn("an answer of {} cannot be read: {}", node, e.getMessage());
                silent.add(node);
            }
        });
        return new Answers(nodes, silent.stream().sorted().toList());
    }

    private Optional<byte[]> answer(JsonObject question) {
        if (!question.stringOr("ask", "").equals(ASK)) {
            return Optional.empty();
        }
        NodeTrace known = local.of(
                new ConversationId(question.string("conversation")),
                question.integer("seq", 1, Limits.MAX_INTEGER),
                question.strings("users", Tracer.MAX_NAMED).stream()
                        .map(UserId::new)
                        .toList());
        return Optional.of(JsonWriter.object(ANSWER_BYTES, json -> NodeTraceJson.write(json, known)));
    }
}
