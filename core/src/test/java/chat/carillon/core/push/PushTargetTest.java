package chat.carillon.core.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.MalformedJsonException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushTargetTest {
    private static final String P256DH = base64(65, 4);
    private static final String AUTH = base64(16, 9);
    private static final SubscriptionKeys KEYS = new SubscriptionKeys(P256DH, AUTH);
    private static final URI ENDPOINT = URI.create("https://push.example/wpush/v2/secret");

    private static String base64(int bytes, int first) {
        byte[] value = new byte[bytes];
        value[0] = (byte) first;
        value[bytes - 1] = (byte) 0xfb;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    static Stream<PushTarget> targets() {
        return Stream.of(
                new PushTarget.WebPush(ENDPOINT, KEYS),
                new PushTarget.Apns("ab".repeat(32), "chat.carillon.app", true),
                new PushTarget.Apns("ab".repeat(32), "chat.carillon.app", false),
                new PushTarget.Fcm("secret:token_-"),
                new PushTarget.UnifiedPush(ENDPOINT, KEYS),
                new PushTarget.UnifiedPush(ENDPOINT, null),
                new PushTarget.Webhook());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void what_is_stored_is_read_back(PushTarget target) {
        assertThat(PushTarget.parse(target.json())).isEqualTo(target);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_target_shows_nothing_that_one_could_send_to(PushTarget target) {
        assertThat(target.toString()).doesNotContain("secret", "abab", "push.example", P256DH, AUTH);
        assertThat(target.fingerprint()).matches("[A-Za-z0-9_-]{32}");
    }

    @Test
    void fingerprints_tell_addresses_apart_and_not_keys() {
        var other = new SubscriptionKeys(P256DH, base64(16, 8));

        assertThat(targets().map(PushTarget::fingerprint).distinct()).hasSize(6);
        assertThat(new PushTarget.WebPush(ENDPOINT, other).fingerprint())
                .isEqualTo(new PushTarget.WebPush(ENDPOINT, KEYS).fingerprint());
    }

    @Test
    void what_a_browser_says_of_its_subscription_is_a_target() {
        String json = """
                {"kind":"webpush","endpoint":"%s","expirationTime":null,"keys":{"p256dh":"%s=","auth":"%s"}}
                """.formatted(ENDPOINT, P256DH.replace('-', '+').replace('_', '/'), AUTH);

        assertThat(PushTarget.parse(json)).isEqualTo(new PushTarget.WebPush(ENDPOINT, KEYS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://push.example/x",
                "push.example/x",
                "mailto:push@example.org",
                "https://user:secret@push.example/",
                "https://push.example/#secret",
                "https://push.example:0/",
                "https://push.example:70000/",
                "https:///x",
                "https://push example/",
                "https://push.example/\n",
                "javascript:alert(1)",
                ""
            })
    void an_endpoint_that_is_no_address_of_a_server_is_refused_and_not_quoted(String endpoint) {
        assertThatThrownBy(() -> PushTarget.parse(json(endpoint)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("endpoint: (expected: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void an_endpoint_has_a_bound() {
        String longest = ENDPOINT + "x".repeat(1_000 - ENDPOINT.toString().length());

        assertThat(new PushTarget.UnifiedPush(URI.create(longest), null)).isNotNull();
        assertThatThrownBy(() -> new PushTarget.UnifiedPush(URI.create(longest + "x"), null))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> PushTarget.parse(json(ENDPOINT + "x".repeat(2_048))))
                .isInstanceOf(InvalidValueException.class);
    }

    private static String json(String endpoint) {
        return "{\"kind\":\"webpush\",\"endpoint\":\"%s\",\"keys\":{\"p256dh\":\"%s\",\"auth\":\"%s\"}}"
                .formatted(endpoint.replace("\n", "\\n"), P256DH, AUTH);
    }

    @Test
    void keys_of_another_size_or_form_are_refused() {
        for (String p256dh : List.of("", "!", base64(64, 4), base64(66, 4), base64(65, 2), "A".repeat(10_000))) {
            assertThatThrownBy(() -> new SubscriptionKeys(p256dh, AUTH)).isInstanceOf(InvalidValueException.class);
        }
        for (String auth : List.of("", "!", base64(15, 1), base64(17, 1))) {
            assertThatThrownBy(() -> new SubscriptionKeys(P256DH, auth)).isInstanceOf(InvalidValueException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"pigeon\"}",
                "{\"kind\":\"webpush\"}",
                "{\"kind\":\"webpush\",\"endpoint\":\"https://push.example/\"}",
                "{\"kind\":\"apns\",\"token\":\"xyz\",\"topic\":\"chat.carillon.app\"}",
                "{\"kind\":\"apns\",\"token\":\"abab\",\"topic\":\"chat.carillon.app\"}",
                "{\"kind\":\"fcm\",\"token\":\"\"}",
                "{\"kind\":\"fcm\",\"token\":\"a b\"}",
                "{\"kind\":\"fcm\",\"token\":7}"
            })
    void an_object_that_is_no_target_is_refused(String json) {
        assertThatThrownBy(() -> PushTarget.parse(json)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void an_apns_topic_cannot_end_a_header() {
        String token = "ab".repeat(32);

        assertThatThrownBy(() -> new PushTarget.Apns(token, "a\r\nb", false)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new PushTarget.Apns(token, "a".repeat(256), false))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void what_is_no_json_is_refused() {
        assertThatThrownBy(() -> PushTarget.parse("webpush")).isInstanceOf(MalformedJsonException.class);
    }
}
