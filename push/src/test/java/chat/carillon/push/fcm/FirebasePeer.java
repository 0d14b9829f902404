package chat.carillon.push.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.testkit.push.HttpPeer;
import chat.carillon.testkit.push.HttpPeer.Received;
import chat.carillon.testkit.push.HttpPeer.Reply;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Google's two servers in one: it gives tokens for assertions that it checks, and takes messages that
/// come with the token it gave last.
final class FirebasePeer implements AutoCloseable {
    private static final KeyPair KEYS = rsa();

    final HttpPeer http = HttpPeer.plain();
    final AtomicInteger given = new AtomicInteger();
    volatile Reply tokenReply;
    volatile Reply sendReply = Reply.of(200, "{\"name\":\"projects/bells/messages/0:17%1\"}");
    private volatile long nowSeconds;

    FirebasePeer(long nowMillis) throws IOException {
        nowSeconds = nowMillis / 1_000;
        http.answer(this::answer);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    void clock(long millis) {
        nowSeconds = millis / 1_000;
    }

    /// The file that the console gives.
    String credentials() {
        String lines = Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded());
        String key = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(lines);
        return """
                {"type":"service_account","project_id":"bells","private_key_id":"k1","private_key":"%s",
                 "client_email":"push@bells.example","client_id":"1","token_uri":"%s"}
                """.formatted(key.replaceAll("\r?\n", "\\\\n"), http.uri("/token"));
    }

    List<Received> messages() {
        return http.received().stream()
                .filter(request -> request.path().endsWith("messages:send"))
                .toList();
    }

    private Reply answer(Received request) {
        if (request.path().equals("/token")) {
            verifyAssertion(request);
            if (tokenReply != null) {
                return tokenReply;
            }
            return Reply.of(
                    200,
                    "{\"access_token\":\"token-%d\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"
                            .formatted(given.incrementAndGet()));
        }
        assertThat(request.path()).isEqualTo("/v1/projects/bells/messages:send");
        if (!("Bearer token-" + given.get()).equals(request.header("authorization"))) {
            return Reply.of(401, "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}");
        }
        return sendReply;
    }

    private void verifyAssertion(Received request) {
        Map<String, String> form = Stream.of(request.text().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String assertion = form.get("assertion");
        int end = assertion.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KEYS.getPublic());
            signature.update(assertion.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion.substring(end + 1))))
                    .isTrue();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        String[] parts = assertion.split("\\.");
        JsonObject header = JsonObject.parse(Base64.getUrlDecoder().decode(parts[0]));
        assertThat(header.string("alg")).isEqualTo("RS256");
        assertThat(header.string("kid")).isEqualTo("k1");
        JsonObject claims = JsonObject.parse(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.string("iss")).isEqualTo("push@bells.example");
        assertThat(claims.string("aud")).isEqualTo(http.uri("/token").toString());
        assertThat(claims.string("scope")).isEqualTo("https://www.googleapis.com/auth/firebase.messaging");
        long issued = claims.integer("iat", nowSeconds - 60, nowSeconds + 60);
        assertThat(claims.integer("exp", issued, issued + 3_600)).isPositive();
    }

    @Override
    public void close() {
        http.close();
    }
}
