package chat.carillon.server.config;

import chat.carillon.model.InvalidValueException;
import chat.carillon.push.apns.ApnsSettings;
import chat.carillon.push.fcm.ServiceAccount;
import chat.carillon.push.mail.MailSettings;
import chat.carillon.push.mail.MailSettings.Security;
import chat.carillon.push.payload.Content;
import chat.carillon.push.setup.PushSettings;
import chat.carillon.push.web.VapidKeys;
import chat.carillon.push.webhook.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys of what wakes absent members. Without any of them nothing does.
final class PushKeys {
    private static final int MAX_PORT = 65_535;

    /// Acks are gathered for a second before they are written.
    private static final Duration MIN_RIPENING = Duration.ofSeconds(2);

    private static final Duration MAX_RIPENING = Duration.ofMinutes(10);

    static final ConfigKey<Duration> PUSH_RIPE_DIRECT = ConfigKey.of(
            "push.ripeDirect",
            ConfigType.duration(MIN_RIPENING, MAX_RIPENING),
            "3s",
            "How long a direct message waits for an ack of a device before its receiver is told by push.");
    static final ConfigKey<Duration> PUSH_RIPE_OTHER = ConfigKey.of(
            "push.ripeOther",
            ConfigType.duration(MIN_RIPENING, MAX_RIPENING),
            "10s",
            "The same for groups and channels. At least `push.ripeDirect`.");
    static final ConfigKey<Duration> PUSH_MAX_AGE = ConfigKey.of(
            "push.maxAge",
            ConfigType.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
            "1h",
            "Nobody is told by push of what is older, and a push that fails is given up after that time.");
    static final ConfigKey<Duration> PUSH_RETENTION = ConfigKey.of(
            "push.retention",
            ConfigType.duration(Duration.ofHours(1), Duration.ofDays(365)),
            "7d",
            "How long it is kept who was told of what, and why not.");
    static final ConfigKey<Content> PUSH_CONTENT = ConfigKey.of(
            "push.content",
            ConfigType.oneOf(Content.class),
            "encrypted",
            "What is told of a message: names and text to every provider (`all`), only where nobody on the way can "
                    + "read them (`encrypted`: Web Push, UnifiedPush with keys, and the webhook), or to nobody.");
    static final ConfigKey<String> PUSH_HIDDEN_TEXT = ConfigKey.of(
            "push.hiddenText",
            text(100),
            "New message",
            "What an Apple device shows of a message whose content it was not told, until the application fetched it.");
    static final ConfigKey<Boolean> PUSH_ALLOW_LOOPBACK = ConfigKey.of(
            "push.allowLoopback",
            ConfigType.truth(),
            "false",
            "Whether users may name endpoints on this machine, also by http. For tests and development only.");
    static final ConfigKey<String> PUSH_VAPID_SUBJECT = ConfigKey.of(
            "push.vapid.subject",
            ConfigType.text(
                    "mailto:name@domain or an https:// address",
                    text -> text.matches("(mailto:[^@\\s]+@|https://)\\S+")),
            null,
            "Where push services can reach the operator. Unset: no Web Push and no UnifiedPush.");
    static final ConfigKey<String> PUSH_VAPID_PUBLIC_KEY = ConfigKey.of(
            "push.vapid.publicKey",
            base64url(87),
            null,
            "The key pair's public half. Unset: a pair is made at the first start and kept in the store.");
    static final ConfigKey<String> PUSH_VAPID_PRIVATE_KEY = ConfigKey.secret(
            "push.vapid.privateKey",
            base64url(43),
            "Its private half. Whoever moves here from another server keeps the subscriptions by keeping the pair.");
    static final ConfigKey<String> PUSH_APNS_KEY = ConfigKey.secret(
            "push.apns.key",
            ConfigType.text("the content of a .p8 file", text -> text.contains("-----BEGIN PRIVATE KEY-----")),
            "The signing key that Apple gave. Unset: no APNs.");
    static final ConfigKey<String> PUSH_APNS_KEY_ID =
            ConfigKey.of("push.apns.keyId", appleName(), null, "That key's name.");
    static final ConfigKey<String> PUSH_APNS_TEAM_ID =
            ConfigKey.of("push.apns.teamId", appleName(), null, "The team that the key is of.");
    static final ConfigKey<List<String>> PUSH_APNS_BUNDLES = ConfigKey.of(
            "push.apns.bundles",
            ConfigType.listOf(ConfigType.text(
                    "a bundle id such as org.example.chat", text -> text.matches("[A-Za-z0-9._-]{1,255}"))),
            "",
            "The applications that may be told. Devices of others cannot register.");
    static final ConfigKey<String> PUSH_FCM_CREDENTIALS = ConfigKey.secret(
            "push.fcm.credentials",
            ConfigType.text("the content of a service account's JSON file", text -> text.startsWith("{")),
            "The account of a Firebase project. Unset: no FCM.");
    static final ConfigKey<URI> PUSH_WEBHOOK_URL = ConfigKey.of(
            "push.webhook.url",
            ConfigType.trustedUrl(),
            null,
            "Where the application listens that Carillon is embedded in, and that tells its users itself.");
    static final ConfigKey<List<String>> PUSH_WEBHOOK_SECRETS = ConfigKey.secret(
            "push.webhook.secrets",
            ConfigType.listOf(ConfigType.text(
                    "whsec_ and 24 to 64 bytes in base64", text -> text.matches("whsec_[A-Za-z0-9+/=]{32,88}"))),
            "What that application verifies with. Two while one takes the other's place: both sign.");
    static final ConfigKey<String> MAIL_HOST = ConfigKey.of(
            "mail.host",
            ConfigType.text("a host name or address", text -> text.matches("[A-Za-z0-9.:_-]{1,253}")),
            null,
            "The mail server that sends digests. Unset: none are sent.");
    static final ConfigKey<Integer> MAIL_PORT =
            ConfigKey.of("mail.port", ConfigType.integer(1, MAX_PORT), "587", "Its port.");
    static final ConfigKey<Security> MAIL_SECURITY = ConfigKey.of(
            "mail.security",
            ConfigType.oneOf(Security.class),
            "starttls",
            "TLS from the first byte (`tls`, port 465), TLS before anything is said (`starttls`, port 587), or none, "
                    + "for a server on the same machine.");
    static final ConfigKey<String> MAIL_USER =
            ConfigKey.of("mail.user", text(512), null, "The login. Unset: the server asks for none.");
    static final ConfigKey<String> MAIL_PASSWORD =
            ConfigKey.secret("mail.password", text(512), "The login's password.");
    static final ConfigKey<String> MAIL_FROM =
            ConfigKey.of("mail.from", text(320), null, "Whom mails are from: `name@domain`, or `Name <name@domain>`.");
    static final ConfigKey<URI> MAIL_URL = ConfigKey.of(
            "mail.url",
            ConfigType.address(),
            null,
            "Where people reach this installation; links in mails begin with it. Mail programs want https.");
    static final ConfigKey<Duration> MAIL_AWAY = ConfigKey.of(
            "mail.away",
            ConfigType.duration(MIN_RIPENING, Duration.ofDays(30)),
            "8h",
            "How long a user must have been away to be mailed a digest.");
    static final ConfigKey<Duration> MAIL_PERIOD = ConfigKey.of(
            "mail.period",
            ConfigType.duration(MIN_RIPENING, Duration.ofDays(90)),
            "1d",
            "A user is mailed one digest in this time at most.");
    static final ConfigKey<Integer> MAIL_PER_MINUTE = ConfigKey.of(
            "mail.perMinute", ConfigType.integer(1, 10_000), "60", "Digests that a node mails in a minute at most.");

