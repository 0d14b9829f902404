package chat.carillon.push.unified;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.push.http.HttpCaller;
import chat.carillon.push.http.Reach;
import chat.carillon.push.payload.Content;
import chat.carillon.push.web.VapidKeys;
import chat.carillon.push.web.WebPushDelivery;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.HttpPeer;
import chat.carillon.testkit.push.HttpPeer.Reply;
import chat.carillon.testkit.push.Sample;
import chat.carillon.testkit.push.Subscriber;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against a distributor's server of the test's own.
@Timeout(60)
class UnifiedPushProviderTest {
    private final ManualTime time = new ManualTime();
    private final VapidKeys keys = VapidKeys.generate();
    private final Subscriber application = new Subscriber();
    private HttpPeer server;
    private HttpCaller caller;

    @BeforeEach
    void start() throws IOException {
        server = HttpPeer.plain();
        caller = HttpCaller.open(time);
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    private UnifiedPushProvider provider(Content content) {
        return new UnifiedPushProvider(
                new WebPushDelivery(keys, "mailto:o@chat.example", caller, Reach.PUBLIC_OR_LOOPBACK, time), content);
    }

    @Test
    void an_application_with_keys_is_sent_what_only_it_can_read() {
        var target = new PushTarget.UnifiedPush(server.uri("/up?token=x"), application.keys());

        PushResult result = provider(Content.ENCRYPTED).send(target, Sample.mention());

        assertThat(result).isInstanceOf(PushResult.Accepted.class);
        assertThat(application.read(server.last()).string("text")).isEqualTo(Sample.TEXT);
        assertThat(server.last().path()).isEqualTo("/up?token=x");
        Subscriber.verifyVapid(server.last(), keys.publicKey());
    }

    @Test
    void an_application_without_keys_is_told_that_there_is_something_and_no_more() {
        var target = new PushTarget.UnifiedPush(server.uri("/up"), null);

        provider(Content.ALL).send(target, Sample.mention());

        JsonObject message = JsonObject.parse(server.last().body());
        assertThat(message.string("conversation")).isEqualTo("c-tower");
        assertThat(server.last().text()).doesNotContain("Glocken", "Bob", "Bell tower");
        assertThat(server.last().headers()).doesNotContainKey("authorization");
    }

    @Test
    void answers_mean_what_the_specification_says() {
        var target = new PushTarget.UnifiedPush(server.uri("/up"), application.keys());
        UnifiedPushProvider provider = provider(Content.ENCRYPTED);

        server.answer(Reply.of(202));
        assertThat(provider.send(target, Sample.mention())).isInstanceOf(PushResult.Accepted.class);
        server.answer(Reply.of(404));
        assertThat(provider.send(target, Sample.mention())).isInstanceOf(PushResult.InvalidTarget.class);
        server.answer(Reply.of(400));
        assertThat(provider.send(target, Sample.mention())).isInstanceOf(PushResult.Rejected.class);
        server.answer(Reply.of(413));
        assertThat(provider.send(target, Sample.mention())).isInstanceOf(PushResult.Rejected.class);
        server.answer(Reply.of(429));
        assertThat(provider.send(target, Sample.mention())).isInstanceOf(PushResult.Retry.class);
        server.answer(Reply.of(302).with("Location", server.uri("/other").toString()));
        assertThat(provider.send(target, Sample.mention())).isInstanceOf(PushResult.Rejected.class);
        assertThat(server.received()).extracting(HttpPeer.Received::path).containsOnly("/up");
    }
}
