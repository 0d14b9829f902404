package chat.carillon.core.push;

import chat.carillon.model.InvalidValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// What targets look like. Whether an endpoint leads somewhere it should not is asked of its address, when
/// it is connected to.
final class TargetRules {
    /// Twice what the longest ones of the browsers have.
    static final int MAX_ENDPOINT_CHARS = 2_048;

    /// As the UnifiedPush specification says.
    static final int MAX_UNIFIED_ENDPOINT_CHARS = 1_000;

    /// Firebase names no limit below 4 KiB; those in use have less than 300.
    private static final int MAX_FCM_TOKEN_CHARS = 2_048;

    /// Apple's are 32 bytes now and "may grow" to 100.
    private static final Pattern APNS_TOKEN = Pattern.compile("(?:[0-9a-fA-F]{2}){16,100}");

    private static final Pattern APPLE_BUNDLE = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    private TargetRules() {}

    static URI endpoint(String text) {
        try {
            if (text.length() <= MAX_ENDPOINT_CHARS) {
                return new URI(text);
            }
        } catch (URISyntaxException e) {
            // Said below; the parser's words quote the address, which is a secret.
        }
        throw invalidEndpoint("a URL of at most %d characters".formatted(MAX_ENDPOINT_CHARS));
    }

    static void checkEndpoint(URI endpoint, int maxChars) {
        if (endpoint.toASCIIString().length() > maxChars) {
            throw invalidEndpoint("at most %d characters".formatted(maxChars));
        }
        String scheme = endpoint.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw invalidEndpoint("a URL that begins with https://");
        }
        if (endpoint.getHost() == null || endpoint.getRawUserInfo() != null || endpoint.getRawFragment() != null) {
            throw invalidEndpoint("a host, no user, no fragment");
        }
        if (endpoint.getPort() == 0 || endpoint.getPort() > 65_535) {
            throw invalidEndpoint("a port from 1 to 65535");
        }
    }

    private static InvalidValueException invalidEndpoint(String expected) {
        return new InvalidValueException("endpoint: (expected: %s)".formatted(expected));
    }

    static void checkApns(String token, String topic) {
        if (!APNS_TOKEN.matcher(token).matches()) {
            throw new InvalidValueException("token: (expected: 16 to 100 bytes in hexadecimal)");
        }
        if (!APPLE_BUNDLE.matcher(topic).matches()) {
            throw new InvalidValueException(
                    "topic: (expected: a bundle id of 1 to 255 letters, digits, '.', '_', '-')");
        }
    }

    static void checkFcm(String token) {
        boolean visible = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (token.isEmpty() || token.length() > MAX_FCM_TOKEN_CHARS || !visible) {
            throw new InvalidValueException(
                    "token: (expected: 1 to %d visible ASCII characters)".formatted(MAX_FCM_TOKEN_CHARS));
        }
    }
}
