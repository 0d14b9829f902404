package chat.carillon.push.fcm;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.time.Time;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.protocol.json.MalformedJsonException;
import chat.carillon.push.Provider;
import chat.carillon.push.fcm.AccessTokens.Fetched;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.http.HttpOutcome;
import chat.carillon.push.http.HttpPost;
import chat.carillon.push.http.Reach;
import chat.carillon.push.payload.Content;
import chat.carillon.push.payload.DevicePayload;
import chat.carillon.push.payload.Fitting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Notifications to applications that use Firebase: messages of data, which the application shows, so that
/// it can hide and withdraw them. Thread-safe; blocks.
///
/// No `collapse_key`: Firebase keeps four of them for a device and forgets the rest. The application
/// collapses by `key`.
public final class FcmProvider implements Provider<PushTarget.Fcm> {
    private static final URI GOOGLE = URI.create("https://fcm.googleapis.com");

    /// How long Firebase keeps what a device that is off has not got.
    private static final Duration TTL = Duration.ofDays(1);

    /// Firebase takes 4096 bytes of data; the name of the one field is some of them.
    private static final int MAX_DATA_BYTES = 4_000;

    /// When the operator's account is refused, only the operator can help.
    private static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(5);

    /// What Google asks for where it gives no time itself.
    private static final Duration QUOTA_PAUSE = Duration.ofMinutes(1);

    private final URI sendUri;
    private final AccessTokens tokens;
    private final HttpCaller caller;
    private final Content content;

    public FcmProvider(ServiceAccount account, Content content, HttpCaller caller, Time time) {
        this(account, content, caller, time, GOOGLE);
    }

    FcmProvider(ServiceAccount account, Content content, HttpCaller caller, Time time, URI server) {
        this.sendUri = server.resolve("/v1/projects/%s/messages:send".formatted(account.project()));
        this.tokens = new AccessTokens(account, caller, time);
        this.caller = caller;
        this.content = content;
    }

    @Override
    public PushResult send(PushTarget.Fcm target, Notification notification) {
        byte[] body = message(target, content.shown(notification, false));
        Fetched token = tokens.get(null);
        if (!(token instanceof Fetched.Token first)) {
            return withoutToken(token);
        }
        HttpOutcome outcome = post(body, first);
        if (outcome instanceof HttpOutcome.Answered answered && answered.status() == 401) {
            Fetched another = tokens.get(first);
            if (!(another instanceof Fetched.Token second)) {
                return withoutToken(another);
            }
            outcome = post(body, second);
        }
        return switch (outcome) {
            case HttpOutcome.Answered answered -> result(answered);
            case HttpOutcome.Forbidden forbidden -> new PushResult.Rejected(forbidden.why());
            case HttpOutcome.Unreachable(String why) -> new PushResult.Retry(null, "FCM: " + why);
        };
    }

    private HttpOutcome post(byte[] body, Fetched.Token token) {
        return caller.post(new HttpPost(
                sendUri,
                Reach.ANYWHERE,
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token.value()),
                body));
    }

    private static PushResult withoutToken(Fetched token) {
        return switch (token) {
            case Fetched.Token _ -> throw new IllegalStateException("there is a token");
            case Fetched.Refused(String why) -> new PushResult.Retry(CREDENTIALS_PAUSE, why);
            case Fetched.Unreachable(String why, Duration retryAfter) -> new PushResult.Retry(retryAfter, why);
        };
    }

    private static byte[] message(PushTarget.Fcm target, Notification notification) {
        byte[] data = Fitting.fit(notification, MAX_DATA_BYTES, DevicePayload::json);
        return JsonWriter.object(
                6_000,
                json -> json.object(
                        "message",
                        message -> message.field("token", target.token())
                                .object(
                                        "data",
                                        fields -> fields.field("carillon", new String(data, StandardCharsets.UTF_8)))
                                .object(
                                        "android",
                                        android -> android.field("ttl", TTL.toSeconds() + "s")
                                                .field(
                                                        "priority",
                                                        notification.act() == Act.WITHDRAW ? "NORMAL" : "HIGH"))));
    }

    private static PushResult result(HttpOutcome.Answered answered) {
        if (answered.successful()) {
            return new PushResult.Accepted(name(answered));
        }
        FcmError error = FcmError.of(answered);
        String why = "FCM answered " + error;
        return switch (error.code()) {
            case "UNREGISTERED", "SENDER_ID_MISMATCH" -> new PushResult.InvalidTarget(why);
            case "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED" ->
                new PushResult.Retry(Objects.requireNonNullElse(answered.retryAfter(), QUOTA_PAUSE), why);
            case "THIRD_PARTY_AUTH_ERROR", "UNAUTHENTICATED", "PERMISSION_DENIED" ->
                new PushResult.Retry(CREDENTIALS_PAUSE, why);
            case "INVALID_ARGUMENT" ->
                error.concernsToken() ? new PushResult.InvalidTarget(why) : new PushResult.Rejected(why);
            default -> withoutCode(answered, why);
        };
    }

    /// What stands between here and Firebase answers as well, in its own words.
    private static PushResult withoutCode(HttpOutcome.Answered answered, String why) {
        return switch (answered.status()) {
            case 408 -> new PushResult.Retry(answered.retryAfter(), why);
            case 429 -> new PushResult.Retry(Objects.requireNonNullElse(answered.retryAfter(), QUOTA_PAUSE), why);
            default ->
                answered.status() >= 500
                        ? new PushResult.Retry(answered.retryAfter(), why)
                        : new PushResult.Rejected(why);
        };
    }

    /// Such as `projects/p/messages/0:1500415314455276%31bd1c9631bd1c96`.
    private static @Nullable String name(HttpOutcome.Answered answered) {
        try {
            String name = JsonObject.parse(answered.body()).stringOr("name", "");
            return name.matches("[\\x21-\\x7e]{1,200}") ? name.substring(name.lastIndexOf('/') + 1) : null;
        } catch (MalformedJsonException | InvalidValueException e) {
            return null;
        }
    }
}
