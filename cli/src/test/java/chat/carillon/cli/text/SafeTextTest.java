package chat.carillon.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    private static final int RANDOM_TEXTS = 2_000;

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "a  b", "żółć", "日本語", "שלום", "👍🏽 👨‍👩‍👧 🇩🇪 ❤️", "नमस्ते"})
    void leaves_ordinary_text_as_it_is(String text) {
        assertThat(SafeText.line(text)).isEqualTo(text);
    }

    @Test
    void shows_escape_sequences_instead_of_obeying_them() {
        assertThat(SafeText.line("\u001b[2J\u001b]0;owned\u0007")).isEqualTo("␛[2J␛]0;owned␇");
        assertThat(SafeText.line("\u009b2J")).isEqualTo("\ufffd2J");
        assertThat(SafeText.line("a\bb\u007f")).isEqualTo("a␈b␡");
    }

    @Test
    void shows_where_the_direction_of_text_was_turned() {
        assertThat(SafeText.line("a\u202egnp.exe\u202c")).isEqualTo("a\ufffdgnp.exe\ufffd");
        assertThat(SafeText.line("\u2066x\u2069")).isEqualTo("\ufffdx\ufffd");
    }

    @Test
    void drops_what_cannot_be_seen() {
        assertThat(SafeText.line("a\u200bb\ufeffc\u00add\u2060e\u200ef")).isEqualTo("abcdef");
    }

    @Test
    void cuts_towers_of_marks_down() {
        String tower = "a" + "\u0301".repeat(500) + "b";
        assertThat(SafeText.line(tower)).isEqualTo("a" + "\u0301".repeat(4) + "b");
    }

    @Test
    void gives_a_mark_without_a_letter_something_to_stand_on() {
        assertThat(SafeText.line("\u0301x")).isEqualTo("\u25cc\u0301x");
    }

    @ParameterizedTest
    @CsvSource({"'a\nb', 2", "'a\r\nb', 2", "'a\u2028b', 2", "'a\u0085b\u000bc', 3", "'', 1", "'a\n', 2"})
    void breaks_lines_at_every_line_break_there_is(String text, int lines) {
        assertThat(SafeText.lines(text)).hasSize(lines);
    }

    @Test
    void keeps_line_breaks_visible_on_one_line() {
        assertThat(SafeText.line("a\nb")).isEqualTo("a ⏎ b");
    }

    @Test
    void replaces_halves_of_surrogate_pairs() {
        assertThat(SafeText.line("a\ud83db")).isEqualTo("a\ufffdb");
    }

    @Test
    void lets_no_control_character_through_whatever_comes() {
        Random random = new Random(42);
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = random.ints(40, 0, i % 2 == 0 ? 0x300 : 0x10FFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String safe = SafeText.line(text);
            assertThat(safe.codePoints().filter(Character::isISOControl).count())
                    .isZero();
            assertThat(SafeText.line(safe)).as("twice is as once").isEqualTo(safe);
        }
    }
}
