package chat.carillon.client.sync;

/// What an engine may hold and ask for at a time.
///
/// @param maxHeldEntries live entries that wait for earlier ones, over all conversations; more are dropped and
///     fetched again
/// @param maxConversationsInFlight conversations that are being synced at a time: bounds the pages on their way
/// @param maxConversationsPerRequest cursors in one `sync`
public record SyncBounds(int maxHeldEntries, int maxConversationsInFlight, int maxConversationsPerRequest) {
    public static final SyncBounds DEFAULT = new SyncBounds(1_024, 32, 16);
}
