package chat.carillon.server.http;

import chat.carillon.core.time.Time;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.auth.Authentication;
import chat.carillon.server.config.Network;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.websocket.WebSocketEndpoint;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the Vert.x router of a list of routes: admission and headers on the event loop, everything else on a
/// virtual thread. Thread-safe; each event loop makes a router of its own.
public final class ApiRouter {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String STATE = "carillon.state";
    private static final String ARRIVAL = "carillon.arrival";

    /// A body that has not arrived by then is not waited for any longer.
    private static final long BODY_TIMEOUT_MILLIS = 30_000;

    private static final String ALLOWED_HEADERS = "Authorization, Content-Type, " + REQUEST_ID;
    private static final String ALLOWED_METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String PREFLIGHT_SECONDS = "7200";

    private final List<Route> routes;
    private final ServerConfig.Http config;
    private final Dispatcher dispatcher;
    private final Admission admission;
    private final Edge edge;
    private final ClientAddress addresses;
    private final Origins origins;
    private final AtomicInteger unwritten = new AtomicInteger();

    /// What the router needs from around it.
    ///
    /// @param blocking runs what blocks; a virtual thread a task
    /// @param pages answers what is asked for at no route, if it can
    public record Edge(Time time, Executor blocking, HttpListener listener, Predicate<RoutingContext> pages) {}

    private ApiRouter(
            List<Route> routes, ServerConfig.Http config, Dispatcher dispatcher, Admission admission, Edge edge) {
        this.routes = routes;
        this.config = config;
        this.dispatcher = dispatcher;
        this.admission = admission;
        this.edge = edge;
        this.addresses = new ClientAddress(config.trustedProxies());
        this.origins = new Origins(config.allowedOrigins());
    }

    public static ApiRouter create(List<Route> routes, ServerConfig config, Authentication authentication, Edge edge) {
        var admission = new Admission(config.http(), config.limits(), edge.time());
        return new ApiRouter(routes, config.http(), new Dispatcher(authentication, admission), admission, edge);
    }

    /// Requests that are worked on, and answers that are being written.
    public int inProgress() {
        return admission.inProgress() + unwritten.get();
    }

    /// What is known of a request on its way.
    private record State(String id, Call.Origin origin, long startNanos) {}

    /// @param socket takes the requests for a WebSocket
    public Router router(Vertx vertx, Handler<RoutingContext> socket) {
        Router router = Router.router(vertx);
        router.route().handler(this::begin);
        router.get("/v1/socket").handler(socket);
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
        for (Route route : routes) {
            var mounted = router.route(HttpMethod.valueOf(route.method().name()), route.routerPath());
            if (route.method() == Route.Method.GET) {
                mounted.method(HttpMethod.HEAD);
            }
            mounted.handler(context -> enter(context, bodies)).handler(context -> dispatch(context, route));
        }
        router.errorHandler(404, context -> {
            if (!edge.pages().test(context)) {
                fail(context, ErrorCode.NOT_FOUND, "path: there is nothing here");
            }
        });
        router.errorHandler(405, this::methodNotAllowed);
        router.errorHandler(403, this::refused);
        router.errorHandler(503, this::refused);
        String tooLarge = "body: too large (expected: <= %d bytes)".formatted(config.maxBodyBytes());
        router.errorHandler(413, context -> fail(context, ErrorCode.BODY_TOO_LARGE, tooLarge));
        router.errorHandler(400, this::refused);
        router.errorHandler(500, context -> {
            Throwable failure =
                    Objects.requireNonNullElseGet(context.failure(), () -> new IllegalStateException("500"));
            write(
                    context,
                    Problems.document(
                            Problems.of(failure, state(context).id()),
                            state(context).id()),
                    "other");
        });
        return router;
    }

