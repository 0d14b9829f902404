package chat.carillon.server.config;

import org.jspecify.annotations.Nullable;

/// What one key is set to.
///
/// @param text the value as it was written; null where neither the operator nor a default gave one
/// @param origin where it came from: `default`, a file and line, a variable, `command line`
public record Setting(ConfigKey<?> key, @Nullable String text, String origin) {

    /// One line of `carillon config`, which a configuration file may hold as it stands.
    public String line() {
        String value = text == null ? null : key.secret() ? "(hidden)" : quoted(text);
        String assignment = value == null ? "# " + key.path() + " is not set" : key.path() + " = " + value;
        return "%-48s # %s".formatted(assignment, origin);
    }

    /// Without its value, which may be secret.
    @Override
    public String toString() {
        return "Setting[%s from %s]".formatted(key.path(), origin);
    }

    private static String quoted(String text) {
        boolean plain = text.matches("-?\\d+|true|false|[A-Za-z][A-Za-z0-9_-]*|\\d+(ms|s|m|h|d|B|KiB|MiB)");
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
