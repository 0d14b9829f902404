package chat.carillon.loadtest.report;

import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// How figures are written.
public final class Figures {
    private static final double NANOS_PER_MILLI = 1e6;

    private Figures() {}

    /// A percentile in milliseconds; `-` of an empty histogram.
    public static String millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? "-" : millis(histogram.getValueAtPercentile(percentile));
    }

    /// Nanoseconds as milliseconds.
    public static String millis(long nanos) {
        return millis((double) nanos);
    }

    /// Nanoseconds as milliseconds, with as many digits as tell something.
    public static String millis(double nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.1f", millis);
    }

    /// A whole number in groups of thousands.
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// A number without its fraction, in groups of thousands.
    public static String count(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /// A number with this many digits after the point.
    public static String fixed(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "-";
    }

    /// The middle of several values; the mean of the two in the middle of an even number.
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
