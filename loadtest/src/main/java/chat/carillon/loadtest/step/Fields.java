package chat.carillon.loadtest.step;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

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

    /// Adds a field with a histogram.
    public Fields with(String key, Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return with(key, Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)));
    }

    /// Adds a field with many numbers.
    public Fields with(String key, long[] numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Long.BYTES);
        buffer.asLongBuffer().put(numbers);
        return with(key, Base64.getEncoder().encodeToString(buffer.array()));
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

    /// A field with a histogram.
    public Histogram histogram(String key) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text(key))), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram", e);
        }
    }

    /// A field with many numbers.
    public long[] longs(String key) {
        ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text(key)));
        long[] values = new long[buffer.remaining() / Long.BYTES];
        buffer.asLongBuffer().get(values);
        return values;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach((key, value) ->
                line.append(line.isEmpty() ? "" : " ").append(key).append('=').append(value));
        return line.toString();
    }
}
