package chat.carillon.cli.console;

import chat.carillon.cli.text.Columns;
import chat.carillon.cli.text.SafeText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of text in aligned columns. Confined to one thread.
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    /// Adds a row; text of others is made harmless here.
    public void add(Object... cells) {
        rows.add(
                Arrays.stream(cells).map(cell -> SafeText.line(cell.toString())).toList());
    }

    public void print(PrintStream out) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(Columns.fit(row.get(i), widths[i])).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
