package chat.carillon.push.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.SubscriptionKeys;
import chat.carillon.model.ConversationKind;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.http.Reach;
import chat.carillon.push.http.Resolver;
import chat.carillon.push.payload.Content;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.Certificate;
import chat.carillon.testkit.push.HttpPeer;
import chat.carillon.testkit.push.HttpPeer.Reply;
import chat.carillon.testkit.push.Sample;
import chat.carillon.testkit.push.Subscriber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a push service and a browser of the test's own.
@Timeout(60)
class WebPushProviderTest {
    private static final String SUBJECT = "mailto:operator@chat.example";

    private final ManualTime time = new ManualTime();
    private final VapidKeys keys = VapidKeys.generate();
    private final Subscriber browser = new Subscriber();
    private HttpPeer service;
    private HttpCaller caller;

    @BeforeEach
    void start() throws IOException {
        service = HttpPeer.plain();
        caller = HttpCaller.open(time, Resolver.system(), Duration.ofSeconds(5), null);
    }

    @AfterEach
    void stop() {
        caller.close();
        service.close();
    }

    private WebPushProvider provider(Content content) {
        return new WebPushProvider(new WebPushDelivery(keys, SUBJECT, caller, Reach.PUBLIC_OR_LOOPBACK, time), content);
    }

    private PushTarget.WebPush target() {
        return new PushTarget.WebPush(service.uri("/push/secret"), browser.keys());
    }

    @Test
    void the_browser_reads_what_was_sent() {
        PushResult result = provider(Content.ENCRYPTED).send(target(), Sample.mention());

        assertThat(result).isInstanceOf(PushResult.Accepted.class);
        JsonObject message = browser.read(service.last());
        assertThat(message.string("act")).isEqualTo("show");
        assertThat(message.string("text")).isEqualTo(Sample.TEXT);
        assertThat(message.string("senderName")).isEqualTo("Bob Major");
        assertThat(message.string("name")).isEqualTo("Bell tower");
        assertThat(message.string("conversation")).isEqualTo("c-tower");
        assertThat(message.integer("seq", 1, 100)).isEqualTo(42);
        assertThat(message.integer("badge", 0, 100)).isEqualTo(3);
        assertThat(message.booleanOr("mention", false)).isTrue();
        assertThat(service.last().path()).isEqualTo("/push/secret");
        assertThat(service.last().method()).isEqualTo("POST");
    }

    @Test
    void the_push_service_is_told_how_long_how_urgent_and_what_it_replaces() {
        provider(Content.ENCRYPTED).send(target(), Sample.mention());

        assertThat(service.last().header("ttl")).isEqualTo("86400");
        assertThat(service.last().header("urgency")).isEqualTo("high");
        assertThat(service.last().header("topic"))
                .isEqualTo(Sample.mention().collapseKey())
                .matches("[A-Za-z0-9_-]{1,32}");
    }

    @Test
    void only_what_is_personal_is_urgent() {
        WebPushProvider provider = provider(Content.ENCRYPTED);

        provider.send(target(), Sample.notification(ConversationKind.CHANNEL, false, "x", Act.SHOW));
        assertThat(service.last().header("urgency")).isEqualTo("normal");
        provider.send(target(), Sample.notification(ConversationKind.DIRECT, false, "x", Act.SHOW));
        assertThat(service.last().header("urgency")).isEqualTo("high");
        provider.send(target(), Sample.act(Act.WITHDRAW));
        assertThat(service.last().header("urgency")).isEqualTo("normal");
    }

    @Test
    void the_push_service_is_told_who_sends_and_nobody_else_could_use_that() {
        provider(Content.ENCRYPTED).send(target(), Sample.mention());

        JsonObject claims = Subscriber.verifyVapid(service.last(), keys.publicKey());
        assertThat(claims.string("aud")).isEqualTo("http://127.0.0.1:" + service.port());
        assertThat(claims.string("sub")).isEqualTo(SUBJECT);
        long nowSeconds = time.wallMillis() / 1_000;
        assertThat(claims.integer("exp", nowSeconds, nowSeconds + 86_400)).isPositive();
    }

    @Test
    void a_token_is_used_for_hours_and_renewed_before_it_ends() {
        WebPushProvider provider = provider(Content.ENCRYPTED);

        provider.send(target(), Sample.mention());
        time.advance(Duration.ofHours(9));
        provider.send(target(), Sample.mention());
        time.advance(Duration.ofHours(2));
        provider.send(target(), Sample.mention());

        List<String> tokens = service.received().stream()
                .map(message -> message.header("authorization"))
                .toList();
        assertThat(tokens.get(0)).isEqualTo(tokens.get(1)).isNotEqualTo(tokens.get(2));
        Subscriber.verifyVapid(service.last(), keys.publicKey());
    }

