package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import chat.carillon.server.http.AccessRows.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every route, asked by everybody: whoever has no business in a conversation reads and writes nothing in it.
/// What is answered is held to `docs/openapi.yaml` on the way.
class AccessIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static final Map<Caller, String> TOKENS = new HashMap<>();
    private static int fresh;

    private enum Caller {
        NOBODY,
        STRANGER,
        FORMER,
        MEMBER,
        ADMINISTRATOR
    }

    @BeforeAll
    static void start() {
        server = TestServer.start(folder, "push.vapid.subject=mailto:operator@example.org");
        List<String> tokens = server.users("stranger", "former", "member");
        TOKENS.put(Caller.STRANGER, tokens.get(0));
        TOKENS.put(Caller.FORMER, tokens.get(1));
        TOKENS.put(Caller.MEMBER, tokens.get(2));
        TOKENS.put(Caller.ADMINISTRATOR, server.administrator("root"));
        server.users("target", "extra");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Row> rows() {
        return AccessRows.ROWS;
    }

    @Test
    void every_route_is_in_the_table() {
        List<String> described = new ArrayList<>(DOCUMENT.operations().keySet());
        described.remove("GET /v1/socket");
        // Ends the server; DrainIT has its rows.
        described.remove("POST /v1/drain");
        assertThat(AccessRows.ROWS.stream().map(Row::operation)).containsExactlyInAnyOrderElementsOf(described);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everybody_gets_what_the_table_says(Row row) {
        Map<Caller, Integer> expected = IntStream.range(0, Caller.values().length)
                .boxed()
                .collect(Collectors.toMap(i -> Caller.values()[i], row.expected()::get));
        Map<Caller, Reply> replies =
                Arrays.stream(Caller.values()).collect(Collectors.toMap(caller -> caller, caller -> ask(row, caller)));

        assertThat(replies.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, reply -> reply.getValue().status())))
                .as("%s: %s", row, replies)
                .isEqualTo(expected);
        replies.forEach((caller, reply) -> {
            DOCUMENT.check(row.operation(), reply);
            boolean mayRead = caller == Caller.MEMBER && AccessRows.READING.contains(row.request());
            assertThat(reply.body().contains(AccessRows.SECRET_WORD + " solo"))
                    .as("%s shows %s to %s", row, reply.body(), caller)
                    .isEqualTo(mayRead);
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_token_that_is_not_good_is_never_worth_anything(Row row) {
        Map<String, String> access = OpenApiRoutes.described().stream()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1)));
        boolean open = access.get(row.operation()).equals("open");
        String place = conversation();
        for (String token : List.of("cs_" + "A".repeat(43), "co_" + "A".repeat(43), "a.b.c", "x", "")) {
            Reply reply = send(row, token, place);
            assertThat(reply.status()).isEqualTo(open ? row.expected().getFirst() : 401);
            DOCUMENT.check(row.operation(), reply);
        }
    }

    @Test
    void strangers_learn_nothing_from_the_difference_between_absent_and_closed() {
        String closed = conversation();
        List<String> paths = Stream.of(
                        AccessRows.ONE,
                        "/v1/channels/{conversation}",
                        AccessRows.ONE + "/members",
                        AccessRows.ONE + "/messages",
                        AccessRows.ONE + "/entries",
                        AccessRows.MESSAGE)
                .map(path -> path.replace("{seq}", "4"))
                .toList();
        for (String path : paths) {
            Reply there = server.get(TOKENS.get(Caller.STRANGER), path.replace("{conversation}", closed));
            Reply absent = server.get(TOKENS.get(Caller.STRANGER), path.replace("{conversation}", "nowhere"));
            assertThat(there.status()).isEqualTo(absent.status()).isEqualTo(404);
            assertThat(there.code()).isEqualTo(absent.code());
            assertThat(there.json().string("detail"))
                    .isEqualTo(absent.json().string("detail").replace("nowhere", closed));
        }
    }

    @Test
    void strangers_see_a_channel_that_anyone_may_join() {
        String stranger = TOKENS.get(Caller.STRANGER);
        String id = server.conversation(TOKENS.get(Caller.MEMBER), "{\"kind\":\"channel\",\"name\":\"Tea\"}");
        String settings = AccessRows.ONE.replace("{conversation}", id) + "/settings";
        String channel = "/v1/channels/" + id;
        Reply seen = server.get(stranger, channel);
        DOCUMENT.check("GET /v1/channels/{conversation}", seen);
        assertThat(seen.json().string("name")).isEqualTo("Tea");
        for (String closing : List.of("{\"archived\":true}", "{\"archived\":false,\"join\":\"invited\"}")) {
            assertThat(server.call(server.operatorToken(), "PATCH", settings, closing)
                            .status())
                    .isEqualTo(201);
            assertThat(server.get(stranger, channel).code()).isEqualTo("no_such_conversation");
        }
    }

    @Test
    void who_has_left_sees_messages_as_they_stood_then() {
        String member = TOKENS.get(Caller.MEMBER);
        String former = TOKENS.get(Caller.FORMER);
        String path = "/v1/conversations/"
                + server.conversation(
                        server.operatorToken(), "{'members':['member','former'],'kind':'group'}".replace('\'', '"'));
        String posted = path + "/messages/3";
        server.post(member, path + "/messages", "{\"text\":\"zither\"}");
        server.call(former, "DELETE", path + "/members/former", null);
        server.call(member, "PATCH", posted, "{\"text\":\"zither " + AccessRows.SECRET_WORD + "\"}");
        server.call(member, "PUT", posted + "/reactions/x", null);
        server.post(member, path + "/messages", "{\"text\":\"" + AccessRows.SECRET_WORD + "\",\"thread\":3}");

        List<String> reads = List.of(
                posted,
                path + "/messages",
                path + "/entries",
                posted + "/thread",
                "/v1/search?q=" + AccessRows.SECRET_WORD);
        for (String read : reads) {
            assertThat(server.get(member, read).body()).contains(AccessRows.SECRET_WORD);
            assertThat(server.get(former, read).body()).doesNotContain(AccessRows.SECRET_WORD, "\"x\"");
        }
        Reply seen = server.get(former, posted);
        assertThat(seen.json().string("text")).isEqualTo("zither");
        assertThat(seen.json().has("editedAt")).isFalse();
        assertThat(seen.json().integerOr("replies", 0, 9, 0)).isZero();
        assertThat(server.get(former, "/v1/search?q=zither").body()).doesNotContain("zither");
    }

    private static Reply ask(Row row, Caller caller) {
        String token = row.endsLogins() && caller != Caller.NOBODY ? tokenOfSomebodyNew(caller) : TOKENS.get(caller);
        return send(row, token, conversation());
    }

    private static String tokenOfSomebodyNew(Caller caller) {
        String name = "new" + fresh++;
        return caller == Caller.ADMINISTRATOR
                ? server.administrator(name)
                : server.users(name).getFirst();
    }

    private static Reply send(Row row, @Nullable String token, String conversation) {
        String[] parts = row.request().split(" ", 2);
        String path = parts[1].replace("{conversation}", conversation)
                .replace("{user}", "target")
                .replace("{seq}", "4")
                .replace("{device}", "phone")
                .replace("{hash}", "0123")
                .replace("{invitation}", "0123")
                .replace("{session}", "nowhere%230.1")
                .replace("{token}", "Ym9i.0.AAAA")
                .replace("{emoji}", "%F0%9F%91%8D");
        String body = row.body() == null ? null : row.body().replace("{fresh}", "fresh" + fresh++);
        return server.call(token, parts[0], path, body);
    }

    /// A group of the member, the target and the former member, who has left before the member wrote at seq 4.
    private static String conversation() {
        String id = server.conversation(
                server.operatorToken(), "{\"kind\":\"group\",\"members\":[\"member\",\"target\",\"former\"]}");
        String path = "/v1/conversations/" + id;
        assertThat(server.call(TOKENS.get(Caller.FORMER), "DELETE", path + "/members/former", null)
                        .status())
                .isEqualTo(200);
        Reply posted = server.post(
                TOKENS.get(Caller.MEMBER), path + "/messages", "{\"text\":\"a " + AccessRows.SECRET_WORD + " solo\"}");
        assertThat(posted.json().integer("seq", 1, 10)).isEqualTo(4);
        return id;
    }
}
