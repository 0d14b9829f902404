package chat.carillon.core.conversation;

import chat.carillon.model.Entry;
import java.util.List;

/// Entries of one log in seq order.
///
/// @param headSeq the last seq that the reader may read
/// @param more whether there are entries after the last one of this page, up to headSeq
public record EntryPage(List<Entry> entries, long headSeq, boolean more) {}
