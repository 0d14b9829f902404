package chat.carillon.loadtest.simulate.chart;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// A chart of Unicode blocks, less than 100 columns wide.
public final class TerminalChart {
    private static final int COLUMNS = 86;
    private static final int ROWS = 4;
    private static final int LABEL = 6;
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final int EIGHTHS = 8;

    private final Chart chart;

    private TerminalChart(Chart chart) {
        this.chart = chart;
    }

    /// Prints all panels, and the time axis under them.
    public static void print(Chart chart, PrintStream out) {
        new TerminalChart(chart).print(out);
    }

    private void print(PrintStream out) {
        out.println(chart.title());
        out.printf(
                Locale.ROOT,
                "On a logarithmic scale from 1 to %s; ┈ is %,.0f. Below each: the share that is back.%n",
                Chart.power(chart.decades()),
                chart.mark());
        for (Chart.Panel panel : chart.panels()) {
            out.println();
            out.println(panel.name() + ": " + panel.caption());
            for (int row = ROWS - 1; row >= 0; row--) {
                out.println((label(row) + "│" + bars(panel.perSecond(), row)).stripTrailing());
            }
            out.println(" ".repeat(LABEL) + "└" + "─".repeat(COLUMNS));
            out.println(("back  │" + shares(panel.percent())).stripTrailing());
        }
        out.println(axis());
    }

    private String label(int row) {
        String text = row == ROWS - 1 ? Chart.power(chart.decades()) : row == 0 ? "1" : "";
        return " ".repeat(LABEL - 1 - text.length()) + text + " ";
    }

    private String bars(List<Double> values, int row) {
        StringBuilder line = new StringBuilder();
        int markRow = (int) (chart.height(chart.mark()) * ROWS);
        for (int column = 0; column < COLUMNS; column++) {
            double highest = highest(values, column);
            long eighths = Math.round(chart.height(highest) * ROWS * EIGHTHS) - (long) row * EIGHTHS;
            long least = row == 0 && highest > 0 ? 1 : 0;
            int block = (int) Math.clamp(eighths, least, EIGHTHS);
            line.append(block == 0 && row == markRow ? '┈' : BLOCKS.charAt(block));
        }
        return line.toString();
    }

    private String shares(List<Double> percents) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < COLUMNS; column++) {
            double percent = percents.get(from(column, percents.size()));
            line.append(BLOCKS.charAt((int) Math.clamp(Math.floor(percent / 100 * EIGHTHS), 0, EIGHTHS)));
        }
        return line.toString();
    }

    private static double highest(List<Double> values, int column) {
        int from = from(column, values.size());
        int until = Math.max(from + 1, from(column + 1, values.size()));
        return values.subList(from, Math.min(until, values.size())).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    private static int from(int column, int size) {
        return Math.min(size - 1, (int) ((long) column * size / COLUMNS));
    }

    private String axis() {
        StringBuilder line = new StringBuilder(" ".repeat(LABEL + 1 + COLUMNS + LABEL));
        int step = chart.tick(8);
        for (int second = 0; second <= chart.seconds(); second += step) {
            int place = LABEL + 1 + (int) ((long) second * COLUMNS / chart.seconds());
            String text = second + " s";
            if (place + text.length() <= line.length()) {
                line.replace(place, place + text.length(), text);
            }
        }
        return line.toString().stripTrailing();
    }
}
