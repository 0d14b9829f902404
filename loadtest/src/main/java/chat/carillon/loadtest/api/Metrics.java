package chat.carillon.loadtest.api;

import java.util.Locale;

/// A page of `/metrics`, in Prometheus' text form.
public final class Metrics {
    private Metrics() {}

    /// A counter or gauge, over all its labels; 0 if the page has none of that name.
    ///
    /// @param name also with labels, for those alone: `carillon_shed_total{kind="typing"}`
    public static double sum(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(line.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT)))
                .sum();
    }
}
