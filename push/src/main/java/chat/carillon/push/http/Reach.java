package chat.carillon.push.http;

/// Where a call may lead.
public enum Reach {
    /// What a user named: `https` to public addresses only.
    PUBLIC,
    /// The same, and this machine, also by `http`: for tests and development.
    PUBLIC_OR_LOOPBACK,
    /// What the operator named.
    ANYWHERE
}
