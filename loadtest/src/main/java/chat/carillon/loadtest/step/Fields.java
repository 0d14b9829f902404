package chat.carillon.loadtest.step;

import java.util.LinkedHashMap;
import java.util.Map;

/// The `key=value key=value` of a line between a swarm and who drives it. Values hold no blanks.
///
/// Confined to the thread that uses it.
public final class Fields {
    private final Map<String, String> values = new LinkedHashMap<>();

    /// Reads a line.
    public static Fields parse(String line) {
        Fields fields = new Fields();
        for (String field : line.strip().split(" +")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.values.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return fields;
    }

    /// Adds a field.
    public Fields with(String key, Object value) {
        values.put(key, value.toString());
        return this;
    }

    /// The text of a field.
    ///
    /// @throws IllegalArgumentException if it is not there
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("%s is missing".formatted(key));
        }
        return value;
    }

    /// A field that is a whole number.
    public long number(String key) {
        return Long.parseLong(text(key));
    }

    /// A field that is a number.
    public double decimal(String key) {
        return Double.parseDouble(text(key));
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach((key, value) ->
                line.append(line.isEmpty() ? "" : " ").append(key).append('=').append(value));
        return line.toString();
    }
}
