package chat.carillon.cli.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Things that happened, in the order of their times, each with its distance from one of them. Confined to one thread.
final class Timeline {
    private static final long MILLI = 1_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private final long zeroMicros;
    private final List<Row> rows = new ArrayList<>();

    private record Row(long atMicros, String where, String what) {}

    /// @param zeroMicros what distances are measured from
    Timeline(long zeroMicros) {
        this.zeroMicros = zeroMicros;
    }

    long zeroMicros() {
        return zeroMicros;
    }

    void add(long atMicros, String where, String what) {
        rows.add(new Row(atMicros, where, what));
    }

    List<String> lines() {
        int width = rows.stream().mapToInt(row -> row.where().length()).max().orElse(0);
        String form = "%11s  %-" + Math.max(1, width) + "s  %s";
        return rows.stream()
                .sorted(Comparator.comparingLong(Row::atMicros))
                .map(row -> String.format(
                        Locale.ROOT, form, distance(row.atMicros() - zeroMicros), row.where(), row.what()))
                .toList();
    }

    /// Such as `+0.4 ms`, `-12.0 ms`, `+3.02 s`, `+5.1 min`.
    static String distance(long micros) {
        String sign = micros < 0 ? "-" : micros > 0 ? "+" : "";
        long size = Math.abs(micros);
        if (size < SECOND) {
            return String.format(Locale.ROOT, "%s%.1f ms", sign, size / (double) MILLI);
        }
        if (size < MINUTE) {
            return String.format(Locale.ROOT, "%s%.2f s", sign, size / (double) SECOND);
        }
        return size < HOUR
                ? String.format(Locale.ROOT, "%s%.1f min", sign, size / (double) MINUTE)
                : String.format(Locale.ROOT, "%s%.1f h", sign, size / (double) HOUR);
    }
}
