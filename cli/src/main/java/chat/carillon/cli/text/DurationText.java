package chat.carillon.cli.text;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations as people write them: `500ms`, `30s`, `5m`, `1h`, `2d`.
public final class DurationText implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    @Override
    public Duration convert(String value) {
        return parse(value)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' (expected: a time such as 500ms, 30s, 5m or 1h)".formatted(value)));
    }

    /// Empty for what is no duration.
    public static Optional<Duration> parse(String value) {
        Matcher form = FORM.matcher(value);
        return form.matches()
                ? Optional.of(Duration.of(
                        Long.parseLong(form.group(1)), UNITS.getOrDefault(form.group(2), ChronoUnit.SECONDS)))
                : Optional.empty();
    }
}
