package chat.carillon.core.session;

import chat.carillon.core.log.Authority;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.Optional;

/// Who is behind a token. Thread-safe.
public interface Identities {

    /// The user of a session token or app-signed JWT; empty if it is wrong, expired or revoked, without saying which.
    /// May block.
    ///
    /// @throws chat.carillon.core.store.StoreUnavailableException if nobody can say
    Optional<Identity> byToken(String token);

    /// The user of a resume ticket that was issued to this device. Asks neither store nor identity provider; does
    /// not block.
    Optional<Identity> byTicket(String ticket, DeviceId device);

    /// A ticket that opens this device's next session. Does not block.
    Ticket issueTicket(Identity identity, DeviceId device);

    /// Whether nothing that this identity stems from was revoked since it was told: asked when its session opens,
    /// because
    /// a revocation ends the sessions that are open. Does not block.
    boolean stillGood(Identity identity);

    /// @param tokenId names the token without being it, so that its sessions can be ended when it is revoked
    record Identity(UserId user, Authority authority, String tokenId) {}

    record Ticket(String value, long expiresAtMillis) {
        /// Without the ticket.
        @Override
        public String toString() {
            return "Ticket[until %d]".formatted(expiresAtMillis);
        }
    }
}
