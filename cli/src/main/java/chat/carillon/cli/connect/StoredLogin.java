package chat.carillon.cli.connect;

/// A login that is kept for later commands.
///
/// @param device under which the server knows this installation
public record StoredLogin(String url, String user, String token, String device) {
    /// Without the token.
    @Override
    public String toString() {
        return "StoredLogin[%s at %s]".formatted(user, url);
    }
}