    private void begin(RoutingContext context) {
        HttpServerRequest request = context.request();
        ClientAddress.Client client = addresses.of(request);
        boolean open = client.direct() && within(config.metricsNetworks(), client.address());
        String id = requestId(request.getHeader(REQUEST_ID));
        context.put(STATE, new State(id, new Call.Origin(client.key(), open), System.nanoTime()));
        HttpServerResponse response = context.response();
        response.putHeader(REQUEST_ID, id).putHeader("X-Content-Type-Options", "nosniff");
        Instant now = Instant.ofEpochMilli(edge.time().wallMillis());
        response.putHeader(HttpHeaders.DATE, DateFormatter.format(Date.from(now)));
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && origins.allows(origin, request.getHeader(HttpHeaders.HOST))) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin).putHeader(HttpHeaders.VARY, "Origin");
        }
        if (HttpMethod.OPTIONS.equals(request.method())) {
            response.setStatusCode(204)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, ALLOWED_METHODS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
                    .end();
            return;
        }
        Answer.Problem refusal = admission.refusalOf(client.key());
        if (refusal == null) {
            context.next();
        } else {
            write(context, Problems.document(refusal, id), "other");
        }
    }

    /// Where a request comes from, as rate limits count it.
    public String addressOf(HttpServerRequest request) {
        return addresses.of(request).key();
    }

    private static boolean within(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /// A client's own id is kept if it is harmless in logs.
    private static String requestId(@Nullable String given) {
        return given != null && given.matches("[A-Za-z0-9._-]{1,64}")
                ? given
                : Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /// Takes a place before the body is read. It is given back when the client has gone before the body came, or
    /// when the work is done: who asks and hangs up does not free a place for more work.
    private void enter(RoutingContext context, BodyHandler bodies) {
        Admission.Place place = admission.enter(expectedBodyBytes(context.request()));
        if (place == null) {
            fail(context, ErrorCode.OVERLOADED, "this node has too many requests to do");
            return;
        }
        long timer = context.vertx()
                .setTimer(
                        BODY_TIMEOUT_MILLIS, _ -> context.request().connection().close());
        var arrival = new Arrival(place, timer);
        context.put(ARRIVAL, arrival);
        context.addEndHandler(_ -> {
            context.vertx().cancelTimer(timer);
            if (!arrival.dispatched) {
                place.leave();
            }
        });
        bodies.handle(context);
    }

    /// A request whose body is being read. Confined to the request's event loop.
    private static final class Arrival {
        private final Admission.Place place;
        private final long timer;
        private boolean dispatched;

        private Arrival(Admission.Place place, long timer) {
            this.place = place;
            this.timer = timer;
        }
    }

    private long expectedBodyBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? config.maxBodyBytes() : 0;
        }
        try {
            return Math.clamp(Long.parseLong(length), 0, config.maxBodyBytes());
        } catch (NumberFormatException e) {
            return config.maxBodyBytes();
        }
    }

    private void dispatch(RoutingContext context, Route route) {
        Arrival arrival = Objects.requireNonNull(context.get(ARRIVAL), "enter comes first");
        context.vertx().cancelTimer(arrival.timer);
        arrival.dispatched = true;
        State state = state(context);
        Buffer body = context.body().buffer();
        var request = new Dispatcher.Request(
                state.id(),
                route,
                state.origin(),
                context.request().getHeader(HttpHeaders.AUTHORIZATION),
                Map.copyOf(context.pathParams()),
                query(context),
                body == null ? new byte[0] : body.getBytes());
        var loop = context.vertx().getOrCreateContext();
        edge.blocking().execute(() -> {
            Answer.Content answer = dispatcher.answer(request);
            unwritten.incrementAndGet();
            // Before it is written: who reads slowly must not hold a place for work.
            arrival.place.leave();
            loop.runOnContext(_ -> write(context, answer, route.method() + " " + route.path())
                    .onComplete(_ -> unwritten.decrementAndGet()));
        });
    }

    private static Map<String, String> query(RoutingContext context) {
        Map<String, String> query = new HashMap<>();
        context.queryParams().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
        return query;
    }

    /// What Vert.x itself cannot understand, and upgrades that the socket's endpoint does not want.
    private void refused(RoutingContext context) {
        if (context.failure() instanceof WebSocketEndpoint.RefusedUpgrade refused) {
            String detail = String.valueOf(refused.getMessage());
            fail(context, new Answer.Problem(refused.code(), detail, refused.retryAfterMillis()));
        } else {
            fail(context, ErrorCode.INVALID_FIELD, "the request cannot be understood");
        }
    }

    private void methodNotAllowed(RoutingContext context) {
        String path = Objects.requireNonNullElse(context.request().path(), "");
        String allowed = routes.stream()
                .filter(route -> route.isAt(path))
                .map(route -> route.method().name())
                .distinct()
                .collect(Collectors.joining(", "));
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        fail(context, ErrorCode.METHOD_NOT_ALLOWED, "method: not for this address (expected: " + allowed + ")");
    }

    private void fail(RoutingContext context, ErrorCode code, String detail) {
        fail(context, (Answer.Problem) Answer.problem(code, detail));
    }

    private void fail(RoutingContext context, Answer.Problem problem) {
        write(context, Problems.document(problem, state(context).id()), "other");
    }

    private Future<?> write(RoutingContext context, Answer.Content answer, String route) {
        edge.listener()
                .answered(
                        route,
                        answer.status(),
                        System.nanoTime() - state(context).startNanos());
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        answer.headers().forEach(response::putHeader);
        return answer.status() == 204
                ? response.end()
                : response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                        .end(Buffer.buffer(answer.body()));
    }

    private static State state(RoutingContext context) {
        return Objects.requireNonNull(context.get(STATE), "begin comes first");
    }
}
