package chat.carillon.push.apns;

import chat.carillon.model.InvalidValueException;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/// What Apple gave the operator.
///
/// @param signingKey what is in the `.p8` file
/// @param keyId the name of that key, 10 characters
/// @param teamId the operator's team, 10 characters
/// @param bundles the applications that may be told; a device names one of them
/// @param hiddenText what a notification says whose content is hidden, until the application has fetched it
public record ApnsSettings(String signingKey, String keyId, String teamId, Set<String> bundles, String hiddenText) {
    public ApnsSettings {
        bundles = Set.copyOf(bundles);
        ApnsSigningKey _ = key(signingKey, keyId, teamId);
    }

    ApnsSigningKey key() {
        return key(signingKey, keyId, teamId);
    }

    /// @throws InvalidValueException if it is none; does not quote it
    private static ApnsSigningKey key(String pem, String keyId, String teamId) {
        try {
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return ApnsSigningKey.loadFromInputStream(bytes, teamId, keyId);
        } catch (IOException | NoSuchAlgorithmException | InvalidKeyException | RuntimeException e) {
            throw new InvalidValueException("push.apns.key: no signing key (expected: the content of a .p8 file)");
        }
    }

    /// Without the key.
    @Override
    public String toString() {
        return "ApnsSettings[keyId=%s, teamId=%s, bundles=%s]".formatted(keyId, teamId, bundles);
    }
}
