package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes of requests that are not as they should be.
class HttpEdgeIT {
    @TempDir
    private static Path folder;

    private static TestServer server;
    private static String ada;
    private static String conversation;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                folder,
                "http.maxBodyBytes=16KiB",
                "http.allowedOrigins=https://app.example",
                "limits.handshakeTimeout=500ms");
        ada = server.users("ada").getFirst();
        conversation = "/v1/conversations/" + server.conversation(ada, "{\"kind\":\"channel\",\"name\":\"tea\"}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_address_without_anything_is_not_found() {
        Reply reply = server.get(ada, "/v1/nothing");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("not_found");
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void every_answer_says_what_time_it_is_here() {
        String date = Objects.requireNonNull(server.get(null, "/v1/limits").header("date"));

        assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void a_method_that_an_address_does_not_know_is_told_which_it_knows() {
        Reply reply = server.call(ada, "PUT", "/v1/conversations", "{}");

        assertThat(reply.code()).isEqualTo("method_not_allowed");
        assertThat(reply.header("allow")).isEqualTo("GET, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"text\"", "{} {}", "{\"kind\":}", "\u0000"})
    void a_body_that_is_no_json_object_is_malformed(String body) {
        Reply reply = server.post(ada, "/v1/conversations", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("malformed_frame");
    }

    @Test
    void json_without_bottom_is_malformed() {
        assertThat(server.post(ada, "/v1/conversations", "{\"a\":".repeat(2_000))
                        .code())
                .isEqualTo("malformed_frame");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /v1/conversations          | {}                                      | kind: missing
            POST   | /v1/conversations          | {"kind":"room"}                         | kind: 'room'
            POST   | /v1/conversations          | {"kind":"channel"}                      | name: missing
            POST   | /v1/conversations          | {"kind":"group","members":["a b"]}      | user: 'a b'
            POST   | /v1/conversations          | {"kind":"group","members":"bob"}        | members
            POST   | /v1/conversations          | {"kind":"group","settings":{"post":"king"}} | settings.post: 'king'
            POST   | /v1/conversations          | {"kind":"group","settings":{"join":"open"}} | settings.join: open
            POST   | /v1/conversations          | {"kind":"direct","settings":{"post":"owner"}} | settings: given
            POST   | /v1/conversations          | {"kind":"direct","settings":{"join":"open"}} | settings: given
            GET    | /v1/users/ada/avatar/%00   |                                         | hash: contains U+0000
            POST   | {conversation}/messages    | {"text":5}                              | text: the number 5
            POST   | {conversation}/messages    | {"text":" "}                            | text: blank
            POST   | {conversation}/messages    | {"text":"a","replyTo":0}                | replyTo: 0
            POST   | {conversation}/messages    | {"text":"a","clientMessageId":"a b"}    | clientMessageId
            POST   | {conversation}/members     | {"users":[]}                            | users: empty
            POST   | {conversation}/members     | {}                                      | users: missing
            POST   | {conversation}/read        | {"seq":-1}                              | seq: -1
            PATCH  | {conversation}/messages/x  | {"text":"a"}                            | seq: 'x'
            GET    | {conversation}/messages?limit=0 |                                    | limit: '0'
            GET    | {conversation}/messages?before=1&after=1 |                           | more than one
            GET    | {conversation}/messages?at=1&around=1 |                            | more than one
            GET    | {conversation}/messages?at=noon |                                  | at: 'noon'
            GET    | /v1/search?q=a&has=soul    |                                         | has: 'soul'
            GET    | {conversation}/entries?after=-1 |                                    | after: '-1'
            GET    | /v1/search                 |                                         | q: missing
            GET    | /v1/users/a%20b            |                                         | user: 'a b'
            """)
    void a_value_that_breaks_a_rule_is_named(String method, String path, String body, String message) {
        Reply reply = server.call(ada, method, path.replace("{conversation}", conversation), body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_field");
        assertThat(reply.json().string("detail")).contains(message);
    }

    @Test
    void a_body_over_the_limit_is_too_large() {
        Reply reply = server.post(ada, "/v1/conversations", " ".repeat(20_000));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("body_too_large");
    }

    @Test
    void a_request_id_is_kept_if_it_is_harmless() {
        assertThat(server.call(null, "GET", "/healthz", null, "X-Request-Id", "trace-1")
                        .header("x-request-id"))
                .isEqualTo("trace-1");
        assertThat(server.call(null, "GET", "/healthz", null, "X-Request-Id", "<script>")
                        .header("x-request-id"))
                .matches("[0-9a-f]+");
        Reply problem = server.call(null, "GET", "/v1/me", null, "X-Request-Id", "trace-2");
        assertThat(problem.json().string("requestId")).isEqualTo("trace-2");
        assertThat(problem.header("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    void pages_of_allowed_origins_may_call_and_others_may_not() {
        Reply allowed = server.call(null, "OPTIONS", "/v1/login", null, "Origin", "https://app.example");
        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.header("access-control-allow-origin")).isEqualTo("https://app.example");
        assertThat(allowed.header("access-control-allow-headers")).contains("Authorization");
        assertThat(allowed.header("access-control-allow-credentials")).isEmpty();
        Reply foreign = server.call(null, "OPTIONS", "/v1/login", null, "Origin", "https://evil.example");
        assertThat(foreign.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    void head_answers_like_get_without_a_body() {
        Reply reply = server.call(null, "HEAD", "/readyz", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void bytes_that_are_no_http_end_the_connection_and_nothing_else() throws IOException {
        for (String bytes : new String[] {"\u0000\u0001\u0002\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "x".repeat(20_000)}) {
            try (Socket socket = socket()) {
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Exception")
                        .doesNotContain("at io.");
            }
        }
        assertThat(server.get(null, "/healthz").status()).isEqualTo(200);
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws IOException {
        try (Socket socket = socket()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_connection_that_trickles_its_headers_is_closed() throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ".getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Socket socket() throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    @Test
    void metrics_are_open_on_this_machine_but_not_to_whom_a_proxy_forwards() {
        assertThat(server.get(null, "/metrics").body()).contains("carillon_http_requests_seconds_count");
        Reply forwarded = server.call(null, "GET", "/metrics", null, "X-Forwarded-For", "203.0.113.9");
        assertThat(forwarded.status()).isEqualTo(401);
        assertThat(server.call(ada, "GET", "/metrics", null, "X-Forwarded-For", "203.0.113.9")
                        .status())
                .isEqualTo(403);
        assertThat(server.call(server.operatorToken(), "GET", "/metrics", null, "Via", "1.1 proxy")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void many_at_once_are_all_answered() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> server.post(
                            ada,
                            conversation + "/messages",
                            "{\"text\":\"m\",\"clientMessageId\":\"c%d\"}".formatted(i))))
                    .toList();
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isEqualTo(201);
            }
        }
    }
}