    static final List<ConfigKey<?>> ALL = List.of(
            PUSH_RIPE_DIRECT,
            PUSH_RIPE_OTHER,
            PUSH_MAX_AGE,
            PUSH_RETENTION,
            PUSH_CONTENT,
            PUSH_HIDDEN_TEXT,
            PUSH_ALLOW_LOOPBACK,
            PUSH_VAPID_SUBJECT,
            PUSH_VAPID_PUBLIC_KEY,
            PUSH_VAPID_PRIVATE_KEY,
            PUSH_APNS_KEY,
            PUSH_APNS_KEY_ID,
            PUSH_APNS_TEAM_ID,
            PUSH_APNS_BUNDLES,
            PUSH_FCM_CREDENTIALS,
            PUSH_WEBHOOK_URL,
            PUSH_WEBHOOK_SECRETS,
            MAIL_HOST,
            MAIL_PORT,
            MAIL_SECURITY,
            MAIL_USER,
            MAIL_PASSWORD,
            MAIL_FROM,
            MAIL_URL,
            MAIL_AWAY,
            MAIL_PERIOD,
            MAIL_PER_MINUTE);

    private PushKeys() {}

    /// @throws ConfigException if values do not go together
    static ServerConfig.Absence absence(Configuration values) {
        if (values.value(PUSH_RIPE_OTHER).compareTo(values.value(PUSH_RIPE_DIRECT)) < 0) {
            throw new ConfigException("push.ripeOther: less than push.ripeDirect (expected: at least that)");
        }
        return new ServerConfig.Absence(
                values.value(PUSH_RIPE_DIRECT),
                values.value(PUSH_RIPE_OTHER),
                values.value(PUSH_MAX_AGE),
                values.value(PUSH_RETENTION),
                new ServerConfig.Digests(
                        values.find(MAIL_URL),
                        values.value(MAIL_AWAY),
                        values.value(MAIL_PERIOD),
                        values.value(MAIL_PER_MINUTE)));
    }

