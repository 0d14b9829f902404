package chat.carillon.push.http;

import chat.carillon.core.time.Time;
import chat.carillon.push.http.EndpointGuard.Route;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Posts to servers. Thread-safe; [#post] blocks and is called from virtual threads.
public final class HttpCaller implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /// Nobody needs more of an answer than its reason.
    private static final int MAX_BODY_BYTES = 8_192;

    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_CONNECTIONS_PER_ENDPOINT = 16;
    private static final int IDLE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpClient secure;
    private final HttpClient plain;
    private final EndpointGuard guard;
    private final Time time;
    private final Duration callTimeout;
    private final Outages outages;

    private HttpCaller(
            Vertx vertx, EndpointGuard guard, Time time, Duration callTimeout, @Nullable TrustManager trust) {
        this.vertx = vertx;
        this.guard = guard;
        this.time = time;
        this.callTimeout = callTimeout;
        this.outages = new Outages(time);
        HttpClientOptions tls = options()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true);
        secure = vertx.createHttpClient(trust == null ? tls : tls.setTrustOptions(TrustOptions.wrap(trust)), pool());
        plain = vertx.createHttpClient(options(), pool());
    }

    /// Servers are believed that a certificate authority of the JDK vouches for.
    public static HttpCaller open(Time time) {
        return open(time, Resolver.system(), CALL_TIMEOUT, null);
    }

    /// @param callTimeout from the look-up's end to the last byte of the answer
    /// @param trust who vouches for servers; null: the JDK's certificate authorities
    public static HttpCaller open(Time time, Resolver resolver, Duration callTimeout, @Nullable TrustManager trust) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(2));
        return new HttpCaller(vertx, new EndpointGuard(resolver), time, callTimeout, trust);
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setSslHandshakeTimeout(CONNECT_TIMEOUT_MILLIS)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setHttp2KeepAliveTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setDecompressionSupported(false);
    }

    private static PoolOptions pool() {
        return new PoolOptions()
                .setHttp1MaxSize(MAX_CONNECTIONS_PER_ENDPOINT)
                .setHttp2MaxSize(1)
                .setMaxWaitQueueSize(1_000);
    }

    /// Sends one request and waits for its answer.
    public HttpOutcome post(HttpPost post) {
        return switch (guard.route(post.uri(), post.reach())) {
            case Route.To(InetSocketAddress address) -> callUnlessDown(post, address);
            case Route.Forbidden(String why) -> new HttpOutcome.Forbidden(why, true);
            case Route.Astray(String why) -> new HttpOutcome.Forbidden(why, false);
            case Route.Unknown(String why) -> new HttpOutcome.Unreachable(why);
        };
    }

    private HttpOutcome callUnlessDown(HttpPost post, InetSocketAddress address) {
        if (post.reach() == Reach.ANYWHERE) {
            return call(post, address);
        }
        if (outages.pausing(address.getAddress())) {
            return new HttpOutcome.Unreachable("did not answer lately");
        }
        HttpOutcome outcome = call(post, address);
        if (outcome instanceof HttpOutcome.Unreachable) {
            outages.failed(address.getAddress());
        } else {
            outages.answered(address.getAddress());
        }
        return outcome;
    }

    private HttpOutcome call(HttpPost post, InetSocketAddress address) {
        boolean tls = "https".equals(post.uri().getScheme());
        var exchange = new Exchange(time, MAX_BODY_BYTES);
        CompletableFuture<HttpOutcome> outcome = (tls ? secure : plain)
                .request(request(post, address, tls))
                .compose(request -> exchange.run(request, Buffer.buffer(post.body())))
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return outcome.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.abandon();
            return new HttpOutcome.Unreachable("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.abandon();
            return new HttpOutcome.Unreachable("interrupted");
        } catch (ExecutionException e) {
            exchange.abandon();
            return new HttpOutcome.Unreachable(reason(e.getCause()));
        }
    }

    /// Host, port and path are the endpoint's, for the certificate and the server; the address is the guard's.
    private RequestOptions request(HttpPost post, InetSocketAddress address, boolean tls) {
        URI uri = post.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(address))
                .setHost(uri.getHost())
                .setPort(address.getPort())
                .setSsl(tls)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false);
        post.headers().forEach(request::addHeader);
        return request;
    }

    /// Messages of exceptions may quote what the server sent; their kinds do not.
    private static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "failed";
            case java.net.ConnectException _ -> "no connection";
            case javax.net.ssl.SSLException _ -> "no trusted TLS connection";
            default -> "failed: " + failure.getClass().getSimpleName();
        };
    }

    @Override
    public void close() {
        try {
            var _ = vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nothing is left to be done.
        }
    }
}
