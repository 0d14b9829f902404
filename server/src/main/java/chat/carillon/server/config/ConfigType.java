package chat.carillon.server.config;

import chat.carillon.model.WireName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the text of a value is read, and what is expected of it.
///
/// @param expectation the rest of a sentence that begins with "expected"
/// @param parser empty if the text is not as expected
public record ConfigType<T>(String expectation, Parser<T> parser) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})\\s*(B|KiB|MiB)?");
    private static final Map<String, Duration> DURATION_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final int MAX_ADDRESS_CHARS = 1_024;
    private static final Map<String, Integer> BYTE_UNITS = Map.of("B", 1, "KiB", 1 << 10, "MiB", 1 << 20);

    /// Reads a value, or finds it not to be as expected.
    @FunctionalInterface
    public interface Parser<T> {
        Optional<T> parse(String text);
    }

    static ConfigType<Integer> integer(int min, int max) {
        return new ConfigType<>(
                "a whole number from %d to %d".formatted(min, max), text -> wholeNumber(text, min, max));
    }

    /// A size; `131072`, `128KiB` and `1MiB` are understood.
    static ConfigType<Integer> bytes(int min, int max) {
        return new ConfigType<>("a size from %d to %d bytes such as 128KiB".formatted(min, max), text -> {
            Matcher matcher = BYTES.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            long unit = matcher.group(2) == null ? 1 : BYTE_UNITS.getOrDefault(matcher.group(2), 1);
            long value = Long.parseLong(matcher.group(1)) * unit;
            return value < min || value > max ? Optional.empty() : Optional.of((int) value);
        });
    }

    static ConfigType<Duration> duration(Duration min, Duration max) {
        String expectation = "a duration from %s to %s, with the unit ms, s, m, h or d".formatted(text(min), text(max));
        return new ConfigType<>(expectation, text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Duration unit = DURATION_UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
            Duration value = unit.multipliedBy(Long.parseLong(matcher.group(1)));
            return value.compareTo(min) < 0 || value.compareTo(max) > 0 ? Optional.empty() : Optional.of(value);
        });
    }

    static ConfigType<Boolean> truth() {
        return new ConfigType<>("true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static ConfigType<String> text(String expectation, Predicate<String> valid) {
        return new ConfigType<>(expectation, text -> Optional.of(text).filter(valid));
    }

    static ConfigType<Path> path() {
        return new ConfigType<>("a path", text -> {
            try {
                return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    static <E extends Enum<E> & WireName> ConfigType<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String names =
                String.join(", ", constants.stream().map(WireName::wireName).toList());
        return new ConfigType<>(
                "one of " + names,
                text -> constants.stream()
                        .filter(constant -> constant.wireName().equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    /// An address whose answers decide who somebody is: it must not be possible to forge them on the way.
    static ConfigType<URI> trustedUrl() {
        return new ConfigType<>("an https:// address, or http:// on this machine", text -> {
            try {
                URI uri = new URI(text);
                boolean local = "http".equals(uri.getScheme())
                        && uri.getHost() != null
                        && List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
                boolean safe = "https".equals(uri.getScheme()) && uri.getHost() != null;
                return local || safe ? Optional.of(uri) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    /// An address of a server, as clients are told it.
    static ConfigType<URI> address() {
        return new ConfigType<>("an address such as https://chat-1.example.org", text -> {
            try {
                URI uri = new URI(text);
                boolean plain = uri.getHost() != null
                        && uri.getUserInfo() == null
                        && uri.getQuery() == null
                        && uri.getFragment() == null
                        && text.length() <= MAX_ADDRESS_CHARS;
                return plain && List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                        ? Optional.of(uri)
                        : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    /// Several values: a list in the file, separated by commas elsewhere.
    static <T> ConfigType<List<T>> listOf(ConfigType<T> element) {
        return new ConfigType<>("a list; each: " + element.expectation(), text -> {
            List<T> values = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                if (part.isBlank()) {
                    continue;
                }
                Optional<T> value = element.parser().parse(part.strip());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            return Optional.of(List.copyOf(values));
        });
    }

    static ConfigType<Network> network() {
        return new ConfigType<>("an address or network such as 10.0.0.0/8", Network::parse);
    }

    /// A duration as the file has it: in the largest unit that is whole.
    static String text(Duration duration) {
        return Arrays.stream(new String[] {"d", "h", "m", "s", "ms"})
                .filter(unit -> {
                    long millis =
                            DURATION_UNITS.getOrDefault(unit, Duration.ZERO).toMillis();
                    return !duration.isZero() && duration.toMillis() % millis == 0;
                })
                .findFirst()
                .map(unit -> duration.dividedBy(DURATION_UNITS.getOrDefault(unit, Duration.ZERO)) + unit)
                .orElse(duration.toMillis() + "ms");
    }

    private static Optional<Integer> wholeNumber(String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            return value < min || value > max ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
