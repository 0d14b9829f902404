package chat.carillon.client.session;

import chat.carillon.model.ConversationId;

/// A write that is durable.
///
/// @param seq of the entry that it became
/// @param atMillis when, in milliseconds since 1970 UTC
public record Sent(ConversationId conversation, long seq, long atMillis) {}
