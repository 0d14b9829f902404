package chat.carillon.push.webhook;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.time.Time;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.push.Provider;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.http.HttpOutcome;
import chat.carillon.push.http.HttpPost;
import chat.carillon.push.http.Reach;
import chat.carillon.push.payload.Content;
import chat.carillon.push.payload.DevicePayload;
import chat.carillon.push.payload.Fitting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Notifications to the operator's own application. Thread-safe because its fields do not change; blocks.
public final class WebhookProvider implements Provider<PushTarget.Webhook> {
    /// Standard Webhooks advises less than 20 kB.
    private static final int MAX_BODY_BYTES = 16_384;

    private final URI url;
    private final List<WebhookSecret> secrets;
    private final Content content;
    private final HttpCaller caller;
    private final Time time;

    /// @param secrets each signs, so that one can be exchanged for another without a gap
    public WebhookProvider(URI url, List<WebhookSecret> secrets, Content content, HttpCaller caller, Time time) {
        this.url = url;
        this.secrets = List.copyOf(secrets);
        this.content = content;
        this.caller = caller;
        this.time = time;
    }

    @Override
    public PushResult send(PushTarget.Webhook target, Notification notification) {
        byte[] body = Fitting.fit(content.shown(notification, true), MAX_BODY_BYTES, WebhookProvider::event);
        String id = "msg_" + notification.attemptId();
        String timestamp = Long.toString(time.wallMillis() / 1_000);
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                signatures(id, timestamp, body));
        return switch (caller.post(new HttpPost(url, Reach.ANYWHERE, headers, body))) {
            case HttpOutcome.Answered answered -> result(answered);
            case HttpOutcome.Forbidden forbidden -> new PushResult.Rejected(forbidden.why());
            case HttpOutcome.Unreachable(String why) -> new PushResult.Retry(null, "webhook: " + why);
        };
    }

    private static byte[] event(Notification notification) {
        return JsonWriter.object(
                1_024,
                json -> json.field("type", "notification." + notification.act().wireName())
                        .field(
                                "timestamp",
                                Instant.ofEpochMilli(notification.atMillis()).toString())
                        .object("data", data -> {
                            data.field("user", notification.user().value()).optional("device", notification.device());
                            DevicePayload.write(data, notification);
                        }));
    }

    private String signatures(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return secrets.stream().map(secret -> secret.signature(signed)).collect(Collectors.joining(" "));
    }

    /// What the application answers while it is deployed, or misconfigured, is no reason to lose anything: only
    /// what says of this very event that it is not wanted is final.
    private static PushResult result(HttpOutcome.Answered answered) {
        String why = "the webhook answered " + answered.status();
        return switch (answered.status()) {
            case 400, 410, 413, 422 -> new PushResult.Rejected(why);
            default ->
                answered.successful()
                        ? new PushResult.Accepted(null)
                        : new PushResult.Retry(answered.retryAfter(), why);
        };
    }
}
