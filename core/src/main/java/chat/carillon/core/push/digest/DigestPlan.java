package chat.carillon.core.push.digest;

import chat.carillon.core.push.digest.DigestContext.UnreadLog;
import chat.carillon.model.WireName;
import java.util.List;

/// Whether a user is mailed a digest now.
public sealed interface DigestPlan {

    /// It is.
    ///
    /// @param told what it is told of, most important first
    record Mail(List<UnreadLog> told) implements DigestPlan {}

    /// It is not.
    ///
    /// @param lookAtMillis when to look again
    record Later(Reason reason, long lookAtMillis) implements DigestPlan {}

    /// Why it is not, in the order in which it is judged.
    enum Reason implements WireName {
        /// Digests are off, the address is not confirmed, or the account is disabled.
        CLOSED,
        /// The user was at a device not long ago.
        HERE,
        /// There was a digest in this period.
        TOLD,
        /// The user is not to be disturbed at this time.
        QUIET,
        /// Nothing came that the user wants to be told of.
        NOTHING
    }
}
