package chat.carillon.protocol.json;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Writes the fields of one JSON object, UTF-8 without insignificant space. Confined to the call that made it.
///
/// Absent values are left out rather than written as `null`: [#optional] takes them.
public final class JsonWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final JsonGenerator generator;

    private JsonWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    /// The object that `content` writes the fields of.
    ///
    /// @param sizeBytes guess of the size; a good one saves copying
    public static byte[] object(int sizeBytes, Consumer<JsonWriter> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sizeBytes);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            content.accept(new JsonWriter(generator));
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    public JsonWriter field(String name, String value) {
        generator.writeStringProperty(name, value);
        return this;
    }

    public JsonWriter field(String name, long value) {
        generator.writeNumberProperty(name, value);
        return this;
    }

    public JsonWriter field(String name, boolean value) {
        generator.writeBooleanProperty(name, value);
        return this;
    }

    /// The value's string form; nothing if there is no value.
    public JsonWriter optional(String name, @Nullable Object value) {
        return value == null ? this : field(name, value.toString());
    }

    public JsonWriter optional(String name, @Nullable Long value) {
        return value == null ? this : field(name, value.longValue());
    }

    public JsonWriter object(String name, Consumer<JsonWriter> content) {
        generator.writeObjectPropertyStart(name);
        content.accept(this);
        generator.writeEndObject();
        return this;
    }

    /// An array of the items' string forms.
    public JsonWriter strings(String name, Collection<?> items) {
        generator.writeArrayPropertyStart(name);
        for (Object item : items) {
            generator.writeString(item.toString());
        }
        generator.writeEndArray();
        return this;
    }

    /// An array of objects, the fields of each written by `content`.
    public <T> JsonWriter objects(String name, Collection<T> items, BiConsumer<JsonWriter, T> content) {
        generator.writeArrayPropertyStart(name);
        for (T item : items) {
            generator.writeStartObject();
            content.accept(this, item);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        return this;
    }
}
