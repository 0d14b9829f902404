package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.ShownMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which part of the open conversation is looked at. Confined to the thread of the screen.
public final class Viewport {
    /// Rows that paging leaves on the screen.
    private static final int PAGING_OVERLAP_ROWS = 2;

    private int historyRows = 1;
    private @Nullable Scroll scroll;

    /// Seq of the marked message; 0 for none.
    private long marked;

    /// Where the view hangs while it does not follow the newest message.
    ///
    /// @param anchorSeq of an item
    /// @param rows between the last row shown and that item's last row; below 0 if the item is above it
    public record Scroll(long anchorSeq, int rows) {}

    /// Empty while the view follows the newest message.
    public Optional<Scroll> scroll() {
        return Optional.ofNullable(scroll);
    }

    /// Height of the part of the screen that messages are shown in.
    int rows() {
        return historyRows;
    }

    /// Seq of the marked message; 0 for none.
    public long marked() {
        return marked;
    }

    void follow() {
        scroll = null;
        marked = 0;
    }

    void unmark() {
        marked = 0;
    }

    /// Shows a message in the middle, and marks it.
    void show(long seq) {
        marked = seq;
        scroll = new Scroll(seq, -historyRows / 2);
    }

    void scrollPages(ListedConversation shown, int pagesUp) {
        int rows = pagesUp * Math.max(1, historyRows - PAGING_OVERLAP_ROWS);
        Scroll from = scroll == null ? new Scroll(shown.page().newestSeq(), 0) : scroll;
        scroll = from.anchorSeq() == 0 ? null : new Scroll(from.anchorSeq(), from.rows() + rows);
    }

    /// Marks the message above the marked one, or below it; above from nothing: the newest one.
    void moveMark(ListedConversation shown, int step) {
        List<ShownMessage> messages = shown.page().messages();
        int index = messages.size();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).seq() == marked) {
                index = i;
            }
        }
        int next = index + step;
        if (next >= messages.size()) {
            follow();
        } else if (next >= 0) {
            marked = messages.get(next).seq();
            scroll = scroll == null ? new Scroll(shown.page().newestSeq(), 0) : scroll;
        }
    }

    /// The view says what it could draw.
    ///
    /// @param head whether below the last item there is nothing more
    void drawn(ChatEvent.Drawn drawn, boolean head) {
        historyRows = Math.max(1, drawn.rows());
        if (scroll != null) {
            boolean follows = drawn.atBottom() && head && marked == 0;
            scroll = follows ? null : new Scroll(scroll.anchorSeq(), drawn.belowAnchor());
        }
    }
}
