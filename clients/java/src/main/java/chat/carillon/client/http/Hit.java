package chat.carillon.client.http;

import chat.carillon.model.ConversationId;
import java.util.List;

/// A message that a search found.
///
/// @param snippet the part of the text around the match
/// @param matches what of the snippet matched
public record Hit(ConversationId conversation, String snippet, List<Range> matches, MessageState message) {

    /// In UTF-16 units; the end is not part of it.
    public record Range(int start, int end) {}
}
