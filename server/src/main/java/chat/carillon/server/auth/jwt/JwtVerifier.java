package chat.carillon.server.auth.jwt;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.server.config.ServerConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies tokens by the configured secret (HS256) or key set (RS256, ES256, EdDSA). Thread-safe; blocks while it
/// fetches keys.
///
/// The algorithm decides which key is asked: a secret only ever checks HS256, a public key only the algorithm of
/// its type, and no token brings its own key. So no token can have a public key taken for a secret.
public final class JwtVerifier {
    private static final int MAX_TOKEN_CHARS = 8_192;
    private static final int MIN_RSA_BITS = 2_048;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final Duration KEYS_LIVE = Duration.ofMinutes(5);
    private static final Duration KEYS_OUTLIVE_AN_OUTAGE = Duration.ofHours(4);
    private static final Set<JWSAlgorithm> PUBLIC_KEY_ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);

    /// What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410).
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final ServerConfig.Jwt config;
    private final @Nullable JWKSource<SecurityContext> keys;
    private final Time time;

    public JwtVerifier(ServerConfig.Jwt config, Time time) {
        this.config = config;
        this.time = time;
        this.keys = keySet(config);
    }

    private static @Nullable JWKSource<SecurityContext> keySet(ServerConfig.Jwt config) {
        if (config.jwksUrl() == null) {
            return null;
        }
        try {
            // Unknown key ids lead to at most one fetch in half a minute, however many tokens name them.
            return JWKSourceBuilder.create(config.jwksUrl().toURL(), new KeyServer())
                    .cache(KEYS_LIVE.toMillis(), Duration.ofSeconds(10).toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(Duration.ofSeconds(30).toMillis())
                    .outageTolerant(KEYS_OUTLIVE_AN_OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("checked when the configuration was read", e);
        }
    }

    /// Whether this looks like a signed token; says nothing about whether it is good.
    public static boolean fits(String token) {
        return token.length() <= MAX_TOKEN_CHARS
                && token.chars().filter(c -> c == '.').count() == 2;
    }

    /// @throws StoreUnavailableException if the keys cannot be had
    public JwtResult verify(String token) {
        if (!fits(token)) {
            return new JwtResult.Rejected("it is not a JSON Web Token");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (header.getCriticalParams() != null
                    && !header.getCriticalParams().isEmpty()) {
                return new JwtResult.Rejected("its header has critical parameters (expected: none)");
            }
            return signatureFits(jwt)
                    ? claims(jwt.getJWTClaimsSet())
                    : new JwtResult.Rejected("its signature fits no key that is configured for its algorithm");
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException e) {
            return new JwtResult.Rejected("it cannot be read as a JSON Web Token");
        }
    }

    private boolean signatureFits(SignedJWT jwt) throws JOSEException, GeneralSecurityException {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        if (JWSAlgorithm.HS256.equals(algorithm)) {
            return config.secret() != null
                    && jwt.verify(new MACVerifier(config.secret().getBytes(StandardCharsets.UTF_8)));
        }
        if (!PUBLIC_KEY_ALGORITHMS.contains(algorithm)) {
            return false;
        }
        for (JWK key : keysFor(jwt.getHeader())) {
            if (fits(jwt, key)) {
                return true;
            }
        }
        return false;
    }

    private List<JWK> keysFor(JWSHeader header) throws JOSEException {
        if (keys == null) {
            return List.of();
        }
        try {
            return keys.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
        } catch (RateLimitReachedException e) {
            return List.of();
        } catch (com.nimbusds.jose.KeySourceException e) {
            throw new StoreUnavailableException("the keys of auth.jwt.jwksUrl cannot be fetched", e);
        }
    }

    private static boolean fits(SignedJWT jwt, JWK key) throws JOSEException, GeneralSecurityException {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        if (JWSAlgorithm.RS256.equals(algorithm)) {
            return key.size() >= MIN_RSA_BITS && jwt.verify(new RSASSAVerifier(key.toRSAKey()));
        }
        if (JWSAlgorithm.ES256.equals(algorithm)) {
            return jwt.verify(new ECDSAVerifier(key.toECKey()));
        }
        OctetKeyPair pair = key.toOctetKeyPair();
        byte[] point = pair.getDecodedX();
        byte[] encoded = new byte[ED25519_PREFIX.length + point.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(jwt.getSigningInput());
        return signature.verify(jwt.getSignature().decode());
    }

    private JwtResult claims(JWTClaimsSet claims) throws ParseException {
        Instant now = Instant.ofEpochMilli(time.wallMillis());
        Instant expires = instant(claims.getExpirationTime());
        Instant begins = instant(claims.getNotBeforeTime());
        if (expires == null) {
            return new JwtResult.Rejected("it has no claim exp");
        }
        if (!now.isBefore(expires.plus(CLOCK_SKEW))) {
            return new JwtResult.Rejected("it has expired");
        }
        if (begins != null && now.isBefore(begins.minus(CLOCK_SKEW))) {
            return new JwtResult.Rejected("it is not valid yet");
        }
        if (config.issuer() != null && !config.issuer().equals(claims.getIssuer())) {
            return new JwtResult.Rejected("its claim iss is not the configured issuer");
        }
        if (config.audience() != null && !claims.getAudience().contains(config.audience())) {
            return new JwtResult.Rejected("its claim aud does not hold the configured audience");
        }
        if (claims.getSubject() == null) {
            return new JwtResult.Rejected("it has no claim sub");
        }
        return user(claims, expires.plus(CLOCK_SKEW).toEpochMilli());
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private JwtResult user(JWTClaimsSet claims, long endsAtMillis) throws ParseException {
        try {
            String name = claims.getStringClaim("name");
            boolean administrator = config.administrators() && Boolean.TRUE.equals(claims.getClaim("carillon_admin"));
            return new JwtResult.Verified(
                    new UserId(claims.getSubject()),
                    name == null || name.isBlank() ? null : Text.checked("name", name, Limits.MAX_NAME_CHARS),
                    administrator,
                    endsAtMillis);
        } catch (InvalidValueException e) {
            return new JwtResult.Rejected("its claims break a rule: " + e.getMessage());
        }
    }
}
