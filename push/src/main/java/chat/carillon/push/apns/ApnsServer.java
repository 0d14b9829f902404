package chat.carillon.push.apns;

import com.eatthepath.pushy.apns.ApnsClientBuilder;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/// One of Apple's servers, or one that a test plays.
///
/// @param trusted whose certificates are believed; null: what the JDK's certificate authorities vouch for
record ApnsServer(String host, int port, @Nullable X509Certificate trusted) {
    static final ApnsServer PRODUCTION =
            new ApnsServer(ApnsClientBuilder.PRODUCTION_APNS_HOST, ApnsClientBuilder.DEFAULT_APNS_PORT, null);
    static final ApnsServer SANDBOX =
            new ApnsServer(ApnsClientBuilder.DEVELOPMENT_APNS_HOST, ApnsClientBuilder.DEFAULT_APNS_PORT, null);
}
