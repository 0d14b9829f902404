package chat.carillon.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.time.SystemTime;
import chat.carillon.protocol.Limits;
import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import chat.carillon.server.TestSocket;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is away for long is mailed a digest, once, and ends that with one click; against a mail server of this process.
class DigestIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    /// Longer than being away, deciding and sending take.
    private static final Duration QUIET = Duration.ofSeconds(6);

    @TempDir
    private Path folder;

    private GreenMail mail;

    @BeforeEach
    void startMail() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    @AfterEach
    void stopMail() {
        mail.stop();
    }

    private String[] settings(String... more) {
        String[] usual = {
            "mail.host=127.0.0.1",
            "mail.port=" + mail.getSmtp().getPort(),
            "mail.security=none",
            "mail.from=Bells <bells@example.org>",
            "mail.url=https://chat.example.org/",
            "mail.away=3s",
            "mail.perMinute=10000"
        };
        String[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return all;
    }

    private List<MimeMessage> mails() {
        return List.of(mail.getReceivedMessages());
    }

    private List<MimeMessage> digests() {
        return mails().stream().filter(one -> subject(one).contains("unread")).toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /// The path of the link in a mail, as it is on the server under test.
    private static String link(String text) {
        Matcher link = Pattern.compile("https://chat\\.example\\.org(/v1/[A-Za-z0-9_./-]+)")
                .matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group(1);
    }

    /// Bob says where, and confirms it as somebody who reads mail there.
    private void subscribe(TestServer server, String bob) {
        int before = mails().size();
        Reply asked = server.call(bob, "PUT", "/v1/me/mail", "{\"address\":\"bob@example.org\"}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        assertThat(asked.body()).contains("\"confirmation\":\"sent\"", "\"confirmed\":false", "\"digest\":true");
        await().atMost(WITHIN).until(() -> mails().size() == before + 1);
        String path = link(GreenMailUtil.getBody(mails().get(before)).replace("=\r\n", ""));
        Reply page = server.get(null, path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Is this your address?", "<form method=\"post\">");
        assertThat(server.get(bob, "/v1/me/mail").body())
                .as("looking is not confirming")
                .contains("\"confirmed\":false");
        assertThat(server.call(null, "POST", path, null).status()).isEqualTo(200);
        assertThat(server.get(bob, "/v1/me/mail").body()).contains("\"confirmed\":true");
    }

    private static void post(TestServer server, String token, String conversation, String text) {
        Reply reply = server.post(
                token, "/v1/conversations/" + conversation + "/messages", "{\"text\":\"%s\"}".formatted(text));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    }

    private static String direct(TestServer server, String ann) {
        return server.conversation(ann, "{\"kind\":\"direct\",\"members\":[\"bob\"]}");
    }

    private static String plain(MimeMessage digest) throws MessagingException, IOException {
        return (String) ((MimeMultipart) digest.getContent()).getBodyPart(0).getContent();
    }

    @Test
    void who_is_away_gets_one_digest_and_ends_it_with_one_click() throws MessagingException, IOException {
        try (TestServer server = TestServer.startAsConfigured(folder, settings("mail.period=2s"))) {
            List<String> tokens = server.users("ann", "bob");
            String direct = direct(server, tokens.get(0));
            subscribe(server, tokens.get(1));
            post(server, tokens.get(0), direct, "Grüß dich");

            await().atMost(WITHIN).until(() -> digests().size() == 1);
            await().during(QUIET).atMost(WITHIN).until(() -> digests().size() == 1);
            MimeMessage digest = digests().getFirst();
            assertThat(plain(digest)).contains("ann: 1 unread message", "ann: Grüß dich", "https://chat.example.org");
            assertThat(digest.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
            String unsubscribe = link(digest.getHeader("List-Unsubscribe")[0].replaceAll("\\s", ""));
            assertThat(server.get(tokens.get(1), "/v1/me/mail").body()).contains("\"state\":\"sent\"");
            assertThat(server.metric("carillon_digests_total{state=\"sent\"}")).isEqualTo(1);

            assertThat(server.get(null, unsubscribe).body()).contains("<form method=\"post\">");
            assertThat(server.get(tokens.get(1), "/v1/me/mail").body()).contains("\"digest\":true");
            Reply done = server.call(
                    null,
                    "POST",
                    unsubscribe,
                    "List-Unsubscribe=One-Click",
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(done.status()).isEqualTo(200);
            assertThat(server.call(null, "POST", unsubscribe, null).status()).isEqualTo(200);
            assertThat(server.get(tokens.get(1), "/v1/me/mail").body()).contains("\"digest\":false");
            post(server, tokens.get(0), direct, "are you there?");
            await().during(QUIET).atMost(WITHIN).until(() -> digests().size() == 1);
        }
    }

    @Test
    void who_is_there_gets_none_and_who_goes_does() {
        try (TestServer server = TestServer.startAsConfigured(folder, settings())) {
            List<String> tokens = server.users("ann", "bob");
            String direct = direct(server, tokens.get(0));
            subscribe(server, tokens.get(1));
            try (TestSocket desk = new TestSocket(server.server().port())) {
                desk.hello(tokens.get(1), "desk");
                post(server, tokens.get(0), direct, "hello");
                await().during(QUIET).atMost(WITHIN).until(() -> digests().isEmpty());

                desk.send("{\"op\":\"presence\",\"status\":\"away\"}");
                post(server, tokens.get(0), direct, "away?");
                await().atMost(WITHIN).until(() -> digests().size() == 1);
            }
        }
    }

    @Test
    void what_people_wrote_is_left_out_where_the_operator_says_so() throws MessagingException, IOException {
        try (TestServer server = TestServer.startAsConfigured(folder, settings("push.content=none"))) {
            List<String> tokens = server.users("ann", "bob");
            String direct = direct(server, tokens.get(0));
            subscribe(server, tokens.get(1));
            post(server, tokens.get(0), direct, "secret");

            await().atMost(WITHIN).until(() -> digests().size() == 1);
            assertThat(plain(digests().getFirst()))
                    .contains("ann: 1 unread message")
                    .doesNotContain("secret");
        }
    }

    /// One that decides, and is gone before it sends. Then another starts.
    @Test
    void what_a_node_decided_and_could_not_send_another_sends_once() {
        try (var time = new SystemTime()) {
            var shared = new InMemoryStore("epoch-1", time, Limits.DEFAULT);
            var tokens = new ArrayList<String>();
            try (TestServer first = TestServer.start(folder.resolve("one"), _ -> sendingNothing(shared), settings())) {
                tokens.addAll(first.users("ann", "bob"));
                String direct = direct(first, tokens.get(0));
                subscribe(first, tokens.get(1));
                post(first, tokens.get(0), direct, "hello");
                await().atMost(WITHIN)
                        .until(() ->
                                first.get(tokens.get(1), "/v1/me/mail").body().contains("\"state\":\"due\""));
            }
            assertThat(digests()).isEmpty();
            try (TestServer second = TestServer.start(folder.resolve("two"), _ -> shared, settings())) {
                await().atMost(WITHIN).until(() -> digests().size() == 1);
                await().during(QUIET).atMost(WITHIN).until(() -> digests().size() == 1);
                assertThat(second.metric("carillon_digests_total{state=\"sent\"}"))
                        .isEqualTo(1);
            }
        }
    }

    private static Store sendingNothing(Store store) {
        MailboxStore mailboxes = (MailboxStore) Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {MailboxStore.class},
                (_, method, arguments) ->
                        method.getName().equals("due") ? List.of() : method.invoke(store.mailboxes(), arguments));
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    try {
                        return method.getName().equals("mailboxes") ? mailboxes : method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void a_mail_server_that_is_away_is_waited_for() {
        int port = mail.getSmtp().getPort();
        try (TestServer server = TestServer.startAsConfigured(folder, settings())) {
            List<String> tokens = server.users("ann", "bob");
            String direct = direct(server, tokens.get(0));
            subscribe(server, tokens.get(1));
            mail.stop();
            post(server, tokens.get(0), direct, "hello");
            await().atMost(WITHIN)
                    .until(() -> server.get(tokens.get(1), "/v1/me/mail")
                            .body()
                            .contains("the mail server cannot be reached"));

            mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            mail.start();
            await().atMost(WITHIN).until(() -> digests().size() == 1);
        }
    }

    @Test
    void links_are_good_for_what_they_say_and_for_the_address_that_they_were_mailed_to() {
        try (TestServer server = TestServer.startAsConfigured(folder, settings())) {
            String bob = server.users("bob").getFirst();
            server.call(bob, "PUT", "/v1/me/mail", "{\"address\":\"bob@example.org\"}");
            await().atMost(WITHIN).until(() -> mails().size() == 1);
            String path = link(GreenMailUtil.getBody(mails().getFirst()).replace("=\r\n", ""));

            String forged = path.substring(0, path.length() - 2) + (path.endsWith("AA") ? "BB" : "AA");
            for (String bad :
                    List.of(forged, path.replace("confirm", "unsubscribe"), "/v1/confirm/x.y.z", "/v1/confirm/..")) {
                assertThat(server.call(null, "POST", bad, null).status())
                        .as(bad)
                        .isEqualTo(404);
            }
            server.call(bob, "PUT", "/v1/me/mail", "{\"address\":\"other@example.org\"}");
            assertThat(server.call(null, "POST", path, null).status())
                    .as("of another address")
                    .isEqualTo(404);
        }
    }

    @Test
    void a_user_asks_five_times_a_day_at_most() {
        try (TestServer server = TestServer.startAsConfigured(folder, settings())) {
            String bob = server.users("bob").getFirst();
            for (int i = 0; i < 5; i++) {
                assertThat(server.call(bob, "PUT", "/v1/me/mail", "{\"address\":\"a%d@example.org\"}".formatted(i))
                                .status())
                        .isEqualTo(200);
                assertThat(server.call(bob, "DELETE", "/v1/me/mail", null).status())
                        .isEqualTo(204);
            }
            Reply refused = server.call(bob, "PUT", "/v1/me/mail", "{\"address\":\"a@example.org\"}");

            assertThat(refused.code()).isEqualTo("rate_limited");
            assertThat(refused.json().integer("retryAfterMs", 1, Long.MAX_VALUE))
                    .isGreaterThan(80_000_000);
            assertThat(mails()).hasSize(5);
            assertThat(server.get(bob, "/v1/me/mail").body()).doesNotContain("example.org");
            for (String bad : List.of("{}", "{\"address\":\"nobody\"}", "{\"address\":\"a@b\\r\\nBcc: c@d\"}")) {
                assertThat(server.call(bob, "PUT", "/v1/me/mail", bad).code()).isEqualTo("invalid_field");
            }
        }
    }
}
