package chat.carillon.core.push.digest;

import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The mailboxes of users. Thread-safe.
///
/// @see Mailbox
public interface MailboxStore {
    /// How often a change is tried again for those who were faster.
    int MAX_TRIES = 8;

    Optional<Mailbox> find(UserId user);

    /// Keeps it as the next version, if what is kept has the version that it says (0: nothing is kept). Times at which
    /// users were attended never go back.
    ///
    /// @return whether it was kept; false: somebody was faster
    boolean write(Mailbox next);

    /// Whether anyone wants digests, so that it is worth looking.
    boolean anyOpen();

    /// These users were there at this time, those who want digests. The version stays.
    void attended(Collection<UserId> users, long atMillis);

    /// Open ones with no digest due, whose users were last there at or before `awaySinceMillis`, and that are to be
    /// looked at now; the longest due first.
    List<Mailbox> away(long awaySinceMillis, long nowMillis, int limit);

    /// Open ones with a digest that is to be sent now, oldest first.
    List<Mailbox> due(long nowMillis, int limit);

    /// Changes what is kept, again if somebody was faster.
    ///
    /// @param change of what is kept, or of [Mailbox#of]; may return the same to change nothing
    /// @return as it was kept, but for the version; empty if others were faster each time
    default Optional<Mailbox> change(UserId user, UnaryOperator<Mailbox> change) {
        for (int i = 0; i < MAX_TRIES; i++) {
            Mailbox found = find(user).orElseGet(() -> Mailbox.of(user));
            Mailbox next = change.apply(found);
            if (next.equals(found) || write(next)) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }
}
