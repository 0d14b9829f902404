package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.model.Overlay;
import chat.carillon.cli.text.SafeText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Puts a screen together: the list at the left; title, messages, input and status at the right. Thread-safe, as
/// it holds no state.
public final class ChatView {
    private static final int MIN_COLUMNS = 20;
    private static final int MIN_ROWS = 6;

    /// Title, separator and status.
    private static final int FIXED_ROWS = 3;

    private final Days days;

    /// @param zone in which times are shown
    public ChatView(ZoneId zone) {
        this.days = new Days(zone);
    }

    /// Exactly `rows` rows of exactly `columns` columns.
    public Frame draw(ChatModel model, int columns, int rows) {
        if (columns < MIN_COLUMNS || rows < MIN_ROWS) {
            return tooSmall(columns, rows);
        }
        int left = Sidebar.columns(columns);
        int right = left == 0 ? columns : columns - left - 1;
        InputRows.Input input = InputRows.of(model.input(), right, rows - FIXED_ROWS - 1);
        int historyHeight = rows - FIXED_ROWS - input.rows().size();
        HistoryRows.Window window = history(model, right, historyHeight);
        List<Row> main = new ArrayList<>();
        main.add(title(model, days));
        main.addAll(
                model.overlay() instanceof Overlay.None
                        ? window.rows()
                        : OverlayRows.of(model, days, right, historyHeight));
        main.add(StatusRow.separator(model, right));
        main.addAll(input.rows());
        List<Row> screen = new ArrayList<>();
        if (left == 0) {
            main.forEach(row -> screen.add(row.fit(columns)));
        } else {
            List<Row> list = Sidebar.rows(model, left, main.size());
            for (int i = 0; i < main.size(); i++) {
                screen.add(list.get(i).with("│", Style.RULE).with(main.get(i).fit(right)));
            }
        }
        screen.add(StatusRow.of(model, columns));
        int cursorRow = 1 + historyHeight + 1 + input.cursorRow();
        int cursorColumn = (left == 0 ? 0 : left + 1) + input.cursorColumn();
        return new Frame(screen, cursorRow, cursorColumn, window.drawn());
    }

    private static Frame tooSmall(int columns, int rows) {
        List<Row> screen = new ArrayList<>(Collections.nCopies(Math.max(1, rows), Row.EMPTY));
        screen.set(0, Row.of("Too small a window", Style.PLAIN));
        List<Row> fitting =
                screen.stream().map(row -> row.fit(Math.max(0, columns))).toList();
        return new Frame(fitting, 0, 0, new ChatEvent.Drawn(1, 0, false, false));
    }

    private static Row title(ChatModel model, Days days) {
        ListedConversation open = model.open().orElse(null);
        if (open == null) {
            return Row.EMPTY;
        }
        Row row = Row.of(" " + SafeText.line(open.title()), Style.STRONG);
        Row there = Marks.presence(model.people(), open, days, model.nowMillis());
        if (there.width() > 0) {
            row = row.with("  ", Style.PLAIN).with(there);
        }
        String told = Marks.attention(model, open, days);
        if (!told.isEmpty()) {
            row = row.with("  " + told, Style.DIM);
        }
        String topic = open.topic();
        return topic == null ? row : row.with("  " + SafeText.line(topic), Style.DIM);
    }

    private HistoryRows.Window history(ChatModel model, int columns, int height) {
        return model.open()
                .map(open -> new HistoryRows(model, open, days, columns, height).window())
                .orElseGet(() -> new HistoryRows.Window(
                        nothingOpen(model, height), new ChatEvent.Drawn(height, 0, false, true)));
    }

    private static List<Row> nothingOpen(ChatModel model, int height) {
        List<Row> rows = new ArrayList<>(Collections.nCopies(height, Row.EMPTY));
        if (model.me().isPresent()) {
            rows.set(0, Row.of(" You are in no conversation yet.", Style.PLAIN));
            if (height > 1) {
                rows.set(1, Row.of(" /join CHANNEL, /create NAME or /dm USER opens one.", Style.DIM));
            }
        }
        return rows;
    }
}
