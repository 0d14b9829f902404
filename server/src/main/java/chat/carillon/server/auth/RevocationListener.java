package chat.carillon.server.auth;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.model.UserId;
import java.util.function.Predicate;

/// Is told when tokens cease to be good, so that the sessions they opened end.
@FunctionalInterface
public interface RevocationListener {
    /// @param revoked picks the identities, of all that this user has, that are good no longer
    void revoked(UserId user, Predicate<Identity> revoked);
}
