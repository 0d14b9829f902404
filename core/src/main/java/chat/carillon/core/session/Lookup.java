package chat.carillon.core.session;

/// Whether the memberships of one session's user are being looked up: one lookup at a time, and one more if
/// something has happened since it began. Confined to the session's event loop.
final class Lookup {
    private boolean underWay;
    private boolean outdated;
    private boolean retryWaits;

    /// @return whether to begin; if not, the one that is under way is followed by another
    boolean begin() {
        outdated = underWay;
        underWay = true;
        return !outdated;
    }

    /// @return whether another one must follow at once
    boolean end() {
        underWay = false;
        return outdated;
    }

    /// @return whether a retry is to be scheduled; if not, one waits already
    boolean retry() {
        boolean first = !retryWaits;
        retryWaits = true;
        return first;
    }

    void retried() {
        retryWaits = false;
    }
}
