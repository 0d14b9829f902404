package chat.carillon.server.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import chat.carillon.server.ManualTime;
import chat.carillon.server.config.ServerConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public class JwtVerifierTest {
    public static final String SECRET = "a secret of the application that is long enough";

    private final ManualTime time = new ManualTime();
    private final AtomicReference<String> published = new AtomicReference<>("{\"keys\":[]}");
    private final AtomicInteger fetches = new AtomicInteger();
    private HttpServer keyServer;

    @BeforeEach
    void publishKeys() throws IOException {
        keyServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keyServer.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            byte[] body = published.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        keyServer.start();
    }

    @AfterEach
    void stopKeyServer() {
        keyServer.stop(0);
    }

    @Test
    void a_token_signed_with_the_secret_names_its_user() {
        JwtResult result = bySecret().verify(hs256(time, claims -> claims.claim("name", "Ada L.")));

        assertThat(result).isInstanceOfSatisfying(JwtResult.Verified.class, verified -> {
            assertThat(verified.user()).isEqualTo(new UserId("ada"));
            assertThat(verified.name()).isEqualTo("Ada L.");
            assertThat(verified.administrator()).isFalse();
        });
    }

    @Test
    void time_is_kept_with_a_minute_of_grace() {
        String token = hs256(time, claims -> claims);

        time.advance(Duration.ofMinutes(5).plusSeconds(59));
        assertThat(bySecret().verify(token)).isInstanceOf(JwtResult.Verified.class);
        time.advance(Duration.ofSeconds(1));
        assertThat(reason(bySecret().verify(token))).isEqualTo("it has expired");
        assertThat(reason(bySecret().verify(hs256(time, claims -> claims.notBeforeTime(in(Duration.ofMinutes(2)))))))
                .isEqualTo("it is not valid yet");
        assertThat(reason(bySecret().verify(hs256(time, claims -> claims.expirationTime(null)))))
                .isEqualTo("it has no claim exp");
    }

    @Test
    void issuer_and_audience_must_fit_where_they_are_configured() {
        var config = new ServerConfig.Jwt(SECRET, null, "https://app.example", "carillon", false);
        var verifier = new JwtVerifier(config, time);

        assertThat(verifier.verify(hs256(
                        time, claims -> claims.issuer("https://app.example").audience("carillon"))))
                .isInstanceOf(JwtResult.Verified.class);
        assertThat(reason(verifier.verify(hs256(time, claims -> claims.audience("carillon")))))
                .contains("iss");
        assertThat(reason(verifier.verify(hs256(time, claims -> claims.issuer("https://app.example")))))
                .contains("aud");
    }

    @Test
    void a_subject_must_be_a_possible_user_name() {
        assertThat(reason(bySecret().verify(hs256(time, claims -> claims.subject("a b")))))
                .contains("user");
        assertThat(reason(bySecret().verify(hs256(time, claims -> claims.subject(null)))))
                .contains("sub");
    }

    @Test
    void the_wrong_secret_and_no_signature_are_refused() throws JOSEException {
        String none = part("{\"alg\":\"none\"}") + "." + part("{\"sub\":\"ada\",\"exp\":99999999999}") + ".";
        String other = sign(
                JWSAlgorithm.HS256, null, new MACSigner("another secret that is long enough, too"), claims -> claims);

        assertThat(bySecret().verify(none)).isInstanceOf(JwtResult.Rejected.class);
        assertThat(bySecret().verify(other)).isInstanceOf(JwtResult.Rejected.class);
        assertThat(bySecret().verify("..")).isInstanceOf(JwtResult.Rejected.class);
        assertThat(bySecret().verify("a.b.c")).isInstanceOf(JwtResult.Rejected.class);
        assertThat(bySecret().verify("x".repeat(9_000) + "..")).isInstanceOf(JwtResult.Rejected.class);
    }

    @Test
    void without_any_configuration_nothing_is_accepted() {
        var verifier = new JwtVerifier(new ServerConfig.Jwt(null, null, null, null, false), time);

        assertThat(verifier.verify(hs256(time, claims -> claims))).isInstanceOf(JwtResult.Rejected.class);
    }

    @Test
    void published_keys_verify_rsa_ec_and_ed25519() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        KeyPair ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        publish(rsa.toPublicJWK(), ec.toPublicJWK(), okp(ed, "ed"));
        JwtVerifier verifier = byKeys();

        assertThat(verifier.verify(sign(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims -> claims)))
                .isInstanceOf(JwtResult.Verified.class);
        assertThat(verifier.verify(sign(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims -> claims)))
                .isInstanceOf(JwtResult.Verified.class);
        assertThat(verifier.verify(eddsa(ed, "ed"))).isInstanceOf(JwtResult.Verified.class);
        assertThat(verifier.verify(eddsa(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "ed")))
                .isInstanceOf(JwtResult.Rejected.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void a_public_key_never_passes_for_a_secret() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        publish(rsa.toPublicJWK());
        String confused = sign(
                JWSAlgorithm.HS256, "rsa", new MACSigner(rsa.toRSAPublicKey().getEncoded()), claims -> claims);

        assertThat(byKeys().verify(confused)).isInstanceOf(JwtResult.Rejected.class);
    }

    @Test
    void a_token_cannot_bring_its_own_key() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).keyID("rsa").generate();
        publish(new RSAKeyGenerator(2048).keyID("rsa").generate().toPublicJWK());
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("rsa")
                        .jwk(own.toPublicJWK())
                        .build(),
                claims(time, claims -> claims));
        jwt.sign(new RSASSASigner(own));

        assertThat(byKeys().verify(jwt.serialize())).isInstanceOf(JwtResult.Rejected.class);
    }

    @Test
    void a_flood_of_unknown_key_ids_does_not_become_a_flood_of_fetches() throws Exception {
        publish(new RSAKeyGenerator(2048).keyID("known").generate().toPublicJWK());
        RSAKey foreign = new RSAKeyGenerator(2048).generate();
        JwtVerifier verifier = byKeys();

        for (int i = 0; i < 50; i++) {
            assertThat(verifier.verify(sign(JWSAlgorithm.RS256, "k" + i, new RSASSASigner(foreign), claims -> claims)))
                    .isInstanceOf(JwtResult.Rejected.class);
        }
        assertThat(fetches.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void keys_that_cannot_be_fetched_make_nobody_a_stranger() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        String token = sign(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims -> claims);
        JwtVerifier verifier = byKeys();
        keyServer.stop(0);

        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void an_endless_key_set_is_not_read_to_its_end() throws Exception {
        published.set("{\"keys\":[" + " ".repeat(300_000) + "]}");
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        String token = sign(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims -> claims);

        assertThatThrownBy(() -> byKeys().verify(token)).isInstanceOf(StoreUnavailableException.class);
    }

    /// A token of the application whose secret is [#SECRET], for `ada` unless `change` says otherwise.
    public static String hs256(Time time, UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(time, change));
            jwt.sign(new MACSigner(SECRET));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWTClaimsSet claims(Time time, UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.ofEpochMilli(time.wallMillis());
        var builder =
                new JWTClaimsSet.Builder().subject("ada").expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
        return change.apply(builder).build();
    }

    private Date in(Duration duration) {
        return Date.from(Instant.ofEpochMilli(time.wallMillis()).plus(duration));
    }

    private String sign(
            JWSAlgorithm algorithm,
            @Nullable String keyId,
            JWSSigner signer,
            UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(JOSEObjectType.JWT)
                .build();
        var jwt = new SignedJWT(header, claims(time, change));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private String eddsa(KeyPair pair, String keyId) throws Exception {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(keyId).build(), claims(time, claims -> claims));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(jwt.getSigningInput());
        return new String(jwt.getSigningInput(), StandardCharsets.US_ASCII) + "." + Base64URL.encode(signature.sign());
    }

    private static OctetKeyPair okp(KeyPair pair, String keyId) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                .keyID(keyId)
                .build();
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private void publish(JWK... keys) {
        published.set(new JWKSet(Arrays.asList(keys)).toString());
    }

    private JwtVerifier bySecret() {
        return new JwtVerifier(new ServerConfig.Jwt(SECRET, null, null, null, false), time);
    }

    private JwtVerifier byKeys() {
        URI url = URI.create("http://127.0.0.1:" + keyServer.getAddress().getPort() + "/keys");
        return new JwtVerifier(new ServerConfig.Jwt(null, url, null, null, false), time);
    }

    private static String reason(JwtResult result) {
        return result instanceof JwtResult.Rejected(String reason) ? reason : "verified";
    }
}
