package chat.carillon.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.push.mail.MailSettings;
import chat.carillon.push.payload.Content;
import chat.carillon.push.setup.PushSettings;
import chat.carillon.push.web.VapidKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushKeysTest {
    private static final String SECRET = "whsec_" + "AAAA".repeat(8);

    private static PushSettings load(Map<String, String> environment, String... settings) {
        var values = new HashMap<String, String>();
        for (String setting : settings) {
            int end = setting.indexOf('=');
            values.put(setting.substring(0, end), setting.substring(end + 1));
        }
        return ConfigLoader.load(null, environment, values).server().push();
    }

    private static PushSettings load(String... settings) {
        return load(Map.of(), settings);
    }

    private static String pem(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2_048);
        String body = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void without_any_of_the_keys_nothing_is_sent() {
        assertThat(load()).isEqualTo(PushSettings.NONE);
    }

    @Test
    void web_push_needs_only_where_the_operator_can_be_reached() {
        PushSettings settings = load("push.vapid.subject=mailto:operator@example.org");

        assertThat(settings.vapid()).isEqualTo(new PushSettings.Vapid("mailto:operator@example.org", null));
        assertThat(settings.content()).isEqualTo(Content.ENCRYPTED);
    }

    @Test
    void a_key_pair_can_be_brought_along() {
        VapidKeys keys = VapidKeys.generate();
        String privateKey =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(keys.encoded(), 65, 97));

        PushSettings settings = load(
                "push.vapid.subject=https://example.org/",
                "push.vapid.publicKey=" + keys.publicKey(),
                "push.vapid.privateKey=" + privateKey);

        PushSettings.Vapid vapid = Objects.requireNonNull(settings.vapid());
        assertThat(Objects.requireNonNull(vapid.keys()).encoded()).isEqualTo(keys.encoded());
    }

    @Test
    void credentials_can_be_in_files_of_their_own(@TempDir Path folder) throws IOException, GeneralSecurityException {
        Path apns = Files.writeString(folder.resolve("AuthKey.p8"), pem("EC"));
        Path fcm = Files.writeString(
                folder.resolve("account.json"), """
                {"type":"service_account","project_id":"bells","private_key":"%s",
                 "client_email":"push@bells.example","token_uri":"https://oauth2.example/token"}
                """.formatted(pem("RSA").replaceAll("\r?\n", "\\\\n")));

        PushSettings settings = load(
                Map.of(
                        "CARILLON_PUSH_APNS_KEY_FILE",
                        apns.toString(),
                        "CARILLON_PUSH_FCM_CREDENTIALS_FILE",
                        fcm.toString()),
                "push.apns.keyId=KEY1234567",
                "push.apns.teamId=TEAM123456",
                "push.apns.bundles=org.example.chat, org.example.chat.beta");

        assertThat(Objects.requireNonNull(settings.apns()).bundles())
                .containsExactlyInAnyOrder("org.example.chat", "org.example.chat.beta");
        assertThat(Objects.requireNonNull(settings.fcm()).project()).isEqualTo("bells");
        assertThat(settings.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void a_webhook_may_have_two_secrets() {
        PushSettings settings = load(
                "push.webhook.url=https://app.example.org/hook",
                "push.webhook.secrets=%s,%s".formatted(SECRET, SECRET));

        PushSettings.Webhook webhook = Objects.requireNonNull(settings.webhook());
        assertThat(webhook.url()).isEqualTo(URI.create("https://app.example.org/hook"));
        assertThat(webhook.secrets()).hasSize(2);
        assertThat(settings.toString()).doesNotContain("AAAA");
    }

    @Test
    void mail_goes_by_tls_unless_said_otherwise() {
        PushSettings settings = load(
                "mail.host=smtp.example.org",
                "mail.from=Bells <bells@example.org>",
                "mail.url=https://bells.example.org");

        assertThat(settings.mail())
                .isEqualTo(new MailSettings(
                        "smtp.example.org",
                        587,
                        MailSettings.Security.STARTTLS,
                        null,
                        null,
                        "Bells <bells@example.org>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "push.content=some",
                "push.vapid.subject=operator@example.org",
                "push.vapid.publicKey=short",
                "push.apns.keyId=KEY1234567",
                "push.apns.bundles=org.example.chat",
                "push.fcm.credentials={}",
                "push.webhook.url=https://app.example.org/hook",
                "push.webhook.url=http://app.example.org/hook",
                "push.webhook.secrets=secret",
                "mail.host=smtp.example.org",
                "mail.user=bells",
                "mail.security=some"
            })
    void what_is_wrong_or_only_half_said_ends_the_start_with_one_sentence(String setting) {
        assertThatThrownBy(() -> load(setting))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("\n");
    }
}
