package chat.carillon.server.account;

import chat.carillon.server.auth.SecretToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The secret of the link that makes the first administrator. Lives in memory only: made at a start that finds no
/// administrator, good once, gone with the process. Thread-safe by its own lock.
public final class SetupLink {
    private @Nullable String sha256;

    /// A new secret in place of a former one.
    public synchronized String offer() {
        String token = SecretToken.SETUP.fresh();
        sha256 = SecretToken.sha256(token);
        return token;
    }

    /// Takes the secret for one try; [Use#close] gives it back unless the try went well.
    ///
    /// @return empty if it is wrong, used up or being used
    synchronized Optional<Use> take(String token) {
        String offered = sha256;
        String given = SecretToken.sha256(token);
        if (offered == null
                || !MessageDigest.isEqual(
                        offered.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII))) {
            return Optional.empty();
        }
        sha256 = null;
        return Optional.of(new Use(offered));
    }

    private synchronized void giveBack(String offered) {
        sha256 = offered;
    }

    /// One try to make the administrator.
    final class Use implements AutoCloseable {
        private final String offered;
        private boolean done;

        private Use(String offered) {
            this.offered = offered;
        }

        void done() {
            done = true;
        }

        @Override
        public void close() {
            if (!done) {
                giveBack(offered);
            }
        }
    }
}
