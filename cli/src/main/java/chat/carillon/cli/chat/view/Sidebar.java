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
        boolean ignored = model.attention().ignores(conversation, model.nowMillis());
        Row count = unread ? count(conversation, ignored) : Row.EMPTY;
        int room = Math.max(1, columns - 2 - (count.width() == 0 ? 0 : count.width() + 1));
        String title = Columns.fit(SafeText.line(conversation.title()), room);
        Row sign = conversation
                .partner()
                .map(user -> Marks.presence(model.people(), user))
                .orElse(Row.of(" ", Style.PLAIN));
        Row row = sign.with(title, ignored ? Style.DIM : unread ? Style.STRONG : Style.PLAIN);
        Row whole = count.width() == 0 ? row : row.with(" ", Style.PLAIN).with(count);
        return model.open().filter(conversation::equals).isPresent() ? whole.in(Style.CHOSEN) : whole;
    }

    /// What is about to be marked as read needs no count.
    private static boolean looksAt(ChatModel model, ListedConversation conversation) {
        return model.open().filter(conversation::equals).isPresent()
                && model.viewport().scroll().isEmpty()
                && model.focused();
    }

    /// Those that mean the user, then all that is unread; in a direct conversation all mean the user.
    private static Row count(ListedConversation conversation, boolean ignored) {
        Style plain = ignored ? Style.DIM : Style.STRONG;
        String unread = shown(conversation.unread());
        if (conversation.kind() == ConversationKind.DIRECT) {
            return Row.of(unread, ignored ? Style.DIM : Style.MENTION);
        }
        if (conversation.mentions() == 0) {
            return Row.of(unread, plain);
        }
        Row meant = Row.of("@" + shown(conversation.mentions()), Style.MENTION);
        return conversation.mentions() == conversation.unread() ? meant : meant.with(" " + unread, plain);
    }

    private static String shown(long number) {
        return number > MAX_COUNT ? MAX_COUNT + "+" : Long.toString(number);
    }
}
