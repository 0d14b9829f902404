package chat.carillon.push.mail;

import chat.carillon.core.push.Confirmation;
import chat.carillon.core.push.Digest;
import chat.carillon.core.push.DigestSender;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.time.Time;
import chat.carillon.model.InvalidValueException;
import chat.carillon.push.Faults;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mails digests. Thread-safe because its fields do not change; [#send] does not block.
public final class MailSender implements DigestSender, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

    /// Mails at a time: servers do not like more of one client.
    private static final int MAX_CONCURRENT = 4;

    /// Mails that wait for their turn; more are to be tried again.
    private static final int MAX_WAITING = 1_000;

    /// Less than the two minutes that a digest has, with the longest attempt after it.
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// For each answer of the server's.
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private final Session session;
    private final MailSettings settings;
    private final InternetAddress from;
    private final Time time;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MAX_CONCURRENT,
            MAX_CONCURRENT,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofVirtual().name("push-mail-", 0).factory());

    /// @throws InvalidValueException if `from` is no address
    public MailSender(MailSettings settings, Time time) {
        this(settings, time, null);
    }

    /// @param sockets what makes TLS connections; null: those of the JDK, which believes its certificate
    ///     authorities
    MailSender(MailSettings settings, Time time, @Nullable SSLSocketFactory sockets) {
        this.settings = settings;
        this.time = time;
        this.from = from(settings.from());
        this.session = Session.getInstance(properties(settings, sockets));
    }

    private static InternetAddress from(String text) {
        try {
            var address = new InternetAddress(text, true);
            Digest.checkAddress(address.getAddress());
            return address;
        } catch (AddressException e) {
            throw new InvalidValueException("mail.from: (expected: name@domain, or Name <name@domain>)");
        }
    }

    private static Properties properties(MailSettings settings, @Nullable SSLSocketFactory sockets) {
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.put("mail.smtp.connectiontimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(ANSWER_TIMEOUT.toMillis()));
        properties.put("mail.smtp.writetimeout", Long.toString(ANSWER_TIMEOUT.toMillis()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.security()) {
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        if (sockets != null) {
            properties.put("mail.smtp.ssl.socketFactory", sockets);
        }
        return properties;
    }

    @Override
    public CompletionStage<PushResult> send(Digest digest) {
        return send(digest, () -> DigestMessage.of(session, from, digest, time.wallMillis()));
    }

    @Override
    public CompletionStage<PushResult> ask(Confirmation confirmation) {
        return send(confirmation, () -> ConfirmationMessage.of(session, from, confirmation, time.wallMillis()));
    }

    /// Makes a mail on the thread that sends it.
    @FunctionalInterface
    private interface Writing {
        MimeMessage write() throws MessagingException;
    }

    private CompletionStage<PushResult> send(Record what, Writing mail) {
        var result = new CompletableFuture<PushResult>();
        long sinceNanos = time.monotonicNanos();
        try {
            threads.execute(() -> {
                boolean late = time.monotonicNanos() - sinceNanos > MAX_WAIT.toNanos();
                result.complete(late ? new PushResult.Retry(null, "waited too long for mail") : tried(what, mail));
            });
        } catch (RejectedExecutionException e) {
            result.complete(new PushResult.Retry(null, "too many mails wait, or this node is stopping"));
        }
        return result;
    }

    private PushResult tried(Record what, Writing mail) {
        try (Transport transport = session.getTransport()) {
            MimeMessage message = mail.write();
            transport.connect(settings.user(), settings.password());
            transport.sendMessage(message, message.getAllRecipients());
            return new PushResult.Accepted(message.getMessageID());
        } catch (MessagingException e) {
            return MailFailure.result(e);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be mailed: {}", what, Faults.place(e));
            return new PushResult.Retry(null, "failed: " + e.getClass().getSimpleName());
        }
    }

    /// What waits is not sent, and what is being sent is.
    @Override
    public void close() {
        threads.shutdown();
    }
}