    @Test
    void a_withdrawal_replaces_what_it_withdraws() {
        WebPushProvider provider = provider(Content.ENCRYPTED);

        provider.send(target(), Sample.mention());
        provider.send(target(), Sample.act(Act.WITHDRAW));

        assertThat(service.received())
                .extracting(message -> message.header("topic"))
                .containsOnly(Sample.mention().collapseKey());
        assertThat(browser.read(service.last()).string("act")).isEqualTo("withdraw");
    }

    @Test
    void hidden_content_is_not_even_encrypted() {
        provider(Content.NONE).send(target(), Sample.mention());

        JsonObject message = browser.read(service.last());
        assertThat(message.names()).doesNotContain("text", "sender", "senderName", "name");
        assertThat(message.string("conversation")).isEqualTo("c-tower");
    }

    @Test
    void a_long_text_is_cut_to_what_every_push_service_takes() {
        provider(Content.ENCRYPTED).send(target(), Sample.text("字".repeat(16_000)));

        assertThat(service.last().body()).hasSizeBetween(4_090, 4_096);
        assertThat(browser.read(service.last()).string("text")).startsWith("字字").endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void a_subscription_that_is_gone_is_pruned(int status) {
        service.answer(Reply.of(status));

        assertThat(provider(Content.ENCRYPTED).send(target(), Sample.mention()))
                .isInstanceOf(PushResult.InvalidTarget.class);
    }

    @ParameterizedTest
    @CsvSource({"429,30,30", "503,30,30", "503,,", "429,soon,", "500,,", "502,,", "408,,"})
    void a_push_service_that_asks_for_patience_gets_it(int status, String header, Long seconds) {
        service.answer(header == null ? Reply.of(status) : Reply.of(status).with("Retry-After", header));

        PushResult result = provider(Content.ENCRYPTED).send(target(), Sample.mention());

        assertThat(((PushResult.Retry) result).after()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void patience_may_be_asked_for_until_a_date() {
        service.answer(Reply.of(429).with("Retry-After", "Thu, 31 Dec 2099 23:59:59 GMT"));

        PushResult result = provider(Content.ENCRYPTED).send(target(), Sample.mention());

        assertThat(((PushResult.Retry) result).after()).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 403, 413})
    void what_is_refused_is_not_tried_again(int status) {
        service.answer(Reply.of(status).with("Location", service.uri("/other").toString()));

        assertThat(provider(Content.ENCRYPTED).send(target(), Sample.mention()))
                .isInstanceOf(PushResult.Rejected.class);
        assertThat(service.received()).hasSize(1);
    }

    @Test
    void a_key_that_is_no_point_of_the_curve_is_pruned() {
        byte[] point = new byte[65];
        point[0] = 4;
        point[64] = 1;
        var offCurve = new SubscriptionKeys(
                Base64.getUrlEncoder().encodeToString(point), browser.keys().auth());

        PushResult result = provider(Content.ENCRYPTED)
                .send(new PushTarget.WebPush(service.uri("/push/x"), offCurve), Sample.mention());

        assertThat(result).isInstanceOf(PushResult.InvalidTarget.class);
        assertThat(service.received()).isEmpty();
    }

    @Test
    void an_endpoint_on_this_machine_is_out_of_reach_unless_allowed() {
        var strict =
                new WebPushProvider(new WebPushDelivery(keys, SUBJECT, caller, Reach.PUBLIC, time), Content.ENCRYPTED);

        assertThat(strict.send(target(), Sample.mention())).isInstanceOf(PushResult.InvalidTarget.class);
        assertThat(service.received()).isEmpty();
    }

    @Test
    void a_push_service_that_is_down_is_tried_again() {
        service.close();

        assertThat(provider(Content.ENCRYPTED).send(target(), Sample.mention())).isInstanceOf(PushResult.Retry.class);
    }

    @Test
    void a_push_service_is_spoken_to_by_tls(@TempDir Path directory) throws Exception {
        Certificate certificate = Certificate.of(directory, "dns:push.test");
        Resolver here = _ -> List.of(InetAddress.getLoopbackAddress());
        try (HttpPeer secure = HttpPeer.secure(certificate.serverContext());
                HttpCaller trusting = HttpCaller.open(time, here, Duration.ofSeconds(5), certificate.trust())) {
            var provider = new WebPushProvider(
                    new WebPushDelivery(keys, SUBJECT, trusting, Reach.PUBLIC_OR_LOOPBACK, time), Content.ENCRYPTED);
            URI endpoint = URI.create("https://push.test:%d/push/secret".formatted(secure.port()));

            PushResult result = provider.send(new PushTarget.WebPush(endpoint, browser.keys()), Sample.mention());

            assertThat(result).isInstanceOf(PushResult.Accepted.class);
            assertThat(browser.read(secure.last()).string("text")).isEqualTo(Sample.TEXT);
            assertThat(Subscriber.verifyVapid(secure.last(), keys.publicKey()).string("aud"))
                    .isEqualTo("https://push.test:" + secure.port());
        }
    }
}
