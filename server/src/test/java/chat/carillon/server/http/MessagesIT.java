package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of messages over HTTP alone.
class MessagesIT {
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

    @Test
    void the_same_client_message_id_is_the_same_message() {
        String body = "{\"clientMessageId\":\"m-1\",\"text\":\"hello\"}";
        Reply first = server.post(ada, at("/messages"), body);
        Reply second = server.post(ada, at("/messages"), body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.json().integer("seq", 1, 100)).isEqualTo(3);
    }

    @Test
    void a_message_is_edited_reacted_to_and_deleted() {
        server.post(ada, at("/messages"), "{\"text\":\"helo\"}");
        assertThat(server.call(ada, "PATCH", at("/messages/3"), "{\"text\":\"hello\"}")
                        .status())
                .isEqualTo(201);
        assertThat(server.call(bob, "PUT", at("/messages/3/reactions/%F0%9F%91%8D"), null)
                        .status())
                .isEqualTo(201);
        assertThat(server.call(bob, "PUT", at("/messages/3/reactions/%F0%9F%91%8D"), null)
                        .status())
                .isEqualTo(204);

        Reply message = server.get(bob, at("/messages/3"));
        assertThat(message.body()).contains("\"text\":\"hello\"").contains("\"count\":1,\"mine\":true");
        assertThat(message.json().has("editedAt")).isTrue();

        assertThat(server.call(bob, "DELETE", at("/messages/3"), null).code()).isEqualTo("forbidden");
        assertThat(server.call(ada, "DELETE", at("/messages/3"), null).status()).isEqualTo(201);
        assertThat(server.get(bob, at("/messages")).body())
                .contains("deletedAt")
                .doesNotContain("hello");
        assertThat(server.get(bob, at("/entries")).body())
                .contains("\"type\":\"tombstone\"")
                .doesNotContain("hello");
    }

    private String at(String path) {
        return "/v1/conversations/" + conversation + path;
    }
}
