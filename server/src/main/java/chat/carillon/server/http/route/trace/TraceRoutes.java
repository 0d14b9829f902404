package chat.carillon.server.http.route.trace;

import chat.carillon.core.trace.Trace;
import chat.carillon.core.trace.Tracer;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import chat.carillon.server.http.route.Replies;
import java.util.List;

/// Asks what became of a message.
public final class TraceRoutes {
    private final Tracer tracer;
    private final String store;

    /// @param store what the store is called
    public TraceRoutes(Tracer tracer, String store) {
        this.tracer = tracer;
        this.store = store;
    }

    public List<Route> routes() {
        return List.of(new Route(
                Method.GET,
                "/v1/conversations/{conversation}/messages/{seq}/trace",
                Access.ADMINISTRATOR,
                this::trace));
    }

    private Answer trace(Call call) {
        return Replies.read(tracer.trace(call.conversation(), call.seq()), this::answer);
    }

    private Answer answer(Trace trace) {
        return Answer.json(json -> TraceJson.write(json, trace, store));
    }
}
