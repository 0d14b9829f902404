package chat.carillon.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gathers the configuration. Stronger first: command line, environment, file, default.
public final class ConfigLoader {
    /// Variables of `./carillon` and of the clients that share the prefix.
    private static final List<String> FOREIGN_VARIABLES = List.of(
            "CARILLON_JAVA_OPTS",
            "CARILLON_NO_BUILD",
            "CARILLON_CONFIG",
            "CARILLON_TOKEN",
            "CARILLON_URL",
            "CARILLON_PASSWORD");

    private static final int MAX_SECRET_FILE_BYTES = 65_536;

    private final Map<String, ConfigKey<?>> keysByPath =
            ConfigKeys.ALL.stream().collect(Collectors.toMap(ConfigKey::path, key -> key));
    private final Map<ConfigKey<?>, Setting> settings = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private ConfigLoader() {}

    /// Loads and checks everything.
    ///
    /// @param file the configuration file, or null for none
    /// @param environment all variables of the process; those that are not ours are left alone
    /// @param commandLine paths of keys to their values
    /// @throws ConfigException for an unknown key, or a value that is not as expected
    public static Configuration load(
            @Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        ConfigLoader loader = new ConfigLoader();
        ConfigKeys.ALL.forEach(key -> loader.settings.put(key, new Setting(key, key.defaultText(), "default")));
        if (file != null) {
            loader.readFile(file);
        }
        loader.readEnvironment(new TreeMap<>(environment));
        commandLine.forEach((path, value) -> loader.set(path, value, "command line"));
        Configuration configuration = new Configuration(loader.settings, loader.warnings);
        ServerConfig _ = configuration.server();
        return configuration;
    }

    private void readFile(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigException("the configuration file " + file + " cannot be read (expected: a readable file)");
        }
        try {
            Config config = ConfigFactory.parseFile(file.toFile()).resolve();
            for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
                String origin = file + ", line " + entry.getValue().origin().lineNumber();
                set(entry.getKey().replace("\"", ""), text(entry.getKey(), entry.getValue(), origin), origin);
            }
        } catch (com.typesafe.config.ConfigException e) {
            throw new ConfigException("the configuration file cannot be understood: " + e.getMessage());
        }
    }

    private static String text(String path, ConfigValue value, String origin) {
        if (value instanceof ConfigList list) {
            return list.stream().map(element -> text(path, element, origin)).collect(Collectors.joining(","));
        }
        if (value.valueType() == ConfigValueType.OBJECT) {
            throw new ConfigException("%s: an object (expected: a value), set by %s".formatted(path, origin));
        }
        return String.valueOf(value.unwrapped());
    }

    private void readEnvironment(Map<String, String> environment) {
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            String value = given(environment, key.variable());
            String file = key.secret() ? given(environment, key.fileVariable()) : null;
            if (value != null && file != null) {
                throw new ConfigException("%s and %s: both are set (expected: one of them)"
                        .formatted(key.variable(), key.fileVariable()));
            }
            if (value != null) {
                set(key.path(), value, "variable " + key.variable());
            } else if (file != null) {
                set(key.path(), secretIn(key, file), "variable " + key.fileVariable());
            }
        }
        environment.keySet().stream()
                .filter(name -> name.startsWith("CARILLON_"))
                .forEach(this::warnIfUnknown);
    }

    /// An empty variable is how compose files and unit files say "not set".
    private static @Nullable String given(Map<String, String> environment, String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : value;
    }

    /// A secret file commonly ends with a line feed that is no part of the secret.
    private static String secretIn(ConfigKey<?> key, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_SECRET_FILE_BYTES) {
                throw new ConfigException("%s: %s is too large (expected: at most %d bytes)"
                        .formatted(key.fileVariable(), file, MAX_SECRET_FILE_BYTES));
            }
            return Files.readString(path).stripTrailing();
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(
                    "%s: '%s' cannot be read (expected: a file with the secret)".formatted(key.fileVariable(), file));
        }
    }

    /// Only a warning: Kubernetes gives every container variables named after its services, such as
    /// `CARILLON_SERVICE_HOST` for a service `carillon`.
    private void warnIfUnknown(String variable) {
        List<String> known = new ArrayList<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            known.add(key.variable());
            if (key.secret()) {
                known.add(key.fileVariable());
            }
        }
        boolean ofKubernetes = variable.matches("CARILLON_(SERVICE|PORT)(_.*)?");
        if (!known.contains(variable) && !FOREIGN_VARIABLES.contains(variable) && !ofKubernetes) {
            warnings.add("the variable %s is not known and has no effect%s"
                    .formatted(variable, Spelling.suggestion(variable, known)));
        }
    }

    private void set(String path, String value, String origin) {
        ConfigKey<?> key = keysByPath.get(path);
        if (key == null) {
            throw new ConfigException("%s: there is no such key, set by %s%s"
                    .formatted(path, origin, Spelling.suggestion(path, keysByPath.keySet())));
        }
        Setting setting = new Setting(key, value.strip(), origin);
        if (key.type().parser().parse(value.strip()).isEmpty()) {
            throw Configuration.unexpected(setting);
        }
        settings.put(key, setting);
    }

    /// Finds the word that somebody who mistyped probably meant.
    private static final class Spelling {
        private static final int MAX_DISTANCE = 4;

        private Spelling() {}

        /// `; did you mean X?`, or nothing if no known word is near.
        static String suggestion(String word, Collection<String> known) {
            return known.stream()
                    .filter(candidate -> distance(word, candidate) <= Math.min(MAX_DISTANCE, word.length() / 3))
                    .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                            .thenComparing(Comparator.naturalOrder()))
                    .map(candidate -> "; did you mean " + candidate + "?")
                    .orElse("");
        }

        /// Letters to insert, delete or replace, counted without regard to case.
        private static int distance(String a, String b) {
            int[] previous = new int[b.length() + 1];
            for (int j = 0; j <= b.length(); j++) {
                previous[j] = j;
            }
            for (int i = 1; i <= a.length(); i++) {
                int[] current = new int[b.length() + 1];
                current[0] = i;
                for (int j = 1; j <= b.length(); j++) {
                    boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                    int replaced = previous[j - 1] + (same ? 0 : 1);
                    current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
                }
                previous = current;
            }
            return previous[b.length()];
        }
    }
}
