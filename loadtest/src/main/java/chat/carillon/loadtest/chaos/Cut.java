package chat.carillon.loadtest.chaos;

/// How a connection ends that nobody meant to end.
enum Cut {
    /// Both sides are told that the other has closed.
    CLOSED,
    /// Both sides are told that the connection was reset.
    RESET,
    /// The client gets a part of what the server sends next, and then a reset.
    TORN
}
