package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.input.InputLine;
import chat.carillon.cli.text.Columns;
import chat.carillon.cli.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/// Draws the line that is being typed, on as many rows as it takes, up to a few.
final class InputRows {
    private static final int MAX_ROWS = 5;
    private static final String PROMPT = "› ";

    private InputRows() {}

    /// @param cursorRow index into `rows`
    record Input(List<Row> rows, int cursorRow, int cursorColumn) {}

    static Input of(InputLine input, int columns, int maxRows) {
        int room = Math.max(2, columns - PROMPT.length() - 1);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        int cursorLine = 0;
        int cursorColumn = 0;
        String text = input.text();
        for (int i = 0; i < text.length(); ) {
            if (i == input.cursor()) {
                cursorLine = lines.size();
                cursorColumn = used;
            }
            int end = Columns.clusterEnd(text, i);
            boolean newLine = text.charAt(i) == '\n';
            String letter = newLine ? "" : SafeText.line(text.substring(i, end));
            int width = Columns.width(letter);
            if (newLine || used + width > room) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
                if (!newLine && i == input.cursor()) {
                    cursorLine = lines.size();
                    cursorColumn = 0;
                }
            }
            line.append(letter);
            used += width;
            i = end;
        }
        if (input.cursor() == text.length()) {
            cursorLine = lines.size();
            cursorColumn = used;
        }
        lines.add(line.toString());
        int height = Math.min(lines.size(), Math.min(MAX_ROWS, Math.max(1, maxRows)));
        int top = Math.clamp(cursorLine - height + 1, 0, lines.size() - height);
        List<Row> rows = new ArrayList<>();
        for (int i = top; i < top + height; i++) {
            rows.add(Row.of(i == 0 ? PROMPT : "  ", Style.STRONG).with(lines.get(i), Style.PLAIN));
        }
        return new Input(rows, cursorLine - top, PROMPT.length() + cursorColumn);
    }
}
