package chat.carillon.push.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.payload.Content;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.HttpPeer;
import chat.carillon.testkit.push.HttpPeer.Received;
import chat.carillon.testkit.push.HttpPeer.Reply;
import chat.carillon.testkit.push.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against an application of the test's own, which checks what it is told as any library for Standard
/// Webhooks does.
@Timeout(60)
class WebhookProviderTest {
    private static final byte[] OLD = secretBytes(1);
    private static final byte[] NEW = secretBytes(2);

    private final ManualTime time = new ManualTime();
    private HttpPeer application;
    private HttpCaller caller;

    private static byte[] secretBytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static WebhookSecret secret(byte[] bytes) {
        return WebhookSecret.parse("whsec_" + Base64.getEncoder().encodeToString(bytes));
    }

    @BeforeEach
    void start() throws IOException {
        application = HttpPeer.plain();
        caller = HttpCaller.open(time);
    }

    @AfterEach
    void stop() {
        caller.close();
        application.close();
    }

    private PushResult send(Content content, Act act) {
        return new WebhookProvider(
                        application.uri("/hooks/chat"), List.of(secret(NEW), secret(OLD)), content, caller, time)
                .send(new PushTarget.Webhook(), Sample.act(act));
    }

    private static boolean verified(Received event, byte[] secret) {
        String signed = event.header("webhook-id") + "." + event.header("webhook-timestamp") + "." + event.text();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] expected = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return Stream.of(event.header("webhook-signature").split(" "))
                    .map(entry -> entry.split(",", 2))
                    .filter(entry -> entry[0].equals("v1"))
                    .anyMatch(entry -> Arrays.equals(Base64.getDecoder().decode(entry[1]), expected));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_application_is_told_whom_to_tell_what() {
        assertThat(send(Content.ENCRYPTED, Act.SHOW)).isInstanceOf(PushResult.Accepted.class);

        JsonObject event = JsonObject.parse(application.last().body());
        assertThat(event.string("type")).isEqualTo("notification.show");
        assertThat(event.string("timestamp")).isEqualTo("2026-09-21T14:13:20Z");
        assertThat(event.object("data").string("user")).isEqualTo("ada");
        assertThat(event.object("data").string("device")).isEqualTo("phone");
        assertThat(event.object("data").string("text")).isEqualTo(Sample.TEXT);
        assertThat(application.last().path()).isEqualTo("/hooks/chat");
    }

    @Test
    void each_secret_signs_and_no_other_verifies() {
        send(Content.ENCRYPTED, Act.SHOW);

        assertThat(verified(application.last(), OLD)).isTrue();
        assertThat(verified(application.last(), NEW)).isTrue();
        assertThat(verified(application.last(), secretBytes(3))).isFalse();
        assertThat(application.last().header("webhook-timestamp")).isEqualTo(Long.toString(time.wallMillis() / 1_000));
    }

    @Test
    void another_attempt_has_the_same_id_and_a_time_of_its_own() {
        send(Content.ENCRYPTED, Act.SHOW);
        time.advance(Duration.ofMinutes(1));
        send(Content.ENCRYPTED, Act.SHOW);
        send(Content.ENCRYPTED, Act.WITHDRAW);

        List<Received> events = application.received();
        assertThat(events.get(1).header("webhook-id")).isEqualTo(events.get(0).header("webhook-id"));
        assertThat(events.get(1).header("webhook-timestamp"))
                .isNotEqualTo(events.get(0).header("webhook-timestamp"));
        assertThat(events.get(2).header("webhook-id"))
                .isNotEqualTo(events.get(0).header("webhook-id"));
        assertThat(events).allMatch(event -> verified(event, OLD));
    }

    @Test
    void hidden_content_is_not_told() {
        send(Content.NONE, Act.SHOW);

        assertThat(application.last().text()).doesNotContain("Glocken", "Bob", "Bell tower");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 408, 429, 500, 502, 503, 504})
    void an_application_that_cannot_now_is_told_again(int status) {
        application.answer(Reply.of(status).with("Retry-After", "9").with("Location", "http://127.0.0.1:1/"));

        assertThat(((PushResult.Retry) send(Content.ENCRYPTED, Act.SHOW)).after())
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(application.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 410, 413, 422})
    void an_application_that_does_not_want_it_is_not_told_again(int status) {
        application.answer(Reply.of(status));

        assertThat(send(Content.ENCRYPTED, Act.SHOW)).isInstanceOf(PushResult.Rejected.class);
    }

    @Test
    void an_application_that_is_down_is_told_again() {
        application.close();

        assertThat(send(Content.ENCRYPTED, Act.SHOW)).isInstanceOf(PushResult.Retry.class);
    }

    @Test
    void a_secret_is_long_enough_to_be_one_and_not_shown() {
        for (String text :
                List.of("", "secret", "whsec_", "whsec_c2VjcmV0", "whsec_!!", "whsec_" + "AAAA".repeat(22))) {
            assertThatThrownBy(() -> WebhookSecret.parse(text))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageNotContaining("c2VjcmV0");
        }
        assertThat(secret(OLD).toString()).isEqualTo("WebhookSecret");
    }
}
