package chat.carillon.push.apns;

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
    }

    /// Without the key.
    @Override
    public String toString() {
        return "ApnsSettings[keyId=%s, teamId=%s, bundles=%s]".formatted(keyId, teamId, bundles);
    }
}
