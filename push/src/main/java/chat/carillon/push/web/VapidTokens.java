package chat.carillon.push.web;

import chat.carillon.core.time.Time;
import chat.carillon.protocol.json.JsonWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Says to each push service who we are: a token is signed for its origin and used for hours, because
/// signing costs more than the rest of a small message. Thread-safe because its monitor guards the map.
final class VapidTokens {
    /// RFC 8292 allows 24 hours; clocks differ.
    private static final Duration LIFETIME = Duration.ofHours(12);

    private static final Duration RENEWED_BEFORE_END = Duration.ofHours(2);

    /// Origins come from users: beyond this the one that was not asked for longest is forgotten.
    private static final int MAX_ORIGINS = 256;

    private final VapidKeys keys;
    private final String subject;
    private final Time time;

    private final Map<String, Token> tokens = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Token> eldest) {
            return size() > MAX_ORIGINS;
        }
    };

    private record Token(String text, long renewAtMillis) {}

    /// @param subject where the operator can be reached: `mailto:` or `https:`
    VapidTokens(VapidKeys keys, String subject, Time time) {
        this.keys = keys;
        this.subject = subject;
        this.time = time;
    }

    /// The value of `Authorization` for this endpoint.
    String authorization(URI endpoint) {
        return "vapid t=%s, k=%s".formatted(token(origin(endpoint)), keys.publicKey());
    }

    private static String origin(URI endpoint) {
        String port = endpoint.getPort() > 0 ? ":" + endpoint.getPort() : "";
        return endpoint.getScheme() + "://" + endpoint.getHost() + port;
    }

    private String token(String origin) {
        long now = time.wallMillis();
        synchronized (this) {
            Token known = tokens.get(origin);
            if (known != null && now < known.renewAtMillis && now > known.renewAtMillis - LIFETIME.toMillis()) {
                return known.text;
            }
        }
        String text = keys.sign(JsonWriter.object(
                128,
                claims -> claims.field("aud", origin)
                        .field("exp", (now + LIFETIME.toMillis()) / 1_000)
                        .field("sub", subject)));
        synchronized (this) {
            tokens.put(
                    origin,
                    new Token(text, now + LIFETIME.minus(RENEWED_BEFORE_END).toMillis()));
        }
        return text;
    }
}
