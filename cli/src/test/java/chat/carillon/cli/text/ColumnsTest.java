package chat.carillon.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({"abc, 3", "日本, 4", "é, 1", "e\u0301, 1", "👍🏽, 2", "👨‍👩‍👧, 2", "🇩🇪, 2", "✅, 2", "'', 0"})
    void measures_what_a_reader_sees(String text, int columns) {
        assertThat(Columns.width(text)).isEqualTo(columns);
    }

    @Test
    void cuts_with_an_ellipsis_and_never_through_a_letter() {
        assertThat(Columns.cut("hello", 5)).isEqualTo("hello");
        assertThat(Columns.cut("hello", 4)).isEqualTo("hel…");
        assertThat(Columns.cut("日本語", 4)).isEqualTo("日…");
        assertThat(Columns.cut("hello", 1)).isEqualTo("…");
        assertThat(Columns.cut("hello", 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 40})
    void fits_exactly(int columns) {
        assertThat(Columns.width(Columns.fit("日本語 and more", columns))).isEqualTo(columns);
    }

    @Test
    void wraps_between_words() {
        assertThat(Columns.wrap("the quick brown fox", 10)).containsExactly("the quick", "brown fox");
        assertThat(Columns.wrap("", 10)).containsExactly("");
        assertThat(Columns.wrap("exactly 10", 10)).containsExactly("exactly 10");
    }

    @Test
    void breaks_words_that_are_longer_than_a_row() {
        assertThat(Columns.wrap("aaaaabbbbbcc", 5)).containsExactly("aaaaa", "bbbbb", "cc");
    }

    @Test
    void never_makes_a_row_wider_than_asked_for() {
        String text = "日本語 👨‍👩‍👧 e\u0301e\u0301e\u0301 https://example.org/" + "x".repeat(90) + " done";
        for (int columns = 2; columns < 30; columns++) {
            int limit = columns;
            List<String> rows = Columns.wrap(text, columns);
            assertThat(rows).allSatisfy(row -> assertThat(Columns.width(row)).isLessThanOrEqualTo(limit));
            assertThat(String.join("", rows).replace(" ", "")).isEqualTo(text.replace(" ", ""));
        }
    }

    @Test
    void keeps_the_blanks_that_a_line_begins_with() {
        assertThat(Columns.wrap("    indented code", 40)).containsExactly("    indented code");
    }
}
