package chat.carillon.core.push;

import chat.carillon.model.UserId;
import java.net.URI;

/// A mail that asks whether an address is a user's. It holds nothing that the user wrote: the address may be a
/// stranger's.
///
/// @param address where digests are to be sent
/// @param confirm the page on which whoever reads it says yes
public record Confirmation(String address, UserId user, URI confirm) {
    public Confirmation {
        Digest.checkAddress(address);
    }

    /// Without address and link.
    @Override
    public String toString() {
        return "Confirmation[for %s]".formatted(user);
    }
}
