package chat.carillon.loadtest.verify.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.loadtest.verify.push.PushAccount.Said;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PushAccountTest {
    private static final ConversationId C = new ConversationId("c");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");
    private static final Audience AUDIENCE = new Audience("group", C, Set.of(BOB), Set.of(ANN), Set.of(CAT));

    private final HttpClient client = HttpClient.newHttpClient();
    private Webhook webhook;

    @BeforeEach
    void start() throws IOException {
        webhook = Webhook.start();
    }

    @AfterEach
    void stop() {
        client.close();
        webhook.close();
    }

    /// @return the webhook's answer
    private int call(UserId user, long seq, String id) throws IOException, InterruptedException {
        String body = "{\"type\":\"notification.show\",\"data\":{\"user\":\"%s\",\"conversation\":\"c\",\"seq\":%d}}"
                .formatted(user, seq);
        var uri = URI.create(webhook.settings().getOrDefault("CARILLON_PUSH_WEBHOOK_URL", ""));
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .header("webhook-id", id)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private PushAccount account() {
        return PushAccount.of(webhook, List.of(new Said(AUDIENCE, 5, ANN)));
    }

    @Test
    void all_is_right_when_who_was_away_was_told_once() throws Exception {
        call(BOB, 5, "one");

        assertThat(account().right()).isTrue();
        assertThat(account().incomplete()).isFalse();
        assertThat(account()).asString().contains("missing 0, doubled 0, unwanted 0; repeated under the same id 0");
    }

    @Test
    void who_was_not_told_is_missing_and_who_wanted_none_is_not_to_be_told() throws Exception {
        call(CAT, 5, "one");

        assertThat(account().right()).isFalse();
        assertThat(account().incomplete()).isTrue();
        assertThat(account()).asString().contains("missing 1, doubled 0, unwanted 1");
        List<String> examples = new ArrayList<>();
        account().examples(examples::add);
        assertThat(examples)
                .containsExactlyInAnyOrder(
                        "group: bob was told 0 times of seq 5", "group: cat was told 1 times of seq 5");
    }

    @Test
    void another_id_for_the_same_is_shown_twice() throws Exception {
        call(BOB, 5, "one");
        call(BOB, 5, "two");

        assertThat(account().right()).isFalse();
        assertThat(account()).asString().contains("missing 0, doubled 1, unwanted 0");
    }

    @Test
    void the_same_id_again_is_shown_once_and_counted() throws Exception {
        call(BOB, 5, "one");
        call(BOB, 5, "one");

        assertThat(account().right()).isTrue();
        assertThat(account()).asString().contains("doubled 0, unwanted 0; repeated under the same id 1");
    }

    @Test
    void what_was_put_off_is_no_repetition() throws Exception {
        List<Integer> answers = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            answers.add(call(BOB, i, "id" + i));
        }
        answers.add(call(BOB, 7, "id7"));

        assertThat(answers).containsExactly(204, 204, 204, 204, 204, 204, 503, 204);
        assertThat(account()).asString().contains("repeated under the same id 0");
    }
}
