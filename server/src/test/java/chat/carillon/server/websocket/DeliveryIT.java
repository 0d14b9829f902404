package chat.carillon.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the members of a conversation are given over real sockets.
class DeliveryIT {
    private static final int MESSAGES = 500;

    /// Seq of the first message: the owner joins, then the others.
    private static final long FIRST = 3;

    @TempDir
    private Path folder;

    private TestServer server;
    private List<String> tokens;
    private String conversation;

    @BeforeEach
    void start() {
        server = TestServer.start(
                folder,
                "limits.requestsPerSecond=100000",
                "limits.requestBurst=100000",
                "limits.maxPendingRequests=10000");
        tokens = server.users("ada", "bob", "cleo");
        conversation = server.conversation(
                tokens.getFirst(), "{\"kind\":\"group\",\"name\":\"Tea\",\"members\":[\"bob\",\"cleo\"]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawSocket open(int user) {
        return open(user, 0);
    }

    private RawSocket open(int user, int receiveBuffer) {
        URI address = server.server().address();
        RawSocket socket = RawSocket.connect(address, receiveBuffer);
        socket.hello(tokens.get(user), "device-" + user);
        return socket;
    }

    private String send(int number, String text) {
        return "{\"op\":\"send\",\"ref\":\"r%d\",\"conversation\":\"%s\",\"clientMessageId\":\"m-%d\",\"text\":\"%s\"}"
                .formatted(number, conversation, number, text);
    }

    private static long seqOf(JsonObject json) {
        return json.integer("seq", 1, Long.MAX_VALUE);
    }

    @Test
    void every_member_is_given_every_entry_in_order_the_sender_too() {
        try (RawSocket ada = open(0);
                RawSocket bob = open(1)) {
            for (int i = 0; i < MESSAGES; i++) {
                ada.send(send(i, "message " + i));
            }
            for (RawSocket member : List.of(ada, bob)) {
                var seqs = new ArrayList<Long>();
                while (seqs.size() < MESSAGES) {
                    seqs.add(seqOf(member.await("entry")));
                }
                assertThat(seqs)
                        .isEqualTo(LongStream.range(seqs.getFirst(), seqs.getFirst() + MESSAGES)
                                .boxed()
                                .toList());
                assertThat(seqs.getFirst()).isEqualTo(FIRST);
            }
        }
    }

    @Test
    void the_welcome_says_after_which_entry_live_delivery_begins() {
        try (RawSocket ada = open(0)) {
            ada.send(send(1, "before"));
            ada.await("sent");
            URI address = server.server().address();
            try (RawSocket bob = RawSocket.connect(address)) {
                JsonObject welcome = bob.hello(tokens.get(1), "phone");
                long head = welcome.objects("conversations", 10).getFirst().integer("headSeq", 0, 100);
                ada.send(send(2, "after"));
                assertThat(seqOf(bob.await("entry"))).isEqualTo(head + 1);
            }
        }
    }

    @Test
    void who_is_removed_is_given_the_entry_that_says_so_and_nothing_after_it() {
        try (RawSocket ada = open(0);
                RawSocket cleo = open(2)) {
            for (int i = 0; i < 50; i++) {
                ada.send(send(i, "before"));
            }
            assertThat(server.call(
                                    tokens.getFirst(),
                                    "DELETE",
                                    "/v1/conversations/" + conversation + "/members",
                                    "{\"users\":[\"cleo\"]}")
                            .status())
                    .isBetween(200, 204);
            for (int i = 50; i < 100; i++) {
                ada.send(send(i, "after"));
            }
            List<String> seen = new ArrayList<>();
            JsonObject frame = cleo.await(json -> true);
            while (!frame.string("op").equals("left")) {
                seen.add(frame.string("type"));
                frame = cleo.await(json -> true);
            }
            assertThat(seen.getLast()).isEqualTo("left");
            cleo.send("{\"op\":\"ping\"}");
            assertThat(cleo.await(json -> true).string("op")).isEqualTo("pong");
            cleo.send("{\"op\":\"sync\",\"ref\":\"s\",\"cursors\":{\"%s\":0}}".formatted(conversation));
            JsonObject entries = cleo.await("entries");
            assertThat(entries.objects("entries", 1000).getLast().string("type"))
                    .isEqualTo("left");
        }
    }

    @Test
    void who_becomes_a_member_is_told_and_given_what_follows() {
        try (RawSocket ada = open(0);
                RawSocket bob = open(1)) {
            String made = server.conversation(tokens.getFirst(), "{\"kind\":\"channel\",\"name\":\"news\"}");
            assertThat(server.post(tokens.get(1), "/v1/conversations/" + made + "/members", "{\"users\":[\"bob\"]}")
                            .status())
                    .isBetween(200, 204);
            JsonObject joined = bob.await("joined").object("conversation");
            assertThat(joined.string("id")).isEqualTo(made);
            ada.send(send(1, "hello").replace(conversation, made));
            JsonObject entry = bob.await(json -> json.string("op").equals("entry")
                    && json.string("conversation").equals(made));
            assertThat(seqOf(entry)).isEqualTo(joined.integer("headSeq", 0, 100) + 1);
        }
    }

    @Test
    void a_member_that_does_not_read_lags_and_syncs_while_the_others_wait_for_nothing() {
        String text = "x".repeat(10_000);
        int messages = 1_500;
        try (RawSocket ada = open(0);
                RawSocket bob = open(1);
                RawSocket frozen = open(2, 4_096)) {
            for (int i = 0; i < messages; i++) {
                ada.send(send(i, text));
                assertThat(seqOf(bob.await("entry"))).isEqualTo(i + FIRST);
            }
            long last = FIRST - 1;
            JsonObject frame = frozen.await(json -> true);
            while (frame.string("op").equals("entry")) {
                assertThat(seqOf(frame)).isEqualTo(last + 1);
                last = seqOf(frame);
                frame = frozen.await(json -> true);
            }
            assertThat(frame.string("op")).isEqualTo("lagging");
            while (last < messages + FIRST - 1) {
                frozen.send("{\"op\":\"sync\",\"ref\":\"s\",\"cursors\":{\"%s\":%d}}".formatted(conversation, last));
                for (JsonObject entry : frozen.await("entries").objects("entries", 1000)) {
                    assertThat(seqOf(entry)).isEqualTo(last + 1);
                    last = seqOf(entry);
                }
            }
            assertThat(last).isEqualTo(messages + FIRST - 1);
        }
    }

    @Test
    void typing_reaches_the_others() {
        try (RawSocket ada = open(0);
                RawSocket bob = open(1)) {
            ada.send("{\"op\":\"typing\",\"conversation\":\"%s\"}".formatted(conversation));
            assertThat(bob.await("typing").strings("users", 10)).containsExactly("ada");
        }
    }
}
