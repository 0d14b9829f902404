package chat.carillon.protocol.json;

import chat.carillon.model.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Turns the tokens of Jackson's parser into maps, lists, strings, longs and booleans.
final class JsonReader {
    /// What no Java value of its own is worth making for.
    enum Unfit {
        /// JSON's null.
        NULL,
        /// A number that is no integer of 64 bits; only a field that nobody asks for may hold one.
        OTHER_NUMBER
    }

    /// Objects and arrays within each other; the protocol itself needs four.
    private static final int MAX_DEPTH = 32;

    /// Digits of 64-bit integers and the sign.
    private static final int MAX_INTEGER_CHARS = 20;

    private static final char REPLACEMENT = '\ufffd';

    /// Names are not kept for reuse: they come from outside, and cursors have thousands of different ones.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonReader() {}

    static Map<String, Object> readObject(byte[] utf8, int offset, int length) {
        return readObject(decode(utf8, offset, length));
    }

    static Map<String, Object> readObject(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException("not a JSON object");
            }
            Map<String, Object> object = readObject(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("something follows the JSON object");
            }
            return object;
        } catch (JacksonException e) {
            throw new MalformedJsonException("not JSON: " + reason(e));
        }
    }

    /// The parser's words up to its lists of what it would rather have seen.
    private static String reason(JacksonException failure) {
        String message = failure.getOriginalMessage();
        int end = message.indexOf(':');
        return Text.excerpt(end < 0 ? message : message.substring(0, end));
    }

    /// The JDK's own conversion is the fastest but mends what is broken; only where it may have mended
    /// something is the strict one asked.
    private static String decode(byte[] utf8, int offset, int length) {
        String text = new String(utf8, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not UTF-8");
        }
    }

    private static Map<String, Object> readObject(JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (fields.putIfAbsent(name, readValue(parser)) != null) {
                throw new MalformedJsonException("the name '" + Text.excerpt(name) + "' stands twice in one object");
            }
        }
        return fields;
    }

    private static List<Object> readArray(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(readValue(parser));
        }
        return items;
    }

    private static Object readValue(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> readInteger(parser);
            case VALUE_NUMBER_FLOAT -> Unfit.OTHER_NUMBER;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Unfit.NULL;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new MalformedJsonException("not JSON: a value is missing");
        };
    }

    private static Object readInteger(JsonParser parser) {
        if (parser.getStringLength() > MAX_INTEGER_CHARS) {
            return Unfit.OTHER_NUMBER;
        }
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> Unfit.OTHER_NUMBER;
        };
    }
}
