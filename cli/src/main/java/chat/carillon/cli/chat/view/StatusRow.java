package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.Sentences;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.model.Link;
import chat.carillon.cli.text.Columns;
import chat.carillon.cli.text.SafeText;
import chat.carillon.model.UserId;
import java.util.List;

/// Draws the last row, and the line above the input.
final class StatusRow {
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final String HINTS = "F1 help  Ctrl+K switch";

    private StatusRow() {}

    /// How the client stands to the server, and what there is to tell.
    static Row of(ChatModel model, int columns) {
        Row link = link(model.link(), model.nowMillis());
        Row told = model.notice()
                .map(notice -> Row.of(SafeText.line(notice.sentence()), notice.bad() ? Style.BAD : Style.PLAIN))
                .orElseGet(() -> Row.of(HINTS, Style.DIM));
        boolean roomForHints = link.width() + 2 + told.width() <= columns;
        return model.notice().isPresent() || roomForHints
                ? link.with("  ", Style.PLAIN).with(told).fit(columns)
                : link.fit(columns);
    }

    private static Row link(Link link, long nowMillis) {
        return switch (link) {
            case Link.Connecting _ -> Row.of("◌ connecting", Style.DIM);
            case Link.Syncing _ -> Row.of("◌ syncing", Style.DIM);
            case Link.Online _ -> Row.of("● online", Style.GOOD);
            case Link.Degraded(String reason) ->
                Row.of("● online, but the server has trouble: " + SafeText.line(reason), Style.BAD);
            case Link.Offline(long retryAtMillis) -> Row.of(offline(retryAtMillis - nowMillis), Style.BAD);
            case Link.Refused(String reason) -> Row.of("○ offline: " + SafeText.line(reason), Style.BAD);
        };
    }

    private static String offline(long waitMillis) {
        return waitMillis <= 0
                ? "○ offline, reconnecting"
                : "○ offline, reconnecting in %d s".formatted(Math.ceilDiv(waitMillis, MILLIS_PER_SECOND));
    }

    /// The line between messages and input: who types, or that there is more below.
    static Row separator(ChatModel model, int columns) {
        List<UserId> typing = model.open().map(ListedConversation::typing).orElse(List.of());
        String label = "";
        if (model.viewport().marked() != 0) {
            label = " marked: /reply, /edit, /react, /delete; Esc lets go ";
        } else if (model.viewport().scroll().isPresent()) {
            label = " ↓ there is more below; Esc goes there ";
        } else if (typing.size() == 1) {
            label = " %s is typing … ".formatted(typing.getFirst());
        } else if (!typing.isEmpty()) {
            label = " %s are typing … ".formatted(Sentences.names(typing));
        }
        String cut = Columns.cut(label, Math.max(0, columns - 2));
        return Row.of("──" + cut + "─".repeat(Math.max(0, columns - 2 - Columns.width(cut))), Style.RULE);
    }
}
