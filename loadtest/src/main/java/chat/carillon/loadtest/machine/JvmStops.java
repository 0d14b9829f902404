package chat.carillon.loadtest.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a JVM stopped all its threads, by its own log of safepoints: collections, and whatever else it stops for.
///
/// @param count how often
/// @param longestNanos from the request to stop until all may run again
public record JvmStops(long count, long longestNanos) {
    private static final Pattern TOTAL = Pattern.compile("Total: +(\\d+) ns");

    /// None.
    public static final JvmStops NONE = new JvmStops(0, 0);

    /// The option that makes a JVM write the log.
    public static String option(Path log) {
        return "-Xlog:safepoint:file=" + log + ":none:filecount=0";
    }

    /// Where the log ends now, to be read from there later.
    public static long end(Path log) throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /// What the log says from `offset` on.
    public static JvmStops since(Path log, long offset) throws IOException {
        if (!Files.exists(log)) {
            return NONE;
        }
        byte[] bytes = Files.readAllBytes(log);
        int from = (int) Math.min(offset, bytes.length);
        Matcher total = TOTAL.matcher(new String(bytes, from, bytes.length - from, StandardCharsets.US_ASCII));
        long count = 0;
        long longest = 0;
        while (total.find()) {
            count++;
            longest = Math.max(longest, Long.parseLong(total.group(1)));
        }
        return new JvmStops(count, longest);
    }
}
