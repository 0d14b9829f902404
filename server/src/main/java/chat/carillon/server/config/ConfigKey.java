package chat.carillon.server.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing that can be set.
///
/// @param path the name in the file, such as `auth.jwt.secret`
/// @param defaultText the default as an operator would write it; null where there is none
/// @param meaning one sentence for the reference page
/// @param secret whether `carillon config` hides it and a `_FILE` variable may point to it
public record ConfigKey<T>(
        String path, ConfigType<T> type, @Nullable String defaultText, String meaning, boolean secret) {

    static <T> ConfigKey<T> of(String path, ConfigType<T> type, @Nullable String defaultText, String meaning) {
        return new ConfigKey<>(path, type, defaultText, meaning, false);
    }

    static <T> ConfigKey<T> secret(String path, ConfigType<T> type, String meaning) {
        return new ConfigKey<>(path, type, null, meaning, true);
    }

    /// The environment variable: `limits.maxFrameBytes` is `CARILLON_LIMITS_MAX_FRAME_BYTES`.
    public String variable() {
        String words = path.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return "CARILLON_" + words.toUpperCase(Locale.ROOT);
    }

    /// The environment variable that names a file with the value in it.
    public String fileVariable() {
        return variable() + "_FILE";
    }
}
