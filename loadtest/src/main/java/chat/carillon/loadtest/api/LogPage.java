package chat.carillon.loadtest.api;

import chat.carillon.model.Entry;
import java.util.List;

/// Some entries of a log.
///
/// @param headSeq the last entry that there is
/// @param more whether there are more than these up to it
public record LogPage(List<Entry> entries, long headSeq, boolean more) {
    public LogPage {
        entries = List.copyOf(entries);
    }
}
