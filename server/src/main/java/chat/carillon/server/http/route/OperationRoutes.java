package chat.carillon.server.http.route;

import chat.carillon.core.people.AuditKind;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.codec.LimitsJson;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.NodeStatus;
import chat.carillon.server.http.NodeStatus.Stage;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.operator.Audit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// For those who run the server: health, metrics, limits, the description of this very surface.
public final class OperationRoutes {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final NodeStatus status;
    private final Runnable drain;
    private final Limits limits;
    private final Supplier<String> metrics;
    private final Audit audit;

    /// @param drain makes the node go out of service; does not block
    /// @param metrics in the text format of Prometheus
    public OperationRoutes(NodeStatus status, Runnable drain, Limits limits, Supplier<String> metrics, Audit audit) {
        this.status = status;
        this.drain = drain;
        this.limits = limits;
        this.metrics = metrics;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Method.GET, "/healthz", Access.OPEN, this::alive),
                new Route(Method.GET, "/readyz", Access.OPEN, this::ready),
                new Route(Method.GET, "/metrics", Access.OPTIONAL, this::metrics),
                new Route(Method.GET, "/openapi.json", Access.OPEN, this::openApi),
                new Route(Method.GET, "/v1/limits", Access.OPEN, this::limits),
                new Route(Method.POST, "/v1/drain", Access.ADMINISTRATOR, this::drain));
    }

    /// The process runs and answers; whether it should be sent work is another question.
    private Answer alive(Call call) {
        return Answer.json(json -> json.field("status", "alive"));
    }

    private Answer ready(Call call) {
        Optional<String> refusal = status.storeRefusal();
        Stage stage = status.stage();
        boolean ready = stage == Stage.SERVING && refusal.isEmpty();
        String overall = stage != Stage.SERVING ? lower(stage) : refusal.isEmpty() ? "ready" : "degraded";
        return Answer.json(
                ready ? OK : UNAVAILABLE,
                json -> json.field("status", overall)
                        .field("node", status.node())
                        .object(
                                "store",
                                store -> store.field("status", refusal.isEmpty() ? "up" : "refusing")
                                        .optional("reason", refusal.orElse(null)))
                        .object("broker", broker -> broker.field("status", lower(status.bus())))
                        .strings("otherNodes", status.otherNodes()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Answer metrics(Call call) {
        if (!call.origin().insideMetricsNetwork() && !call.byAdministrator()) {
            return call.optionalIdentity() == null
                    ? Answer.problem(ErrorCode.UNAUTHENTICATED, "metrics need an administrator's token from here")
                    : Answer.problem(ErrorCode.FORBIDDEN, "metrics need an administrator's token from here");
        }
        return Answer.text(METRICS_TYPE, metrics.get());
    }

    private Answer openApi(Call call) {
        return new Answer.Content(OK, "application/json", OpenApi.json(), Map.of());
    }

    private Answer drain(Call call) {
        drain.run();
        audit.note(call.user(), call.address(), AuditKind.DRAINED, status.node());
        return Answer.nothing();
    }

    private Answer limits(Call call) {
        return Answer.json(json -> LimitsJson.write(json, limits));
    }
}
