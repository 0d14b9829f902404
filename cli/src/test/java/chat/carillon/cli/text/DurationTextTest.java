package chat.carillon.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
    private final DurationText text = new DurationText();

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "1h, PT1H", "2d, PT48H", "0s, PT0S"})
    void reads_what_people_write(String written, Duration meant) {
        assertThat(text.convert(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "1w", "30 s", "99999999999s"})
    void says_what_it_expects_of_anything_else(String written) {
        assertThatThrownBy(() -> text.convert(written))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + written + "'")
                .hasMessageContaining("30s");
    }
}
