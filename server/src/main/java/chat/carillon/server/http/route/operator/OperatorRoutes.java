package chat.carillon.server.http.route.operator;

import chat.carillon.core.operator.NodeReport;
import chat.carillon.core.operator.Rounds;
import chat.carillon.core.operator.Sample;
import chat.carillon.core.operator.SampleRing;
import chat.carillon.core.operator.SessionRow;
import chat.carillon.core.people.AuditKind;
import chat.carillon.core.people.AuditRecord;
import chat.carillon.core.time.Time;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.SessionId;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.operator.Audit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// The nodes, who is connected to them, what happened lately; ending sessions, announcing, the audit log.
public final class OperatorRoutes {
    private static final int MAX_ROWS = 1_000;
    private static final int DEFAULT_SECONDS = 120;

    private final Rounds rounds;
    private final Audit audit;
    private final Limits limits;
    private final Time time;

    public OperatorRoutes(Rounds rounds, Audit audit, Limits limits, Time time) {
        this.rounds = rounds;
        this.audit = audit;
        this.limits = limits;
        this.time = time;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Method.GET, "/v1/operator/nodes", Access.ADMINISTRATOR, this::nodes),
                new Route(Method.GET, "/v1/operator/stats", Access.ADMINISTRATOR, this::stats),
                new Route(Method.GET, "/v1/operator/sessions", Access.ADMINISTRATOR, this::sessions),
                new Route(Method.DELETE, "/v1/operator/sessions/{session}", Access.ADMINISTRATOR, this::end),
                new Route(Method.POST, "/v1/operator/announce", Access.ADMINISTRATOR, this::announce),
                new Route(Method.GET, "/v1/operator/audit", Access.ADMINISTRATOR, this::audit));
    }

    private static Consumer<JsonWriter> question(String ask) {
        return json -> json.field("ask", ask);
    }

    private Answer nodes(Call call) {
        Rounds.Answers answers = rounds.askAll(question("report"));
        List<NodeReport> reports =
                answers.byNode().values().stream().map(NodeReport::read).toList();
        return Answer.json(json -> json.objects("nodes", reports, (inner, report) -> {
                    report.write(inner);
                    inner.field("self", report.node().equals(rounds.self()));
                })
                .strings("silentNodes", answers.silent()));
    }

    /// The node that the call is about, or this one.
    private String node(Call call) {
        String node = call.query("node");
        if (node != null && !rounds.lives(node)) {
            throw new InvalidValueException(
                    "node: '%s' (expected: name and incarnation of a node that lives)".formatted(Text.excerpt(node)));
        }
        return node == null ? rounds.self() : node;
    }

    private Answer stats(Call call) {
        String node = node(call);
        long seconds = call.number("seconds", DEFAULT_SECONDS);
        if (seconds < 1 || seconds > SampleRing.CAPACITY) {
            throw new InvalidValueException("seconds: %d (expected: 1 to %d)".formatted(seconds, SampleRing.CAPACITY));
        }
        Rounds.Answers answers =
                rounds.ask(node, json -> json.field("ask", "samples").field("seconds", seconds));
        if (!answers.silent().isEmpty()) {
            return silent(node);
        }
        List<Sample> samples = answers.byNode().values().stream()
                .flatMap(answer -> answer.objects("samples", SampleRing.CAPACITY).stream())
                .map(Sample::read)
                .toList();
        return Answer.json(
                json -> json.field("node", node).objects("samples", samples, (inner, sample) -> sample.write(inner)));
    }

    private static Answer silent(String node) {
        return Answer.problem(ErrorCode.UNAVAILABLE, node + " did not answer in time");
    }

    private Answer sessions(Call call) {
        String user = call.query("user");
        UserId wanted = user == null ? null : new UserId(user);
        String after = call.query("after");
        int limit = call.limit(Math.min(MAX_ROWS, limits.maxPageEntries()));
        Consumer<JsonWriter> question = json -> json.field("ask", "sessions")
                .field("limit", limit)
                .optional("user", wanted)
                .optional("after", (Object) after);
        Rounds.Answers answers =
                call.query("node") == null ? rounds.askAll(question) : rounds.ask(node(call), question);
        List<SessionRow> rows = answers.byNode().values().stream()
                .flatMap(answer -> answer.objects("sessions", MAX_ROWS).stream())
                .map(SessionRow::read)
                .sorted(Comparator.comparing(row -> row.session().value()))
                .limit(limit)
                .toList();
        return Answer.json(json -> json.objects("sessions", rows, (inner, row) -> row.write(inner))
                .strings("silentNodes", answers.silent()));
    }

    /// A session's id begins with the name of its node.
    private Answer end(Call call) {
        var session = new SessionId(call.path("session"));
        String node = session.value().substring(0, Math.max(0, session.value().lastIndexOf('.')));
        Answer none = Answer.problem(ErrorCode.NO_SUCH_SESSION, "session: " + session);
        if (!rounds.lives(node)) {
            return none;
        }
        Rounds.Answers answers =
                rounds.ask(node, json -> json.field("ask", "end").field("session", session.value()));
        if (!answers.silent().isEmpty()) {
            return silent(node);
        }
        Optional<JsonObject> ended = answers.byNode().values().stream()
                .filter(answer -> answer.booleanOr("ended", false))
                .findFirst();
        if (ended.isEmpty()) {
            return none;
        }
        String subject = (ended.get().stringOr("user", "") + " " + session).strip();
        audit.note(call.user(), call.address(), AuditKind.SESSION_ENDED, subject);
        return Answer.nothing();
    }

    private Answer announce(Call call) {
        String text = Text.checkedNotBlank("text", call.body().string("text"), ServerFrame.Announce.MAX_TEXT_CHARS);
        String id = UUID.randomUUID().toString();
        long now = time.wallMillis();
        Rounds.Answers answers = rounds.askAll(json -> json.field("ask", "announce")
                .field("id", id)
                .field("at", now)
                .field("by", call.user().value())
                .field("text", text));
        audit.note(call.user(), call.address(), AuditKind.ANNOUNCED, id);
        long told = answers.byNode().values().stream()
                .mapToLong(answer -> answer.integerOr("told", 0, Limits.MAX_INTEGER, 0))
                .sum();
        return Answer.json(json ->
                json.field("id", id).field("at", now).field("sessions", told).strings("silentNodes", answers.silent()));
    }

    private Answer audit(Call call) {
        List<AuditRecord> done = audit.before(call.query("before"), call.limit(limits.maxPageEntries()));
        return Answer.json(json -> json.objects("actions", done, OperatorRoutes::write));
    }

    private static void write(JsonWriter json, AuditRecord done) {
        json.field("id", done.id())
                .field("at", done.atMillis())
                .field("by", done.by().value())
                .field("action", done.kind())
                .optional("subject", (Object) done.subject())
                .optional("address", (Object) done.address());
    }
}
