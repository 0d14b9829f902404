package chat.carillon.push.payload;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.json.JsonObject;
import chat.carillon.testkit.push.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FittingTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";
    private static final String FLAG = "🇨🇭";

    private static String fitted(String text, int maxBytes) {
        byte[] json = Fitting.fit(Sample.text(text), maxBytes, DevicePayload::json);
        assertThat(json).hasSizeLessThanOrEqualTo(maxBytes);
        return JsonObject.parse(json).stringOrNull("text");
    }

    private static int overhead() {
        return DevicePayload.json(Sample.text("")).length;
    }

    @Test
    void text_that_fits_is_whole() {
        assertThat(fitted(Sample.TEXT, 4_000)).isEqualTo(Sample.TEXT);
    }

    @Test
    void text_is_cut_at_the_last_character_that_fits() {
        assertThat(fitted("abcdefghij", overhead() + 10)).isEqualTo("abcdefghij");
        assertThat(fitted("abcdefghij", overhead() + 9)).isEqualTo("abcdef…");
    }

    @Test
    void what_people_see_as_one_character_is_not_cut() {
        int bytes = FAMILY.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;

        assertThat(fitted(FAMILY.repeat(3), overhead() + 2 * bytes)).isEqualTo(FAMILY + "…");
        assertThat(fitted(FLAG.repeat(3), overhead() + 2 * 8 + 3)).isEqualTo(FLAG.repeat(2) + "…");
        assertThat(fitted("e\u0301".repeat(3), overhead() + 3 + 3)).isEqualTo("e\u0301…");
    }

    @Test
    void what_json_makes_longer_is_counted_as_it_is_sent() {
        assertThat(fitted("\u0001".repeat(100) + "x", overhead() + 30)).isEqualTo("\u0001".repeat(4) + "…");
        assertThat(fitted("\"\\".repeat(100), overhead() + 13)).isEqualTo("\"\\\"\\\"…");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 50, 4_000})
    void a_text_of_any_length_fits(int more) {
        for (String text : new String[] {"x".repeat(16_000), FAMILY.repeat(1_000), "字".repeat(16_000), ""}) {
            String shown = fitted(text, overhead() + more);
            assertThat(shown == null || text.isEmpty() || shown.endsWith("…")).isTrue();
        }
    }

    @Test
    void one_character_that_is_too_long_by_itself_is_left_out() {
        assertThat(fitted("e" + "\u0301".repeat(8_000), overhead() + 100)).isNull();
    }
}
