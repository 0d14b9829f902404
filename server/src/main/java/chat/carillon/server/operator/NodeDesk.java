package chat.carillon.server.operator;

import chat.carillon.core.node.Node;
import chat.carillon.core.operator.LocalSessions;
import chat.carillon.core.operator.NodeReport;
import chat.carillon.core.operator.Rounds;
import chat.carillon.core.operator.Sample;
import chat.carillon.core.operator.SampleRing;
import chat.carillon.core.operator.SessionRow;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.time.Time;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers for this node what any node of the cluster is asked by an operator. Thread-safe, blocks.
public final class NodeDesk implements Rounds.Desk {
    private static final int ANSWER_BYTES = 1_024;

    /// A question that a node of another version asks is no error.
    private static final int MAX_ROWS = 1_000;

    private final Node node;
    private final NodeMeter meter;
    private final LocalSessions sessions;
    private final Supplier<NodeReport.Standing> standing;
    private final long startedAtMillis;

    public NodeDesk(Node node, NodeMeter meter, Supplier<NodeReport.Standing> standing, Time time) {
        this.node = node;
        this.meter = meter;
        this.sessions = new LocalSessions(node.sessions(), time);
        this.standing = standing;
        this.startedAtMillis = time.wallMillis();
    }

    @Override
    public Optional<byte[]> answer(JsonObject question) {
        return switch (question.stringOr("ask", "")) {
            case "report" -> said(report()::write);
            case "samples" ->
                said(json -> json.objects("samples", samples(question), (inner, one) -> one.write(inner)));
            case "sessions" -> said(json -> json.objects("sessions", rows(question), (inner, one) -> one.write(inner)));
            case "end" -> said(json -> end(question, json));
            case "announce" -> said(json -> json.field("told", announce(question)));
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> said(Consumer<JsonWriter> fields) {
        return Optional.of(JsonWriter.object(ANSWER_BYTES, fields));
    }

    private NodeReport report() {
        NodeRecord self = node.self();
        return new NodeReport(
                self.node(),
                NodeDesk.class.getPackage().getImplementationVersion(),
                absentIfEmpty(self.region()),
                absentIfEmpty(self.address()),
                startedAtMillis,
                standing.get(),
                meter.now(),
                meter.totals());
    }

    private static @Nullable String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private List<Sample> samples(JsonObject question) {
        return meter.ring().latest((int) question.integerOr("seconds", 1, SampleRing.CAPACITY, SampleRing.CAPACITY));
    }

    private List<SessionRow> rows(JsonObject question) {
        String user = question.stringOrNull("user");
        return sessions.page(user == null ? null : new UserId(user), question.stringOrNull("after"), (int)
                question.integerOr("limit", 1, MAX_ROWS, MAX_ROWS));
    }

    private void end(JsonObject question, JsonWriter json) {
        Optional<UserId> user = node.sessions().end(new SessionId(question.string("session")));
        json.field("ended", user.isPresent());
        user.ifPresent(one -> json.field("user", one.value()));
    }

    private long announce(JsonObject question) {
        node.sessions()
                .broadcast(new ServerFrame.Announce(
                        question.string("id"),
                        question.integer("at", 0, Limits.MAX_INTEGER),
                        new UserId(question.string("by")),
                        question.string("text")));
        return node.sessions().count();
    }
}
