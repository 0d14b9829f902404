package chat.carillon.loadtest.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// A table of text: first column to the left, all others to the right. Confined to one thread.
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /// A table with these column heads.
    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    /// Adds a row with as many cells as there are heads.
    public void add(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException("%d cells (expected: %d)"
                    .formatted(cells.length, rows.getFirst().size()));
        }
        rows.add(List.of(cells));
    }

    /// Prints heads and rows, columns aligned.
    public void print(PrintStream out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
