package chat.carillon.core.session;

import chat.carillon.model.DeviceId;

/// Where a session stands.
sealed interface SessionState {

    /// The socket is there, and nobody knows whose it is.
    record AwaitingHello() implements SessionState {}

    /// `hello` came; identity and memberships are being looked up, and the socket is not read.
    record Opening() implements SessionState {}

    /// `welcome` was sent.
    record Open(Identities.Identity identity, DeviceId device) implements SessionState {}

    /// The socket is gone, or on its way.
    record Closed() implements SessionState {}
}
