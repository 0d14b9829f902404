package chat.carillon.loadtest.simulate.chart;

import java.util.List;
import java.util.Locale;

/// Panels under each other with one scale, a value a second.
///
/// @param mark a value that stands out: what the server can do
public record Chart(String title, double mark, List<Panel> panels) {

    /// One series.
    ///
    /// @param name in one word; `caption` says more
    /// @param perSecond bars
    /// @param percent a line from 0 to 100, of the same seconds
    public record Panel(String name, String caption, List<Double> perSecond, List<Double> percent) {
        public Panel {
            perSecond = List.copyOf(perSecond);
            percent = List.copyOf(percent);
            if (perSecond.isEmpty() || perSecond.size() != percent.size()) {
                throw new IllegalArgumentException("as many percentages as bars, at least one");
            }
        }
    }

    public Chart {
        panels = List.copyOf(panels);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("a chart needs a panel");
        }
    }

    public int seconds() {
        return panels.getFirst().perSecond().size();
    }

    /// Powers of ten that the scale has; the lowest line is 1.
    int decades() {
        double highest =
                panels.stream().flatMap(panel -> panel.perSecond().stream()).reduce(Math.max(10, mark), Math::max);
        return (int) Math.ceil(Math.log10(highest) - 1e-9);
    }

    /// Where a value stands on the scale, from 0 to 1. All from 0 to 1 stand at the bottom.
    double height(double value) {
        return value <= 1 ? 0 : Math.min(1, Math.log10(value) / decades());
    }

    /// `1`, `1k`, `1M`.
    static String power(int exponent) {
        String[] units = {"", "k", "M", "G"};
        int unit = Math.min(exponent / 3, units.length - 1);
        return String.format(Locale.ROOT, "%.0f%s", Math.pow(10, exponent - 3.0 * unit), units[unit]);
    }

    /// Seconds between two labels of the time axis, so that there are about so many of them.
    int tick(int labels) {
        int[] steps = {1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900};
        for (int step : steps) {
            if (seconds() / step <= labels) {
                return step;
            }
        }
        return steps[steps.length - 1];
    }
}
