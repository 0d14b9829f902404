package chat.carillon.push.setup;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.push.payload.Content;
import chat.carillon.push.setup.PushSettings.Vapid;
import chat.carillon.push.setup.PushSettings.Webhook;
import chat.carillon.push.web.VapidKeys;
import chat.carillon.push.webhook.WebhookSecret;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.HttpPeer;
import chat.carillon.testkit.push.Sample;
import chat.carillon.testkit.push.Subscriber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendersTest {
    private final ManualTime time = new ManualTime();

    private static VapidKeys notAsked() {
        throw new AssertionError("there is no use for a key pair");
    }

    @Test
    void nothing_is_set_up_by_itself() {
        try (Senders senders = Senders.open(PushSettings.NONE, SendersTest::notAsked, time)) {
            assertThat(senders.kinds()).isEmpty();
            assertThat(senders.digests()).isEmpty();
            assertThat(senders.vapidPublicKey()).isEmpty();
        }
    }

    @Test
    void what_is_set_up_sends_with_the_keys_that_are_kept() throws Exception {
        VapidKeys kept = VapidKeys.generate();
        var browser = new Subscriber();
        try (HttpPeer peer = HttpPeer.plain()) {
            var settings = new PushSettings(
                    Content.ENCRYPTED,
                    true,
                    new Vapid("mailto:operator@chat.example", null),
                    null,
                    null,
                    new Webhook(peer.uri("/hook"), List.of(WebhookSecret.parse("whsec_" + "AAAA".repeat(8)))),
                    null);
            try (Senders senders = Senders.open(settings, () -> kept, time)) {
                assertThat(senders.kinds()).containsExactlyInAnyOrder(Kind.WEBPUSH, Kind.UNIFIEDPUSH, Kind.WEBHOOK);
                assertThat(senders.vapidPublicKey()).contains(kept.publicKey());

                assertThat(send(senders, new PushTarget.WebPush(peer.uri("/web"), browser.keys())))
                        .isInstanceOf(PushResult.Accepted.class);
                Subscriber.verifyVapid(peer.last(), kept.publicKey());
                assertThat(send(senders, new PushTarget.Webhook())).isInstanceOf(PushResult.Accepted.class);
                assertThat(send(senders, new PushTarget.Fcm("token"))).isInstanceOf(PushResult.Rejected.class);
            }
        }
    }

    private static PushResult send(Senders senders, PushTarget target) throws Exception {
        return senders.push()
                .send(target, Sample.mention(), () -> true)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
