package chat.carillon.push.fcm;

import chat.carillon.core.time.Time;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.http.HttpOutcome;
import chat.carillon.push.http.HttpPost;
import chat.carillon.push.http.Reach;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The token that opens the project: fetched when it is needed, used until shortly before it ends.
///
/// Thread-safe: one lock guards the token and is held while one is fetched, so that a hundred attempts fetch
/// one. Blocks.
final class AccessTokens {
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(30);
    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(5);

    /// After a failure nobody asks again for so long: everybody would.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ServiceAccount account;
    private final HttpCaller caller;
    private final Time time;

    private final ReentrantLock lock = new ReentrantLock();
    private Fetched.@Nullable Token token;
    private @Nullable Fetched failure;
    private long failedAtNanos;

    AccessTokens(ServiceAccount account, HttpCaller caller, Time time) {
        this.account = account;
        this.caller = caller;
        this.time = time;
    }

    /// What came of fetching a token.
    sealed interface Fetched {
        record Token(String value, long renewAtNanos) implements Fetched {
            /// Without the token.
            @Override
            public String toString() {
                return "Token";
            }
        }

        /// Google does not take what the account signed.
        record Refused(String why) implements Fetched {}

        /// Nobody can say.
        record Unreachable(String why, @Nullable Duration retryAfter) implements Fetched {}
    }

    /// @param refused a token that did not open; null if there is none: another is fetched unless that was done
    Fetched get(Fetched.@Nullable Token refused) {
        lock.lock();
        try {
            long now = time.monotonicNanos();
            if (token != null && !token.equals(refused) && now - token.renewAtNanos() < 0) {
                return token;
            }
            if (failure != null && now - failedAtNanos < PAUSE.toNanos()) {
                return failure;
            }
            Fetched fetched = fetch();
            token = fetched instanceof Fetched.Token value ? value : null;
            failure = fetched instanceof Fetched.Token ? null : fetched;
            failedAtNanos = time.monotonicNanos();
            return fetched;
        } finally {
            lock.unlock();
        }
    }

    private Fetched fetch() {
        long nowSeconds = time.wallMillis() / 1_000;
        String assertion = account.sign(JsonWriter.object(
                512,
                claims -> claims.field("iss", account.email())
                        .field("scope", SCOPE)
                        .field("aud", account.tokenUri().toString())
                        .field("iat", nowSeconds)
                        .field("exp", nowSeconds + ASSERTION_LIFETIME.toSeconds())));
        String form = "grant_type="
                + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&assertion=" + assertion;
        return switch (caller.post(new HttpPost(
                account.tokenUri(),
                Reach.ANYWHERE,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.US_ASCII)))) {
            case HttpOutcome.Answered answered -> read(answered);
            case HttpOutcome.Forbidden forbidden -> new Fetched.Refused(forbidden.why());
            case HttpOutcome.Unreachable(String why) -> new Fetched.Unreachable(why, null);
        };
    }

    private Fetched read(HttpOutcome.Answered answered) {
        if (!answered.successful()) {
            String why = "the token's server answered " + answered.status();
            boolean later = answered.status() == 429 || answered.status() >= 500;
            return later ? new Fetched.Unreachable(why, answered.retryAfter()) : new Fetched.Refused(why);
        }
        try {
            JsonObject json = JsonObject.parse(answered.body());
            long lifetimeSeconds = json.integerOr("expires_in", 0, 1L << 31, 3_600);
            long useNanos = Duration.ofSeconds(lifetimeSeconds)
                    .minus(RENEWED_BEFORE_END)
                    .toNanos();
            return new Fetched.Token(json.string("access_token"), time.monotonicNanos() + useNanos);
        } catch (MalformedJsonException | InvalidValueException e) {
            return new Fetched.Unreachable("the token's server gave no token", null);
        }
    }
}
