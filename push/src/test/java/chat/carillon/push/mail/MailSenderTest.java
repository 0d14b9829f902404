package chat.carillon.push.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.push.Digest;
import chat.carillon.core.push.Digest.Line;
import chat.carillon.core.push.Digest.Unread;
import chat.carillon.core.push.PushResult;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import chat.carillon.push.mail.MailSettings.Security;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.Certificate;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against GreenMail, and against a server that refuses, which no test server does by itself.
@Timeout(60)
class MailSenderTest {
    private static final URI UNSUBSCRIBE = URI.create("https://chat.example.org/v1/unsubscribe?token=a%2Bb&x=1");

    private static Certificate certificate;

    private final ManualTime time = new ManualTime();
    private GreenMail server;

    /// GreenMail looks for its certificate where system properties say.
    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        certificate = Certificate.of(directory, "dns:localhost");
        System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
        System.setProperty("greenmail.tls.keystore.password", Certificate.PASSWORD);
    }

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailSettings plain() {
        return new MailSettings(
                "127.0.0.1", server.getSmtp().getPort(), Security.NONE, null, null, "Bells <bells@chat.example.org>");
    }

    private static Digest digest(Unread... conversations) {
        return new Digest(
                "ada@example.org",
                new UserId("ada"),
                "Ada",
                "d-42",
                List.of(conversations),
                UNSUBSCRIBE,
                URI.create("https://chat.example.org/"));
    }

    private static Digest digest() {
        return digest(
                new Unread("Bell tower", 12, 1, List.of(new Line("Bob", "Die Glocken läuten 🔔"))),
                new Unread("Eve", 1, 0, List.of()));
    }

    private PushResult send(MailSettings settings, Digest digest) throws Exception {
        try (var sender = new MailSender(settings, time)) {
            return sender.send(digest).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private MimeMessage received() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String part(MimeMessage message, int index) throws Exception {
        return (String)
                ((MimeMultipart) message.getContent()).getBodyPart(index).getContent();
    }

    @Test
    void a_digest_arrives_in_plain_text_and_html() throws Exception {
        PushResult result = send(plain(), digest());

        assertThat(result).isEqualTo(new PushResult.Accepted("<digest-d-42@chat.example.org>"));
        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("13 unread messages in 2 conversations");
        assertThat(mail.getFrom()[0]).hasToString("Bells <bells@chat.example.org>");
        assertThat(mail.getAllRecipients()[0]).hasToString("ada@example.org");
        assertThat(part(mail, 0).replace("\r\n", "\n")).isEqualTo("""
                Hello Ada, this is what you have not read yet.

                Bell tower: 12 unread messages, 1 mention
                  Bob: Die Glocken läuten 🔔

                Eve: 1 unread message

                Read on: https://chat.example.org/

                No more of these mails: %s
                """.formatted(UNSUBSCRIBE));
        assertThat(part(mail, 1)).contains("<h3>Bell tower: 12 unread messages, 1 mention</h3>", "läuten 🔔");
        assertThat(mail.isMimeType("multipart/alternative")).isTrue();
    }

    @Test
    void a_mail_program_can_end_it_with_one_click() throws Exception {
        send(plain(), digest());

        assertThat(received().getHeader("List-Unsubscribe")).containsExactly("<" + UNSUBSCRIBE + ">");
        assertThat(received().getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(received().getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received().getHeader("Message-ID")).containsExactly("<digest-d-42@chat.example.org>");
    }

    @Test
    void what_people_wrote_stays_text_and_on_its_line() throws Exception {
        String hostile = "<script>alert('x')</script>\r\nBcc: eve@example.org\r\n.\r\n\u2028second";

        send(plain(), digest(new Unread(hostile, 1, 0, List.of(new Line(hostile, hostile)))));

        assertThat(part(received(), 1)).doesNotContain("<script>", "'x'").contains("&lt;script&gt;");
        assertThat(part(received(), 0)).contains("  <script>alert('x')</script> Bcc: eve@example.org . second: ");
        assertThat(received().getAllRecipients()).hasSize(1);
    }

    @Test
    void long_lines_are_cut() throws Exception {
        send(plain(), digest(new Unread("Bell tower", 1, 0, List.of(new Line("Bob", "字".repeat(16_000))))));

        assertThat(part(received(), 0)).contains("Bob: " + "字".repeat(199) + "…");
    }

    @Test
    void mail_goes_by_tls_to_a_server_that_asks_for_a_login() throws Exception {
        server.setUser("bells@chat.example.org", "bells", "right");
        var right = settings(server.getSmtps().getPort(), Security.TLS, "right");
        var wrong = settings(server.getSmtps().getPort(), Security.TLS, "wrong");

        try (var sender =
                new MailSender(right, time, certificate.clientContext().getSocketFactory())) {
            assertThat(sender.send(digest()).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(PushResult.Accepted.class);
        }
        try (var sender =
                new MailSender(wrong, time, certificate.clientContext().getSocketFactory())) {
            var refused = sender.send(digest()).toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(((PushResult.Retry) refused).after()).isPositive();
        }
        assertThat(wrong.toString()).doesNotContain("wrong");
    }

    private static MailSettings settings(int port, Security security, String password) {
        return new MailSettings("localhost", port, security, "bells", password, "bells@chat.example.org");
    }

    @Test
    void nothing_is_said_to_a_server_whose_certificate_is_nobodys() throws Exception {
        assertThat(send(settings(server.getSmtps().getPort(), Security.TLS, "right"), digest()))
                .isInstanceOf(PushResult.Retry.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void nothing_is_said_in_the_clear_where_tls_was_asked_for() throws Exception {
        try (var bare = new SmtpPeer("250 ok")) {
            assertThat(send(settings(bare.port(), Security.STARTTLS, "right"), digest()))
                    .isInstanceOf(PushResult.Retry.class);
            assertThat(bare.heard()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            550 5.1.1 ada@example.org: user unknown       | InvalidTarget
            550 no such user here                         | InvalidTarget
            551 user not local                            | InvalidTarget
            550 5.7.1 relaying denied                     | Rejected
            554 5.7.1 looks like spam                     | Rejected
            552 5.2.2 mailbox full                        | Rejected
            450 4.2.1 greylisted, try again               | Retry
            452 too many recipients                       | Retry
            421 4.3.2 shutting down                       | Retry
            """)
    void a_refusal_means_what_its_codes_say(String answer, String expected) throws Exception {
        try (var refusing = new SmtpPeer(answer)) {
            var settings =
                    new MailSettings("127.0.0.1", refusing.port(), Security.NONE, null, null, "bells@chat.example.org");

            PushResult result = send(settings, digest());

            assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(result.toString()).doesNotContain("ada");
        }
    }

    @Test
    void a_server_that_is_down_is_tried_again() throws Exception {
        MailSettings settings = plain();
        server.stop();

        assertThat(send(settings, digest())).isInstanceOf(PushResult.Retry.class);
    }

    @Test
    void who_sends_must_be_an_address() {
        for (String from : List.of("", "bells", "bells@", "a@example.org, b@example.org", "x\r\nBcc: y@example.org")) {
            var settings = new MailSettings("127.0.0.1", 25, Security.NONE, null, null, from);

            assertThatThrownBy(() -> new MailSender(settings, time)).isInstanceOf(InvalidValueException.class);
        }
    }
}
