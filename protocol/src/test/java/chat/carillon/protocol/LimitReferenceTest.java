package chat.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.codec.LimitsJson;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds `docs/reference/limits.md` and the record together; what a limit means is taken from its Javadoc.
class LimitReferenceTest {
    private static final Path SOURCE = Path.of("src/main/java/chat/carillon/protocol/Limits.java");

    private final ReferencePage page = new ReferencePage("limits.md");

    @Test
    void the_reference_page_lists_every_limit_as_it_is() throws IOException {
        Map<String, String> meanings = meanings("@param (\\w+) (.*)");
        String rows = Arrays.stream(Limits.class.getRecordComponents())
                .map(limit -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                limit.getName(),
                                value(limit),
                                told(limit) ? "told" : "",
                                meanings.get(limit.getName())))
                .collect(Collectors.joining());
        assertThat(rows).doesNotContain("null");

        page.holds("limits", "LimitReferenceTest", "| limit | default | | meaning |\n|---|---|---|---|\n" + rows);
    }

    @Test
    void the_reference_page_lists_every_constant_as_it_is() throws IOException {
        String rows = Arrays.stream(Limits.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && field.getType().isPrimitive())
                .map(field -> {
                    try {
                        return String.format(
                                Locale.ROOT,
                                "| `%s` | %,d |\n",
                                field.getName(),
                                ((Number) field.get(null)).longValue());
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .collect(Collectors.joining());
        page.holds("constants", "LimitReferenceTest", "| constant | value |\n|---|---|\n" + rows);
    }

    private static Object value(RecordComponent limit) {
        try {
            Object value = limit.getAccessor().invoke(Limits.DEFAULT);
            return value instanceof Duration duration
                    ? duration.toSeconds() + " s"
                    : String.format(Locale.ROOT, "%,d", (Integer) value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record's accessor cannot be called", e);
        }
    }

    private static boolean told(RecordComponent limit) {
        JsonObject json = JsonObject.parse(JsonWriter.object(512, out -> LimitsJson.write(out, Limits.DEFAULT)));
        return json.has(limit.getName()) || json.has(limit.getName() + "Ms");
    }

    private static Map<String, String> meanings(String pattern) throws IOException {
        String javadoc = Files.readString(SOURCE).replaceAll("\n///\\s{2,}", " ");
        Matcher matcher = Pattern.compile(pattern).matcher(javadoc);
        Map<String, String> meanings = new HashMap<>();
        while (matcher.find()) {
            meanings.put(matcher.group(1), matcher.group(2));
        }
        return meanings;
    }
}
