package chat.carillon.protocol.json;

import chat.carillon.model.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object from outside. Getters name the field and the rule when what they find is not what they want.
///
/// A field that is `null` counts as absent. Integers are those that every JSON library keeps exact, up to
/// [Limits#MAX_INTEGER], written without fraction or exponent. Immutable; fields nobody asks for do no harm.
public final class JsonObject {
    private static final String PATH_SEPARATOR = ".";

    private final String path;
    private final Map<String, Object> fields;

    private JsonObject(String path, Map<String, Object> fields) {
        this.path = path;
        this.fields = fields;
    }

    /// Reads the one object that these bytes are.
    ///
    /// @throws MalformedJsonException if they are not exactly one JSON object in UTF-8
    public static JsonObject parse(byte[] utf8, int offset, int length) {
        return new JsonObject("", JsonReader.readObject(utf8, offset, length));
    }

    public static JsonObject parse(byte[] utf8) {
        return parse(utf8, 0, utf8.length);
    }

    /// Reads the one object that this text is.
    ///
    /// @throws MalformedJsonException if it is not exactly one JSON object
    public static JsonObject parse(String text) {
        return new JsonObject("", JsonReader.readObject(text));
    }

    /// The names of all fields, in the order they came.
    public Set<String> names() {
        return fields.keySet();
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    /// This object, if it has the field.
    ///
    /// @throws InvalidValueException if not
    public JsonObject require(String name) {
        if (!has(name)) {
            throw new InvalidValueException(path + name + ": missing");
        }
        return this;
    }

    /// @throws InvalidValueException if the field is absent or no string
    public String string(String name) {
        return required(name, stringOrNull(name));
    }

    public @Nullable String stringOrNull(String name) {
        Object value = value(name);
        return switch (value) {
            case null -> null;
            case String string -> string;
            default -> throw wrongType(name, value, "a string");
        };
    }

    public String stringOr(String name, String otherwise) {
        String value = stringOrNull(name);
        return value == null ? otherwise : value;
    }

    /// @throws InvalidValueException if the field is absent, no integer, or not in the range
    public long integer(String name, long min, long max) {
        return required(name, integerOrNull(name, min, max));
    }

    public @Nullable Long integerOrNull(String name, long min, long max) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Long number)) {
            throw wrongType(name, value, "an integer");
        }
        if (number < min || number > max) {
            throw new InvalidValueException("%s%s: %d (expected: %d to %d)".formatted(path, name, number, min, max));
        }
        return number;
    }

    public long integerOr(String name, long min, long max, long otherwise) {
        Long value = integerOrNull(name, min, max);
        return value == null ? otherwise : value;
    }

    public boolean booleanOr(String name, boolean otherwise) {
        Object value = value(name);
        return switch (value) {
            case null -> otherwise;
            case Boolean bool -> bool;
            default -> throw wrongType(name, value, "true or false");
        };
    }

    /// @throws InvalidValueException if the field is absent or no object
    public JsonObject object(String name) {
        return required(name, objectOrNull(name));
    }

    public @Nullable JsonObject objectOrNull(String name) {
        Object value = value(name);
        return value == null ? null : nested(name, value, "an object");
    }

    /// The strings of an array; empty if it is absent.
    public List<String> strings(String name, int maxItems) {
        List<?> items = items(name, maxItems);
        for (Object item : items) {
            if (!(item instanceof String)) {
                throw wrongType(name, item, "strings only");
            }
        }
        return items.stream().map(String.class::cast).toList();
    }

    /// The objects of an array; empty if it is absent.
    public List<JsonObject> objects(String name, int maxItems) {
        return items(name, maxItems).stream()
                .map(item -> nested(name, item, "objects only"))
                .toList();
    }

    private List<?> items(String name, int maxItems) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw wrongType(name, value, "an array");
        }
        if (items.size() > maxItems) {
            throw new InvalidValueException(
                    "%s%s: %d items (expected: <= %d)".formatted(path, name, items.size(), maxItems));
        }
        return items;
    }

    @SuppressWarnings("unchecked") // JsonReader makes no other maps
    private JsonObject nested(String name, Object value, String expected) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrongType(name, value, expected);
        }
        return new JsonObject(path + name + PATH_SEPARATOR, (Map<String, Object>) map);
    }

    private @Nullable Object value(String name) {
        Object value = fields.get(name);
        return value == JsonReader.Unfit.NULL ? null : value;
    }

    private <T> T required(String name, @Nullable T value) {
        require(name);
        return Objects.requireNonNull(value);
    }

    private InvalidValueException wrongType(String name, Object value, String expected) {
        String found = switch (value) {
            case String _ -> "a string";
            case Long number -> "the number " + number;
            case Boolean bool -> bool.toString();
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "an array";
            case JsonReader.Unfit.NULL -> "null";
            default -> "a number with fraction, exponent or too many digits";
        };
        return new InvalidValueException("%s%s: %s (expected: %s)".formatted(path, name, found, expected));
    }

    /// The names only: content does not belong into logs.
    @Override
    public String toString() {
        return "JsonObject" + fields.keySet();
    }
}
