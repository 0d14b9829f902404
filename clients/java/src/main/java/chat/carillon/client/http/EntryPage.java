package chat.carillon.client.http;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.List;

/// A part of a log.
///
/// @param more whether there are more up to headSeq
public record EntryPage(ConversationId conversation, List<Entry> entries, long headSeq, boolean more) {}
