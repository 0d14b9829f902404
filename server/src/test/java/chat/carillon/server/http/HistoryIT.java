package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a screen needs to find its way in a long conversation.
class HistoryIT {
    private static final int MANY = 100;

    private final OpenApiDocument document = new OpenApiDocument();

    @TempDir
    private Path folder;

    private TestServer server;
    private String ada;
    private String bob;
    private String conversation;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        List<String> tokens = server.users("ada", "bob");
        ada = tokens.get(0);
        bob = tokens.get(1);
        conversation = server.conversation(ada, "{\"kind\":\"group\",\"name\":\"Tea\",\"members\":[\"bob\"]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private long post(String token, String text) {
        Reply made = server.post(
                token,
                at("/messages"),
                "{\"text\":\"%s\",\"clientMessageId\":\"%s\"}".formatted(text, text.hashCode()));
        return made.json().integer("at", 1, Long.MAX_VALUE);
    }

    private String at(String path) {
        return "/v1/conversations/" + conversation + path;
    }

    private Reply page(String query) {
        Reply page = server.get(bob, at("/messages?" + query));
        document.check("GET /v1/conversations/{conversation}/messages", page);
        return page;
    }

    private static List<Long> seqs(Reply page) {
        return page.json().objects("messages", MANY).stream()
                .map(message -> message.integer("seq", 1, MANY))
                .toList();
    }

    private static long anchor(Reply page) {
        return page.json().integerOr("anchor", 0, MANY, 0);
    }

    @Test
    void a_page_around_a_time_names_the_first_message_from_then_on() {
        // 1 and 2 tell who joined.
        long first = post(ada, "one");
        post(ada, "two");
        long last = post(ada, "three");

        Reply early = page("at=1&limit=2");
        assertThat(anchor(early)).isEqualTo(3);
        assertThat(seqs(early)).containsExactly(3L);
        assertThat(anchor(page("at=" + first))).isEqualTo(3);
        assertThat(seqs(page("at=" + first))).containsExactly(3L, 4L, 5L);
        Reply late = page("at=" + (last + 100_000) + "&limit=2");
        assertThat(late.json().has("anchor")).isFalse();
        assertThat(seqs(late)).containsExactly(4L, 5L);
        assertThat(anchor(page("around=4&limit=2"))).isEqualTo(4);
        assertThat(seqs(page("around=4&limit=2"))).containsExactly(3L, 4L);
    }

    @Test
    void the_list_of_conversations_shows_the_newest_message_of_each() {
        post(ada, "one");
        post(ada, "x".repeat(300));
        String empty = server.conversation(ada, "{\"kind\":\"group\",\"members\":[\"bob\"]}");

        Reply list = server.get(bob, "/v1/conversations");
        document.check("GET /v1/conversations", list);
        for (JsonObject one : list.json().objects("conversations", MANY)) {
            if (one.string("id").equals(empty)) {
                assertThat(one.has("last")).isFalse();
            } else {
                assertThat(one.object("last").string("text")).isEqualTo("x".repeat(200));
                assertThat(one.object("last").string("sender")).isEqualTo("ada");
            }
        }

        server.call(ada, "DELETE", at("/messages/4"), null);
        JsonObject last = server.get(bob, "/v1/conversations").json().objects("conversations", MANY).stream()
                .filter(one -> one.string("id").equals(conversation))
                .findFirst()
                .orElseThrow()
                .object("last");
        assertThat(last.has("text")).isFalse();
        assertThat(last.has("deletedAt")).isTrue();
    }

    @Test
    void a_message_says_who_answered_last_in_its_thread() {
        post(ada, "root");
        server.post(bob, at("/messages"), "{\"text\":\"reply\",\"thread\":3}");

        JsonObject root = page("").json().objects("messages", MANY).getFirst();
        assertThat(root.integer("replies", 0, MANY)).isEqualTo(1);
        assertThat(root.object("lastReply").string("sender")).isEqualTo("bob");
        assertThat(root.object("lastReply").integer("seq", 1, MANY)).isEqualTo(4);
    }

    @Test
    void a_search_is_narrowed_by_who_when_and_what() {
        post(ada, "tea without");
        post(bob, "tea https://example.org");
        long last = post(bob, "tea at last");

        assertThat(hits("q=tea")).hasSize(3);
        assertThat(hits("q=tea&from=bob")).hasSize(2);
        assertThat(hits("q=tea&from=BOB&has=link")).hasSize(1);
        assertThat(hits("q=tea&since=" + (last + 1))).isEmpty();
        assertThat(hits("q=tea&until=" + (last + 1))).hasSize(3);
        assertThat(hits("q=tea&has=file")).isEmpty();
        assertThat(hits("q=tea&conversation=" + conversation)).hasSize(3);
    }

    private List<JsonObject> hits(String query) {
        Reply found = server.get(ada, "/v1/search?" + query);
        document.check("GET /v1/search", found);
        return found.json().objects("hits", MANY);
    }
}
