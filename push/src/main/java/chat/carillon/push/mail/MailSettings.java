package chat.carillon.push.mail;

import chat.carillon.model.WireName;
import org.jspecify.annotations.Nullable;

/// The operator's mail server.
///
/// @param user null: the server takes mail without a login
/// @param from `address` or `Name <address>`
public record MailSettings(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        String from) {

    /// How the connection is protected.
    public enum Security implements WireName {
        /// TLS from the first byte (port 465).
        TLS,
        /// TLS before anything else is said, or nothing is sent (port 587).
        STARTTLS,
        /// None: for a server on the same machine.
        NONE
    }

    /// Without the password.
    @Override
    public String toString() {
        return "MailSettings[%s:%d, %s]".formatted(host, port, security.wireName());
    }
}
