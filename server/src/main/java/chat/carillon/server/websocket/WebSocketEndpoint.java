package chat.carillon.server.websocket;

import chat.carillon.model.Text;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.admission.Refusal;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `GET /v1/socket`: checks the upgrade (RFC 6455, 4.2), answers it, and hands the channel to the [Gateway]. The
/// HTTP server has nothing to do with the socket from then on. Runs on the socket's event loop, never blocks.
public final class WebSocketEndpoint implements Handler<RoutingContext> {
    public static final String SUBPROTOCOL = "carillon.v1";

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String BEARER = "Bearer ";
    private static final String DEFLATE = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final int KEY_BYTES = 16;
    private static final int MAX_CLIENT_CHARS = 128;

    private final Gateway gateway;
    private final Admission admission;
    private final Set<String> allowedOrigins;
    private final Function<HttpServerRequest, String> addressOf;

    /// @param allowedOrigins origins of pages that may connect, beside the server's own; `*` allows all
    /// @param addressOf the client's address, seen through trusted proxies
    public WebSocketEndpoint(
            Gateway gateway, Set<String> allowedOrigins, Function<HttpServerRequest, String> addressOf) {
        this.gateway = gateway;
        this.admission = gateway.admission();
        this.allowedOrigins = Set.copyOf(allowedOrigins);
        this.addressOf = addressOf;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String address = addressOf.apply(request);
        long retryAfterMillis = admission.admit(address, System.nanoTime());
        if (retryAfterMillis > 0) {
            refuseForNow(context, retryAfterMillis);
            return;
        }
        String key = request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        String problem = problemOf(request, key);
        if (problem != null || key == null) {
            admission.refused(Refusal.REQUEST);
            refuse(context, ErrorCode.INVALID_FIELD, String.valueOf(problem));
        } else if (!originAllowed(request)) {
            admission.refused(Refusal.ORIGIN);
            refuse(context, ErrorCode.ORIGIN_NOT_ALLOWED, "origin: " + request.getHeader(HttpHeaderNames.ORIGIN));
        } else {
            upgrade(request, key, address);
        }
    }

    private static @Nullable String problemOf(HttpServerRequest request, @Nullable String key) {
        if (!mentions(request.getHeader(HttpHeaderNames.UPGRADE), "websocket")
                || !mentions(request.getHeader(HttpHeaderNames.CONNECTION), "upgrade")) {
            return "headers: no WebSocket upgrade (expected: Connection: Upgrade, Upgrade: websocket)";
        }
        if (!"13".equals(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return "Sec-WebSocket-Version: not 13";
        }
        if (!mentions(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL), SUBPROTOCOL)) {
            return "Sec-WebSocket-Protocol: missing (expected: " + SUBPROTOCOL + ")";
        }
        return validKey(key) ? null : "Sec-WebSocket-Key: not 16 bytes in Base64";
    }

    private static boolean validKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean mentions(@Nullable String header, String word) {
        return header != null
                && Arrays.stream(header.split(","))
                        .anyMatch(part -> part.strip().toLowerCase(Locale.ROOT).equals(word));
    }

    /// Programs send no origin; pages do, and only those of this server or of the list may use a user's browser.
    private boolean originAllowed(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaderNames.ORIGIN);
        String host = request.getHeader(HttpHeaderNames.HOST);
        return origin == null
                || allowedOrigins.contains("*")
                || allowedOrigins.contains(origin)
                || origin.equals("http://" + host)
                || origin.equals("https://" + host);
    }

    private void upgrade(HttpServerRequest request, String key, String address) {
        HttpServerResponse response = request.response()
                .setStatusCode(101)
                .putHeader(HttpHeaderNames.UPGRADE, "websocket")
                .putHeader(HttpHeaderNames.CONNECTION, "Upgrade")
                .putHeader(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key))
                .putHeader(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL);
        boolean compress = offersDeflate(request.getHeader(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        if (compress) {
            response.putHeader(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, DEFLATE);
        }
        var handshake = new SocketConnection.Handshake(address, bearerToken(request), client(request), compress);
        request.toNetSocket().onSuccess(socket -> {
            Channel channel =
                    ((NetSocketInternal) socket).channelHandlerContext().channel();
            gateway.takeOver(channel, "handler", handshake);
        });
    }

    private static boolean offersDeflate(@Nullable String extensions) {
        return extensions != null
                && Arrays.stream(extensions.split(","))
                        .map(offer -> offer.strip().toLowerCase(Locale.ROOT))
                        // A window that the client limits is one we do not have.
                        .anyMatch(offer ->
                                offer.startsWith("permessage-deflate") && !offer.contains("server_max_window_bits"));
    }

    /// What the client calls itself, for operators to read.
    private static @Nullable String client(HttpServerRequest request) {
        String agent = request.getHeader(HttpHeaderNames.USER_AGENT);
        return agent == null ? null : Text.beginning(agent, MAX_CLIENT_CHARS).replaceAll("\\p{Cntrl}|\\p{Cs}", "?");
    }

    private static @Nullable String bearerToken(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaderNames.AUTHORIZATION);
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static void refuse(RoutingContext context, ErrorCode code, String detail) {
        context.put("problem.detail", detail);
        context.fail(code.httpStatus(), new RefusedUpgrade(code, detail, 0));
    }

    private static void refuseForNow(RoutingContext context, long retryAfterMillis) {
        context.response()
                .setStatusCode(ErrorCode.OVERLOADED.httpStatus())
                .putHeader(HttpHeaderNames.RETRY_AFTER, RetryAfter.seconds(retryAfterMillis))
                .putHeader(HttpHeaderNames.CONNECTION, "close")
                .end();
    }

    /// Why an upgrade was refused; the server's failure handler makes a problem document of it.
    public static final class RefusedUpgrade extends RuntimeException {
        private final ErrorCode code;
        private final long retryAfterMillis;

        /// @param retryAfterMillis 0 where it makes no sense to come again
        public RefusedUpgrade(ErrorCode code, String detail, long retryAfterMillis) {
            super(detail, null, false, false);
            this.code = code;
            this.retryAfterMillis = retryAfterMillis;
        }

        public long retryAfterMillis() {
            return retryAfterMillis;
        }

        public ErrorCode code() {
            return code;
        }
    }
}
