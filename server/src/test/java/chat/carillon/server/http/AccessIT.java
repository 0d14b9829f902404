package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
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
    private static final String SECRET_WORD = "xylophone";
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private static final String ONE = "/v1/conversations/{conversation}";
    private static final String MESSAGE = ONE + "/messages/{seq}";

    /// Route, body, and the status that nobody, a stranger, a former member, a member and an administrator who is
    /// no member get.
    private static final List<Row> ROWS = List.of(
            row("POST /v1/setup", "{'setupToken':'x','username':'eve','password':'12345678'}", 401, 401, 401, 401, 401),
            row(
                    "POST /v1/login",
                    "{'username':'member','password':'" + TestServer.PASSWORD + "'}",
                    200,
                    200,
                    200,
                    200,
                    200),
            row("POST /v1/logout", null, 401, 204, 204, 204, 204),
            row("GET /v1/tokens", null, 401, 200, 200, 200, 200),
            row("DELETE /v1/tokens", null, 401, 200, 200, 200, 200),
            row("GET /v1/me", null, 401, 200, 200, 200, 200),
            row("GET /v1/users", null, 401, 200, 200, 200, 200),
            row("POST /v1/users", "{'username':'{fresh}','password':'12345678'}", 401, 403, 403, 403, 201),
            row("GET /v1/users/{user}", null, 401, 200, 200, 200, 200),
            row("PATCH /v1/users/{user}", "{'displayName':'T'}", 401, 403, 403, 403, 200),
            row("POST /v1/users/{user}/tokens", "{'label':'bot'}", 401, 403, 403, 403, 201),
            row("POST /v1/invitations", "{}", 401, 403, 403, 403, 201),
            row("GET /v1/conversations", null, 401, 200, 200, 200, 200),
            row("POST /v1/conversations", "{'kind':'group'}", 401, 201, 201, 201, 201),
            row("GET /v1/channels", null, 401, 200, 200, 200, 200),
            row("GET " + ONE, null, 401, 404, 404, 200, 404),
            row("PATCH " + ONE, "{'topic':'T'}", 401, 404, 404, 201, 201),
            row("GET " + ONE + "/members", null, 401, 404, 404, 200, 404),
            row("POST " + ONE + "/members", "{'users':['extra']}", 401, 404, 404, 200, 200),
            row("DELETE " + ONE + "/members", "{'users':['target']}", 401, 404, 404, 403, 200),
            row("DELETE " + ONE + "/members/{user}", null, 401, 404, 404, 403, 200),
            row("PUT " + ONE + "/members/{user}/role", "{'role':'moderator'}", 401, 404, 404, 403, 201),
            row("GET " + ONE + "/messages", null, 401, 404, 200, 200, 404),
            row("POST " + ONE + "/messages", "{'text':'hi'}", 401, 404, 404, 201, 403),
            row("GET " + MESSAGE, null, 401, 404, 404, 200, 404),
            row("PATCH " + MESSAGE, "{'text':'hi'}", 401, 404, 404, 201, 403),
            row("DELETE " + MESSAGE, null, 401, 404, 404, 201, 201),
            row("PUT " + MESSAGE + "/reactions/{emoji}", null, 401, 404, 404, 201, 403),
            row("DELETE " + MESSAGE + "/reactions/{emoji}", null, 401, 404, 404, 204, 403),
            row("GET " + MESSAGE + "/thread", null, 401, 404, 200, 200, 404),
            row("POST " + ONE + "/read", "{'seq':4}", 401, 404, 404, 204, 404),
            row("GET " + ONE + "/receipts?seq={seq}", null, 401, 404, 404, 200, 404),
            row("GET " + ONE + "/entries", null, 401, 404, 200, 200, 404),
            row("GET /v1/search?q=" + SECRET_WORD, null, 401, 200, 200, 200, 200),
            row("GET /v1/push", null, 401, 200, 200, 200, 200),
            row("GET /v1/devices", null, 401, 200, 200, 200, 200),
            row(
                    "PUT /v1/devices/{device}",
                    "{'target':{'kind':'unifiedpush','endpoint':'https://push.example/{fresh}'}}",
                    401,
                    204,
                    204,
                    204,
                    204),
            row("DELETE /v1/devices/{device}", null, 401, 204, 204, 204, 204),
            row("GET /v1/me/notifications", null, 401, 200, 200, 200, 200),
            row("PUT /v1/me/notifications", "{'channel':'all'}", 401, 200, 200, 200, 200),
            row("GET /v1/me/mail", null, 401, 200, 200, 200, 200),
            row("PUT /v1/me/mail", "{'address':'a@example.org'}", 401, 409, 409, 409, 409),
            row("DELETE /v1/me/mail", null, 401, 204, 204, 204, 204),
            row("GET /v1/confirm/{token}", null, 404, 404, 404, 404, 404),
            row("POST /v1/confirm/{token}", null, 404, 404, 404, 404, 404),
            row("GET /v1/unsubscribe/{token}", null, 404, 404, 404, 404, 404),
            row("POST /v1/unsubscribe/{token}", null, 404, 404, 404, 404, 404),
            row("GET " + ONE + "/notifications", null, 401, 404, 404, 200, 404),
            row("PUT " + ONE + "/notifications", "{'level':'none'}", 401, 404, 404, 200, 404),
            row("GET " + MESSAGE + "/trace", null, 401, 403, 403, 403, 200),
            row("GET /v1/limits", null, 200, 200, 200, 200, 200),
            row("GET /healthz", null, 200, 200, 200, 200, 200),
            row("GET /readyz", null, 200, 200, 200, 200, 200),
            row("GET /metrics", null, 200, 200, 200, 200, 200),
            row("GET /openapi.json", null, 200, 200, 200, 200, 200),
            row("GET /", null, 200, 200, 200, 200, 200),
            row("GET /setup", null, 200, 200, 200, 200, 200),
            row("GET /setup.js", null, 200, 200, 200, 200, 200),
            row("GET /page.css", null, 200, 200, 200, 200, 200));

    /// Ways to read a conversation: what must show the secret word to members and to nobody else.
    private static final List<String> READING = List.of(
            "GET " + ONE + "/messages", "GET " + MESSAGE, "GET " + ONE + "/entries", "GET /v1/search?q=" + SECRET_WORD);

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

    record Row(String request, @Nullable String body, List<Integer> expected) {
        String operation() {
            return request.replaceAll("\\?.*", "");
        }

        boolean endsLogins() {
            return operation().equals("POST /v1/logout") || operation().equals("DELETE /v1/tokens");
        }

        @Override
        public String toString() {
            return request;
        }
    }

    private static Row row(String request, @Nullable String body, Integer... expected) {
        return new Row(request, body == null ? null : body.replace('\'', '"'), List.of(expected));
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
        return ROWS;
    }

    @Test
    void every_route_is_in_the_table() {
        List<String> described = new ArrayList<>(DOCUMENT.operations().keySet());
        described.remove("GET /v1/socket");
        // Ends the server; DrainIT has its rows.
        described.remove("POST /v1/drain");
        assertThat(ROWS.stream().map(Row::operation)).containsExactlyInAnyOrderElementsOf(described);
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
            boolean mayRead = caller == Caller.MEMBER && READING.contains(row.request());
            assertThat(reply.body().contains(SECRET_WORD + " solo"))
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
        List<String> paths = Stream.of(ONE, ONE + "/members", ONE + "/messages", ONE + "/entries", MESSAGE)
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
    void who_has_left_sees_messages_as_they_stood_then() {
        String member = TOKENS.get(Caller.MEMBER);
        String former = TOKENS.get(Caller.FORMER);
        String path = "/v1/conversations/"
                + server.conversation(
                        server.operatorToken(), "{'members':['member','former'],'kind':'group'}".replace('\'', '"'));
        String posted = path + "/messages/3";
        server.post(member, path + "/messages", "{\"text\":\"zither\"}");
        server.call(former, "DELETE", path + "/members/former", null);
        server.call(member, "PATCH", posted, "{\"text\":\"zither " + SECRET_WORD + "\"}");
        server.call(member, "PUT", posted + "/reactions/x", null);
        server.post(member, path + "/messages", "{\"text\":\"" + SECRET_WORD + "\",\"thread\":3}");

        List<String> reads = List.of(
                posted, path + "/messages", path + "/entries", posted + "/thread", "/v1/search?q=" + SECRET_WORD);
        for (String read : reads) {
            assertThat(server.get(member, read).body()).contains(SECRET_WORD);
            assertThat(server.get(former, read).body()).doesNotContain(SECRET_WORD, "\"x\"");
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
        Reply posted =
                server.post(TOKENS.get(Caller.MEMBER), path + "/messages", "{\"text\":\"a " + SECRET_WORD + " solo\"}");
        assertThat(posted.json().integer("seq", 1, 10)).isEqualTo(4);
        return id;
    }
}
