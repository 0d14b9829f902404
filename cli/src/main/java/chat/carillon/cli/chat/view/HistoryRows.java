package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.PageItem;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.model.Viewport;
import chat.carillon.cli.text.Columns;
import chat.carillon.cli.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draws the part of a conversation that is looked at.
final class HistoryRows {
    /// Messages of one author that follow each other this closely stand under one name.
    private static final long CONTINUED_MILLIS = 300_000;

    private final ChatModel model;
    private final ListedConversation conversation;
    private final Days days;
    private final int columns;
    private final int height;
    private final List<PageItem> items;
    private final MessageRows messages;
    private final Map<Long, Row> receipts;

    HistoryRows(ChatModel model, ListedConversation conversation, Days days, int columns, int height) {
        this.model = model;
        this.conversation = conversation;
        this.days = days;
        this.columns = columns;
        this.height = height;
        this.items = conversation.page().items();
        this.messages = new MessageRows(conversation, model, days, columns);
        this.receipts = Marks.receipts(conversation, items, model.me(), Math.max(1, columns - messages.indent()));
    }

    /// Exactly as many rows as there is height for.
    record Window(List<Row> rows, ChatEvent.Drawn drawn) {}

    /// An item with everything that stands above it, such as the line of a new day.
    private record Block(long seq, List<Row> rows) {}

    Window window() {
        Viewport.Scroll scroll = model.viewport().scroll().orElse(null);
        List<Block> blocks = blocks(scroll != null);
        List<Row> rows = new ArrayList<>();
        int anchorEnd = 0;
        int markedStart = -1;
        int markedEnd = -1;
        for (Block block : blocks) {
            int start = rows.size();
            rows.addAll(block.rows());
            if (scroll != null && block.seq() > 0 && block.seq() <= scroll.anchorSeq()) {
                anchorEnd = rows.size();
            }
            if (model.viewport().marked() != 0
                    && block.seq() == model.viewport().marked()) {
                markedStart = start;
                markedEnd = rows.size();
            }
        }
        int total = rows.size();
        int bottom = scroll == null ? total : anchorEnd - scroll.rows();
        if (markedEnd >= 0) {
            bottom = Math.clamp(bottom, Math.min(markedEnd, markedStart + height), markedStart + height);
        }
        bottom = Math.clamp(bottom, Math.min(height, total), total);
        int top = Math.max(0, bottom - height);
        boolean all = !blocks.isEmpty() && blocks.size() == items.size() + 1 || items.isEmpty();
        var drawn = new ChatEvent.Drawn(height, anchorEnd - bottom, top == 0 && all, bottom == total);
        List<Row> shown = new ArrayList<>(Collections.nCopies(height - (bottom - top), Row.EMPTY));
        shown.addAll(rows.subList(top, bottom));
        return new Window(shown, drawn);
    }

    /// Blocks from top to bottom; unless all are asked for, no more than it takes to fill the height from below.
    private List<Block> blocks(boolean all) {
        List<Block> upwards = new ArrayList<>();
        int rows = 0;
        int i = items.size() - 1;
        while (i >= 0 && (all || rows < height)) {
            Block block = block(i);
            upwards.add(block);
            rows += block.rows().size();
            i--;
        }
        if (i < 0 && (all || rows < height)) {
            upwards.add(new Block(0, List.of(beginning())));
        }
        return upwards.reversed();
    }

    private Row beginning() {
        if (!conversation.page().loaded()) {
            return centered("Loading …");
        }
        return conversation.page().hasOlder()
                ? centered("Loading older messages …")
                : centered("This is the beginning of %s.".formatted(SafeText.line(conversation.title())));
    }

    private Block block(int index) {
        PageItem item = items.get(index);
        PageItem before = index == 0 ? null : items.get(index - 1);
        List<Row> rows = new ArrayList<>();
        boolean newDay = before == null || !days.day(before.atMillis()).equals(days.day(item.atMillis()));
        if (newDay) {
            rows.add(rule(days.name(days.day(item.atMillis()), model.nowMillis()), Style.RULE));
        }
        boolean unreadLine = isFirstUnread(before, item);
        if (unreadLine) {
            rows.add(rule("new", Style.MENTION));
        }
        switch (item) {
            case PageItem.Said(ShownMessage message) -> {
                boolean continued = !newDay && !unreadLine && continues(before, message);
                boolean marked =
                        message.seq() != 0 && message.seq() == model.viewport().marked();
                rows.addAll(messages.of(message, continued, marked));
                Row receipt = receipts.get(message.seq());
                if (receipt != null) {
                    rows.add(Row.of(" ".repeat(messages.indent()), Style.PLAIN).with(receipt));
                }
            }
            case PageItem.Noted(long _, long _, String sentence) -> {
                String indent = " ".repeat(messages.indent());
                String shown = Columns.cut(SafeText.line(sentence), columns - indent.length());
                rows.add(Row.of(indent + shown, Style.DIM));
            }
        }
        return new Block(item.seq(), rows);
    }

    private boolean isFirstUnread(@Nullable PageItem before, PageItem item) {
        long after = conversation.unreadAfterSeq();
        return after != 0 && item.seq() > after && (before == null || before.seq() <= after);
    }

    private static boolean continues(@Nullable PageItem before, ShownMessage message) {
        return before instanceof PageItem.Said(ShownMessage former)
                && former.sender().equals(message.sender())
                && message.atMillis() - former.atMillis() < CONTINUED_MILLIS
                && message.replyTo() == null
                && message.delivery() instanceof Delivery.Sent;
    }

    private Row centered(String sentence) {
        String cut = Columns.cut(sentence, columns);
        return Row.of(" ".repeat((columns - Columns.width(cut)) / 2) + cut, Style.DIM);
    }

    private Row rule(String label, Style style) {
        String cut = " " + Columns.cut(label, Math.max(1, columns - 6)) + " ";
        int left = 2;
        int right = Math.max(0, columns - left - Columns.width(cut));
        return Row.of("─".repeat(left) + cut + "─".repeat(right), style);
    }
}
