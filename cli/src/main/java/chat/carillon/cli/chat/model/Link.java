package chat.carillon.cli.chat.model;

/// How the client stands to the server.
public sealed interface Link {
    /// The first attempt, or one after a pause, is under way.
    record Connecting() implements Link {}

    /// Connected; what was missed is being fetched.
    record Syncing() implements Link {}

    record Online() implements Link {}

    /// Connected, but the server cannot reach its store at present.
    record Degraded(String reason) implements Link {}

    /// Not connected; the next attempt is made by itself.
    ///
    /// @param retryAtMillis when, in milliseconds since 1970
    record Offline(long retryAtMillis) implements Link {}

    /// Not connected, and trying again would not help.
    record Refused(String reason) implements Link {}
}
