package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.input.HelpText;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.model.Overlay;
import chat.carillon.cli.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/// Draws what lies over the messages: help, switcher, search results.
final class OverlayRows {
    private static final char MATCH_START = 2;
    private static final char MATCH_END = 3;

    private OverlayRows() {}

    /// Exactly `height` rows.
    static List<Row> of(ChatModel model, Days days, int columns, int height) {
        List<Row> rows = switch (model.overlay()) {
            case Overlay.None _ -> List.of();
            case Overlay.Help help -> help(help, height);
            case Overlay.Switcher switcher -> switcher(model, switcher, height);
            case Overlay.Results results -> results(model, results, days, height);
        };
        List<Row> shown = new ArrayList<>(rows.subList(0, Math.min(height, rows.size())));
        while (shown.size() < height) {
            shown.add(Row.EMPTY);
        }
        return shown.stream().map(row -> row.fit(columns)).toList();
    }

    private static List<Row> help(Overlay.Help help, int height) {
        List<Row> rows = new ArrayList<>();
        List<HelpText.Line> lines = HelpText.LINES;
        boolean all = lines.size() < height;
        rows.add(Row.of("Help", Style.STRONG)
                .with(all ? "  any key closes it" : "  ↑ ↓ show the rest, any other key closes it", Style.DIM));
        for (HelpText.Line line : lines.subList(Math.min(help.top(), lines.size()), lines.size())) {
            rows.add(Row.of(" %-22s".formatted(line.term()), Style.STRONG).with(line.meaning(), Style.PLAIN));
        }
        return rows;
    }

    private static List<Row> switcher(ChatModel model, Overlay.Switcher switcher, int height) {
        List<ListedConversation> matching = model.conversations().matching(switcher.filter());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < matching.size(); i++) {
            ListedConversation conversation = matching.get(i);
            String meant = conversation.mentions() > 0 ? ", %d mean you".formatted(conversation.mentions()) : "";
            String unread = conversation.unread() > 0 ? "  (%d unread%s)".formatted(conversation.unread(), meant) : "";
            Row row = Row.of("  " + SafeText.line(conversation.title()), Style.PLAIN)
                    .with(unread, Style.DIM);
            rows.add(i == switcher.selected() ? row.in(Style.CHOSEN) : row);
        }
        if (rows.isEmpty()) {
            rows.add(Row.of("  None of your conversations is called so; /join CHANNEL joins one.", Style.DIM));
        }
        Row title = Row.of("Go to: ", Style.STRONG)
                .with(SafeText.line(switcher.filter()) + "▏", Style.PLAIN)
                .with("  Enter goes there, Esc stays here", Style.DIM);
        return titled(title, rows, switcher.selected(), height);
    }

    private static List<Row> results(ChatModel model, Overlay.Results results, Days days, int height) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < results.hits().size(); i++) {
            Overlay.Hit hit = results.hits().get(i);
            String where = model.conversations()
                    .find(hit.conversation())
                    .map(ListedConversation::title)
                    .orElse("elsewhere");
            Row row = Row.of(" %s ".formatted(days.date(hit.atMillis())), Style.DIM)
                    .with(SafeText.line(where) + " ", Style.STRONG)
                    .with(hit.sender() + ": ", Style.ofName(hit.sender().value()))
                    .with(snippet(hit.snippet()));
            rows.add(i == results.selected() ? row.in(Style.CHOSEN) : row);
        }
        if (rows.isEmpty()) {
            rows.add(Row.of("  Nothing was found.", Style.DIM));
        }
        Row title = Row.of("Found: ", Style.STRONG)
                .with(SafeText.line(results.words()), Style.PLAIN)
                .with("  Enter goes there, Esc closes", Style.DIM);
        return titled(title, rows, results.selected(), height);
    }

    private static Row snippet(String snippet) {
        Row row = Row.EMPTY;
        int start = 0;
        boolean match = false;
        for (int i = 0; i <= snippet.length(); i++) {
            boolean end = i == snippet.length();
            if (end || snippet.charAt(i) == MATCH_START || snippet.charAt(i) == MATCH_END) {
                row = row.with(SafeText.line(snippet.substring(start, i)), match ? Style.MENTION : Style.PLAIN);
                match = !end && snippet.charAt(i) == MATCH_START;
                start = i + 1;
            }
        }
        return row;
    }

    /// A title, and below it the part of the rows that the chosen one is in.
    private static List<Row> titled(Row title, List<Row> rows, int selected, int height) {
        int room = Math.max(1, height - 1);
        int top = Math.clamp(selected - room / 2, 0, Math.max(0, rows.size() - room));
        List<Row> shown = new ArrayList<>();
        shown.add(title);
        shown.addAll(rows.subList(top, Math.min(rows.size(), top + room)));
        return shown;
    }
}