    private static ConfigType<String> text(int maxChars) {
        return ConfigType.text(
                "a text of 1 to %d characters".formatted(maxChars),
                text -> !text.isBlank()
                        && text.length() <= maxChars
                        && text.chars().noneMatch(Character::isISOControl));
    }

    private static ConfigType<String> base64url(int chars) {
        return ConfigType.text(
                "%d characters of base64url".formatted(chars),
                text -> text.matches("[A-Za-z0-9_-]{%d}=?".formatted(chars)));
    }

    private static ConfigType<String> appleName() {
        return ConfigType.text("10 letters and digits", text -> text.matches("[A-Z0-9]{10}"));
    }

    /// @throws ConfigException if values do not go together, or a credential is none
    static PushSettings push(Configuration values) {
        try {
            return new PushSettings(
                    values.value(PUSH_CONTENT),
                    values.value(PUSH_ALLOW_LOOPBACK),
                    vapid(values),
                    apns(values),
                    parsed(values.find(PUSH_FCM_CREDENTIALS), ServiceAccount::parse),
                    webhook(values),
                    mail(values));
        } catch (InvalidValueException e) {
            throw new ConfigException(Objects.requireNonNullElse(e.getMessage(), "push"));
        }
    }

    private static <T> @Nullable T parsed(@Nullable String text, Function<String, T> parse) {
        return text == null ? null : parse.apply(text);
    }

    private static PushSettings.@Nullable Vapid vapid(Configuration values) {
        String publicKey = values.find(PUSH_VAPID_PUBLIC_KEY);
        String privateKey = values.find(PUSH_VAPID_PRIVATE_KEY);
        requireAllOrNone("a pair of VAPID keys", publicKey != null, privateKey != null);
        String subject = values.find(PUSH_VAPID_SUBJECT);
        if (subject == null) {
            return null;
        }
        VapidKeys keys = publicKey == null || privateKey == null ? null : VapidKeys.of(publicKey, privateKey);
        return new PushSettings.Vapid(subject, keys);
    }

    private static @Nullable ApnsSettings apns(Configuration values) {
        String key = values.find(PUSH_APNS_KEY);
        String keyId = values.find(PUSH_APNS_KEY_ID);
        String teamId = values.find(PUSH_APNS_TEAM_ID);
        List<String> bundles = values.value(PUSH_APNS_BUNDLES);
        requireAllOrNone(
                "push.apns.key, keyId, teamId and bundles",
                key != null,
                keyId != null,
                teamId != null,
                !bundles.isEmpty());
        return key == null || keyId == null || teamId == null
                ? null
                : new ApnsSettings(key, keyId, teamId, Set.copyOf(bundles), values.value(PUSH_HIDDEN_TEXT));
    }

    private static PushSettings.@Nullable Webhook webhook(Configuration values) {
        URI url = values.find(PUSH_WEBHOOK_URL);
        List<WebhookSecret> secrets = Optional.ofNullable(values.find(PUSH_WEBHOOK_SECRETS)).stream()
                .flatMap(List::stream)
                .map(WebhookSecret::parse)
                .toList();
        requireAllOrNone("push.webhook.url and push.webhook.secrets", url != null, !secrets.isEmpty());
        return url == null ? null : new PushSettings.Webhook(url, secrets);
    }

    private static @Nullable MailSettings mail(Configuration values) {
        String host = values.find(MAIL_HOST);
        String from = values.find(MAIL_FROM);
        String user = values.find(MAIL_USER);
        String password = values.find(MAIL_PASSWORD);
        requireAllOrNone("mail.host, from and url", host != null, from != null, values.find(MAIL_URL) != null);
        requireAllOrNone("mail.user and mail.password", user != null, password != null);
        return host == null || from == null
                ? null
                : new MailSettings(host, values.value(MAIL_PORT), values.value(MAIL_SECURITY), user, password, from);
    }

    private static void requireAllOrNone(String what, Boolean... set) {
        if (Stream.of(set).distinct().count() > 1) {
            throw new ConfigException("%s: only some are set (expected: all, or none)".formatted(what));
        }
    }
}
