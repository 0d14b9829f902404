package chat.carillon.client.http;

/// Who logged in, and with what to come back.
///
/// @param token to be shown as `Authorization: Bearer`, and in `hello`
public record Login(String token, long expiresAtMillis, Account account) {
    /// Without its token.
    @Override
    public String toString() {
        return "Login[" + account + "]";
    }
}
