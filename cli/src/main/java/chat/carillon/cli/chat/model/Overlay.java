package chat.carillon.cli.chat.model;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.List;

/// What lies over the messages for the moment.
public sealed interface Overlay {
    record None() implements Overlay {}

    /// @param top the first line of the help that is shown
    record Help(int top) implements Overlay {}

    /// Choosing another conversation by a part of its name.
    record Switcher(String filter, int selected) implements Overlay {}

    /// What a search found.
    record Results(String words, List<Hit> hits, int selected) implements Overlay {
        public Results {
            hits = List.copyOf(hits);
        }
    }

    /// @param snippet part of the text with the matching words between U+0002 and U+0003
    record Hit(ConversationId conversation, long seq, UserId sender, long atMillis, String snippet) {}
}
