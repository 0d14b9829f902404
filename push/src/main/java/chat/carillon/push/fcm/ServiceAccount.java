package chat.carillon.push.fcm;

import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.MalformedJsonException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// The operator's account of a Firebase project, as its console gives it.
///
/// @param email who signs
/// @param keyId which of the account's keys it is
/// @param tokenUri where tokens are given for what is signed
public record ServiceAccount(String project, String email, String keyId, PrivateKey key, URI tokenUri) {
    private static final int MIN_KEY_BITS = 2_048;

    /// Reads the JSON file that the console gives.
    ///
    /// @throws InvalidValueException if it is none; says nothing of what is in it
    public static ServiceAccount parse(String json) {
        try {
            JsonObject file = JsonObject.parse(json);
            if (!file.stringOr("type", "").equals("service_account")) {
                throw invalid("type");
            }
            String project = file.string("project_id");
            if (!project.matches("[a-z0-9.:-]{1,100}")) {
                throw invalid("project_id");
            }
            return new ServiceAccount(
                    project,
                    file.string("client_email"),
                    file.stringOr("private_key_id", ""),
                    key(file.string("private_key")),
                    tokenUri(file.string("token_uri")));
        } catch (MalformedJsonException e) {
            throw invalid("a JSON object");
        }
    }

    private static PrivateKey key(String pem) {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
            if (key instanceof java.security.interfaces.RSAKey rsa
                    && rsa.getModulus().bitLength() >= MIN_KEY_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Said below, without the key.
        }
        throw invalid("private_key");
    }

    /// What is signed opens the project: it goes by TLS, or stays on this machine.
    private static URI tokenUri(String text) {
        try {
            URI uri = new URI(text);
            boolean local = List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || local && "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw invalid("token_uri");
    }

    private static InvalidValueException invalid(String what) {
        return new InvalidValueException("push.fcm.credentials: no service account, see " + what);
    }

    /// A token with these claims, signed by the account.
    String sign(byte[] claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
        var token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("an RS256 token cannot be signed", e);
        }
        return token.serialize();
    }

    /// Without the key.
    @Override
    public String toString() {
        return "ServiceAccount[%s of %s]".formatted(email, project);
    }
}
