package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.text.Columns;
import chat.carillon.cli.text.SafeText;
import chat.carillon.model.ConversationKind;
import java.util.ArrayList;
import java.util.List;

/// Draws the list of conversations at the left.
final class Sidebar {
    /// Narrower terminals do without.
    private static final int MIN_SCREEN_COLUMNS = 60;

    private static final int MIN_COLUMNS = 16;
    private static final int MAX_COLUMNS = 28;
    private static final int SCREEN_PART = 4;
    private static final int MAX_COUNT = 999;

    private Sidebar() {}

    /// How wide the list is; 0 if there is no room for it.
    static int columns(int screenColumns) {
        return screenColumns < MIN_SCREEN_COLUMNS
                ? 0
                : Math.clamp(screenColumns / SCREEN_PART, MIN_COLUMNS, MAX_COLUMNS);
    }

    /// Exactly `height` rows, the open conversation among them.
    static List<Row> rows(ChatModel model, int columns, int height) {
        List<Row> rows = new ArrayList<>();
        ListedConversation open = model.open().orElse(null);
        String me = model.me().map(user -> " " + user).orElse("");
        rows.add(Row.of("Carillon", Style.STRONG).with(me, Style.DIM));
        int openRow = 0;
        ConversationKind section = null;
        for (ListedConversation conversation : model.conversations().all()) {
            if (conversation.kind() != section) {
                section = conversation.kind();
                rows.add(Row.EMPTY);
                rows.add(Row.of(heading(section), Style.DIM));
            }
            if (conversation.equals(open)) {
                openRow = rows.size();
            }
            rows.add(row(model, conversation, columns));
        }
        int top = Math.clamp(openRow - height / 2, 0, Math.max(0, rows.size() - height));
        List<Row> shown = new ArrayList<>(rows.subList(top, Math.min(rows.size(), top + height)));
        while (shown.size() < height) {
            shown.add(Row.EMPTY);
        }
        return shown.stream().map(row -> row.fit(columns)).toList();
    }

    private static String heading(ConversationKind kind) {
        return switch (kind) {
            case CHANNEL -> "Channels";
            case GROUP -> "Groups";
            case DIRECT -> "Direct";
        };
    }

    private static Row row(ChatModel model, ListedConversation conversation, int columns) {
        boolean unread = conversation.unread() > 0 && !looksAt(model, conversation);
        String count = unread ? count(conversation) : "";
        int room = Math.max(1, columns - 2 - (count.isEmpty() ? 0 : count.length() + 1));
        String title = Columns.fit(SafeText.line(conversation.title()), room);
        Row sign = conversation
                .partner()
                .map(user -> Marks.presence(model.people(), user))
                .orElse(Row.of(" ", Style.PLAIN));
        if (model.open().filter(conversation::equals).isPresent()) {
            return Row.of(sign.text() + title + (count.isEmpty() ? "" : " " + count), Style.CHOSEN);
        }
        Row row = sign.with(title, unread ? Style.STRONG : Style.PLAIN);
        return count.isEmpty() ? row : row.with(" ", Style.PLAIN).with(count, countStyle(conversation));
    }

    /// What is about to be marked as read needs no count.
    private static boolean looksAt(ChatModel model, ListedConversation conversation) {
        return model.open().filter(conversation::equals).isPresent()
                && model.viewport().scroll().isEmpty()
                && model.focused();
    }

    private static Style countStyle(ListedConversation conversation) {
        boolean concerns = conversation.mentions() > 0 || conversation.kind() == ConversationKind.DIRECT;
        return concerns ? Style.MENTION : Style.STRONG;
    }

    private static String count(ListedConversation conversation) {
        String unread = conversation.unread() > MAX_COUNT ? MAX_COUNT + "+" : Long.toString(conversation.unread());
        return conversation.mentions() > 0 ? "@" + unread : unread;
    }
}
