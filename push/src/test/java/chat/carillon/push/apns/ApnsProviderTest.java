package chat.carillon.push.apns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.push.payload.Content;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.Certificate;
import chat.carillon.testkit.push.Sample;
import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushType;
import com.eatthepath.pushy.apns.auth.ApnsVerificationKey;
import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.ParsingMockApnsServerListenerAdapter;
import com.eatthepath.pushy.apns.server.PushNotificationHandlerFactory;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.ValidatingPushNotificationHandlerFactory;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against pushy's server, which checks tokens, topics and headers as Apple's does.
@Timeout(120)
class ApnsProviderTest {
    private static final String BUNDLE = "chat.carillon.app";
    private static final String TOKEN = "ab".repeat(32);
    private static final String OLD_TOKEN = "cd".repeat(32);
    private static final PushTarget.Apns TARGET = new PushTarget.Apns(TOKEN, BUNDLE, false);

    private final List<ApnsPushNotification> accepted = new CopyOnWriteArrayList<>();
    private final ManualTime time = new ManualTime();

    private static Certificate certificate;
    private static KeyPair signing;

    private MockApnsServer server;
    private ApnsProvider provider;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        certificate = Certificate.of(directory, "ip:127.0.0.1");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        signing = generator.generateKeyPair();
    }

    @AfterEach
    void stop() {
        if (provider != null) {
            provider.close();
        }
        if (server != null) {
            var _ = server.shutdown();
        }
    }

    /// A server that knows the key, one live token and one that is over.
    private void start(Content content) throws Exception {
        var key = new ApnsVerificationKey("KEY1234567", "TEAM123456", (ECPublicKey) signing.getPublic());
        start(
                content,
                new ValidatingPushNotificationHandlerFactory(
                        Map.of(BUNDLE, Set.of(TOKEN, OLD_TOKEN)),
                        Map.of(OLD_TOKEN, Instant.EPOCH),
                        Map.of("KEY1234567", key),
                        Map.of(key, Set.of(BUNDLE))));
    }

    private void start(Content content, PushNotificationHandlerFactory handlers) throws Exception {
        server = new MockApnsServerBuilder()
                .setServerCredentials(
                        new java.security.cert.X509Certificate[] {certificate.x509()}, certificate.key(), null)
                .setHandlerFactory(handlers)
                .setListener(new ParsingMockApnsServerListenerAdapter() {
                    @Override
                    public void handlePushNotificationAccepted(ApnsPushNotification notification) {
                        accepted.add(notification);
                    }

                    @Override
                    public void handlePushNotificationRejected(
                            ApnsPushNotification notification, RejectionReason reason, Instant since) {
                        // The client is told.
                    }
                })
                .build();
        int port = server.start(0).get(10, TimeUnit.SECONDS);
        var here = new ApnsServer("127.0.0.1", port, certificate.x509());
        provider = ApnsProvider.open(settings("KEY1234567"), content, time, here, here);
    }

    private ApnsSettings settings(String keyId) {
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(signing.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new ApnsSettings(key, keyId, "TEAM123456", Set.of(BUNDLE), "New message");
    }

    private JsonObject sent(Notification notification) {
        assertThat(provider.send(TARGET, notification)).isInstanceOf(PushResult.Accepted.class);
        return JsonObject.parse(accepted.getLast().getPayload());
    }

    @Test
    void an_application_is_told_with_what_the_system_needs_to_show_it() throws Exception {
        start(Content.ALL);

        JsonObject payload = sent(Sample.mention());

        JsonObject aps = payload.object("aps");
        assertThat(aps.object("alert").string("title")).isEqualTo("Bob Major");
        assertThat(aps.object("alert").string("subtitle")).isEqualTo("Bell tower");
        assertThat(aps.object("alert").string("body")).isEqualTo(Sample.TEXT);
        assertThat(aps.integer("badge", 0, 99)).isEqualTo(3);
        assertThat(aps.string("thread-id")).isEqualTo("c-tower");
        assertThat(aps.string("sound")).isEqualTo("default");
        assertThat(payload.object("carillon").string("conversation")).isEqualTo("c-tower");
        assertThat(payload.object("carillon").integer("seq", 0, 99)).isEqualTo(42);
        assertThat(payload.object("carillon").has("text")).isFalse();
    }

    @Test
    void headers_say_what_it_replaces_how_long_and_how_soon() throws Exception {
        start(Content.ALL);

        sent(Sample.mention());

        ApnsPushNotification push = accepted.getLast();
        assertThat(push.getToken()).isEqualTo(TOKEN);
        assertThat(push.getTopic()).isEqualTo(BUNDLE);
        assertThat(push.getCollapseId()).isEqualTo(Sample.mention().collapseKey());
        assertThat(push.getPriority()).isEqualTo(DeliveryPriority.IMMEDIATE);
        assertThat(push.getPushType()).isEqualTo(PushType.ALERT);
        assertThat(push.getExpiration().getEpochSecond()).isEqualTo(time.wallMillis() / 1_000 + 86_400);
    }

    @Test
    void another_attempt_has_the_same_id() throws Exception {
        start(Content.ALL);

        assertThat(provider.send(TARGET, Sample.mention())).isEqualTo(provider.send(TARGET, Sample.mention()));
    }

    @Test
    void hidden_content_leaves_the_application_to_fetch_it() throws Exception {
        start(Content.ENCRYPTED);

        JsonObject payload = sent(Sample.mention());

        assertThat(payload.object("aps").object("alert").string("body")).isEqualTo("New message");
        assertThat(payload.object("aps").integer("mutable-content", 1, 1)).isEqualTo(1);
        assertThat(accepted.getLast().getPayload()).doesNotContain("Glocken", "Bob", "Bell tower");
    }

    @Test
    void a_withdrawal_wakes_the_application_and_shows_nothing() throws Exception {
        start(Content.ALL);

        JsonObject payload = sent(Sample.act(Act.WITHDRAW));

        assertThat(payload.object("aps").names()).containsExactly("content-available");
        assertThat(payload.object("carillon").string("act")).isEqualTo("withdraw");
        assertThat(accepted.getLast().getPushType()).isEqualTo(PushType.BACKGROUND);
        assertThat(accepted.getLast().getPriority()).isEqualTo(DeliveryPriority.CONSERVE_POWER);
    }

    @Test
    void a_direct_message_is_titled_by_who_wrote_it() throws Exception {
        start(Content.ALL);

        JsonObject alert = sent(Sample.notification(ConversationKind.DIRECT, false, "x", Act.SHOW))
                .object("aps")
                .object("alert");

        assertThat(alert.string("title")).isEqualTo("Bob Major");
        assertThat(alert.has("subtitle")).isFalse();
    }

    @Test
    void a_long_text_is_cut_to_what_apple_takes() throws Exception {
        start(Content.ALL);

        JsonObject alert = sent(Sample.text("字".repeat(16_000))).object("aps").object("alert");

        assertThat(alert.string("body")).endsWith("字…");
    }

    @Test
    void tokens_that_are_over_unknown_or_of_another_application_are_pruned() throws Exception {
        start(Content.ALL);

        assertThat(provider.send(new PushTarget.Apns(OLD_TOKEN, BUNDLE, false), Sample.mention()))
                .isEqualTo(new PushResult.InvalidTarget("APNs answered Unregistered"));
        assertThat(provider.send(new PushTarget.Apns("ef".repeat(32), BUNDLE, false), Sample.mention()))
                .isInstanceOf(PushResult.InvalidTarget.class);
        assertThat(provider.send(new PushTarget.Apns(TOKEN, "org.other.app", false), Sample.mention()))
                .isInstanceOf(PushResult.InvalidTarget.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY_REQUESTS", "SERVICE_UNAVAILABLE", "INTERNAL_SERVER_ERROR", "SHUTDOWN"})
    void an_apns_that_cannot_now_is_tried_again(RejectionReason reason) throws Exception {
        start(Content.ALL, rejecting(reason));

        assertThat(provider.send(TARGET, Sample.mention())).isInstanceOf(PushResult.Retry.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAYLOAD_TOO_LARGE", "BAD_COLLAPSE_ID", "BAD_MESSAGE_ID"})
    void what_apns_refuses_is_not_tried_again(RejectionReason reason) throws Exception {
        start(Content.ALL, rejecting(reason));

        assertThat(provider.send(TARGET, Sample.mention())).isInstanceOf(PushResult.Rejected.class);
    }

    @Test
    void a_key_that_apple_does_not_know_prunes_nobody() throws Exception {
        start(Content.ALL, rejecting(RejectionReason.INVALID_PROVIDER_TOKEN));

        var result = (PushResult.Retry) provider.send(TARGET, Sample.mention());

        assertThat(result.after()).isPositive();
    }

    private static PushNotificationHandlerFactory rejecting(RejectionReason reason) {
        return _ -> (_, _) -> {
            throw new RejectedNotificationException(reason);
        };
    }

    @Test
    void an_apns_that_is_down_is_tried_again() throws Exception {
        start(Content.ALL);
        server.shutdown().get(10, TimeUnit.SECONDS);

        assertThat(provider.send(TARGET, Sample.mention())).isInstanceOf(PushResult.Retry.class);
    }

    @Test
    void what_is_no_key_is_refused_and_not_shown() {
        assertThatThrownBy(() -> new ApnsSettings("secret", "KEY1234567", "TEAM123456", Set.of(BUNDLE), "New message"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageNotContaining("secret");
        assertThat(settings("KEY1234567").toString()).doesNotContain("PRIVATE");
    }
}
