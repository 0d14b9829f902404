package chat.carillon.push.fcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.payload.Content;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.HttpPeer.Reply;
import chat.carillon.testkit.push.Sample;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FcmProviderTest {
    private static final PushTarget.Fcm TARGET = new PushTarget.Fcm("device:secret");

    private final ManualTime time = new ManualTime();
    private FirebasePeer firebase;
    private HttpCaller caller;

    @BeforeEach
    void start() throws IOException {
        firebase = new FirebasePeer(time.wallMillis());
        caller = HttpCaller.open(time);
    }

    @AfterEach
    void stop() {
        caller.close();
        firebase.close();
    }

    private FcmProvider provider(Content content) {
        return new FcmProvider(
                ServiceAccount.parse(firebase.credentials()), content, caller, time, firebase.http.uri("/"));
    }

    private JsonObject sent(Content content, Notification notification) {
        assertThat(provider(content).send(TARGET, notification)).isInstanceOf(PushResult.Accepted.class);
        return JsonObject.parse(firebase.messages().getLast().body()).object("message");
    }

    private static JsonObject told(JsonObject message) {
        return JsonObject.parse(message.object("data").string("carillon"));
    }

    private static Reply error(int status, String google, String firebase) {
        return Reply.of(status, """
                {"error":{"code":%d,"message":"secret","status":"%s","details":[
                 {"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"%s"}]}}
                """.formatted(status, google, firebase));
    }

    @Test
    void an_application_is_told_in_data_that_it_shows_itself() {
        JsonObject message = sent(Content.ALL, Sample.mention());

        assertThat(message.string("token")).isEqualTo("device:secret");
        assertThat(message.has("notification")).isFalse();
        assertThat(message.object("android").string("priority")).isEqualTo("HIGH");
        assertThat(message.object("android").string("ttl")).isEqualTo("86400s");
        assertThat(told(message).string("text")).isEqualTo(Sample.TEXT);
        assertThat(told(message).string("key")).isEqualTo(Sample.mention().collapseKey());
    }

    @Test
    void google_is_told_no_content_unless_the_operator_says_so() {
        JsonObject message = sent(Content.ENCRYPTED, Sample.mention());

        assertThat(told(message).names()).doesNotContain("text", "sender", "senderName", "name");
        assertThat(firebase.messages().getLast().text()).doesNotContain("Glocken", "Bob");
    }

    @Test
    void a_withdrawal_does_not_wake_a_device_that_sleeps() {
        JsonObject message = sent(Content.ALL, Sample.act(Act.WITHDRAW));

        assertThat(message.object("android").string("priority")).isEqualTo("NORMAL");
        assertThat(told(message).string("act")).isEqualTo("withdraw");
    }

    @Test
    void a_long_text_is_cut_to_what_firebase_takes() {
        String data = sent(Content.ALL, Sample.text("字".repeat(16_000)))
                .object("data")
                .string("carillon");

        assertThat(data.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4_000);
        assertThat(JsonObject.parse(data).string("text")).endsWith("字…");
    }

    @Test
    void a_token_is_used_until_shortly_before_it_ends() {
        FcmProvider provider = provider(Content.ALL);

        provider.send(TARGET, Sample.mention());
        time.advance(Duration.ofMinutes(50));
        provider.send(TARGET, Sample.mention());
        assertThat(firebase.given).hasValue(1);

        time.advance(Duration.ofMinutes(6));
        firebase.clock(time.wallMillis());
        assertThat(provider.send(TARGET, Sample.mention())).isInstanceOf(PushResult.Accepted.class);
        assertThat(firebase.given).hasValue(2);
    }

    @Test
    void a_token_that_is_refused_is_fetched_anew_once() {
        FcmProvider provider = provider(Content.ALL);
        provider.send(TARGET, Sample.mention());
        firebase.given.incrementAndGet(); // The one that was given opens no more.

        assertThat(provider.send(TARGET, Sample.mention())).isInstanceOf(PushResult.Accepted.class);
        assertThat(firebase.given).hasValue(3);
        assertThat(firebase.messages()).hasSize(3);
    }

    @Test
    void an_account_that_may_not_send_is_tried_again_later_and_prunes_nobody() {
        firebase.sendReply = error(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR");

        PushResult result = provider(Content.ALL).send(TARGET, Sample.mention());

        assertThat(((PushResult.Retry) result).after()).isEqualTo(Duration.ofMinutes(5));
        assertThat(firebase.messages()).hasSize(2);
    }

    @Test
    void an_account_that_google_does_not_know_is_asked_for_seldom() {
        firebase.tokenReply = Reply.of(400, "{\"error\":\"invalid_grant\"}");
        FcmProvider provider = provider(Content.ALL);

        PushResult first = provider.send(TARGET, Sample.mention());
        PushResult second = provider.send(TARGET, Sample.mention());

        assertThat(((PushResult.Retry) first).after()).isEqualTo(Duration.ofMinutes(5));
        assertThat(second).isEqualTo(first);
        assertThat(firebase.http.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"404,NOT_FOUND,UNREGISTERED", "403,PERMISSION_DENIED,SENDER_ID_MISMATCH"})
    void a_token_of_a_device_that_is_gone_is_pruned(int status, String google, String firebaseCode) {
        firebase.sendReply = error(status, google, firebaseCode);

        PushResult result = provider(Content.ALL).send(TARGET, Sample.mention());

        assertThat(result).isInstanceOf(PushResult.InvalidTarget.class);
        assertThat(result.toString()).doesNotContain("secret");
    }

    @Test
    void an_argument_that_is_wrong_prunes_only_if_it_is_the_token() {
        firebase.sendReply = error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT");
        assertThat(provider(Content.ALL).send(TARGET, Sample.mention())).isInstanceOf(PushResult.Rejected.class);

        firebase.sendReply = Reply.of(400, """
                {"error":{"code":400,"status":"INVALID_ARGUMENT","details":[
                 {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"message.token"}]}]}}
                """);
        assertThat(provider(Content.ALL).send(TARGET, Sample.mention())).isInstanceOf(PushResult.InvalidTarget.class);
    }

    @Test
    void a_quota_is_waited_for_as_long_as_google_says() {
        firebase.sendReply = error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED").with("Retry-After", "90");
        assertThat(provider(Content.ALL).send(TARGET, Sample.mention()))
                .isEqualTo(new PushResult.Retry(Duration.ofSeconds(90), "FCM answered QUOTA_EXCEEDED"));

        firebase.sendReply = error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED");
        assertThat(((PushResult.Retry) provider(Content.ALL).send(TARGET, Sample.mention())).after())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void a_firebase_that_cannot_now_is_tried_again(int status) {
        firebase.sendReply = Reply.of(status, "<html>").with("Retry-After", "5");

        assertThat(((PushResult.Retry) provider(Content.ALL).send(TARGET, Sample.mention())).after())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"access_token\":7}", "<html>"})
    void an_answer_without_a_token_is_no_token(String body) {
        firebase.tokenReply = Reply.of(200, body);

        assertThat(provider(Content.ALL).send(TARGET, Sample.mention())).isInstanceOf(PushResult.Retry.class);
    }

    @Test
    void a_google_that_is_down_is_tried_again() {
        FcmProvider provider = provider(Content.ALL);
        firebase.close();

        assertThat(provider.send(TARGET, Sample.mention())).isInstanceOf(PushResult.Retry.class);
    }

    @Test
    void what_is_no_service_account_is_refused_and_not_shown() {
        String good = firebase.credentials();
        for (String bad : new String[] {
            "secret",
            "{}",
            good.replace("service_account", "authorized_user"),
            good.replace("BEGIN PRIVATE KEY-----\\n", "BEGIN PRIVATE KEY-----\\nAAAA"),
            good.replace("http://127.0.0.1", "http://metadata.example"),
            good.replace("bells\"", "../other\"")
        }) {
            assertThatThrownBy(() -> ServiceAccount.parse(bad))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThat(ServiceAccount.parse(good).toString()).doesNotContain("PRIVATE", "RSA");
    }
}
