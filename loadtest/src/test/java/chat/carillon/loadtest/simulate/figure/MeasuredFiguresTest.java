package chat.carillon.loadtest.simulate.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MeasuredFiguresTest {
    private static Properties file(String key, String value) {
        var properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    @Test
    void a_file_replaces_what_it_names_and_nothing_else() {
        MeasuredFigures figures = MeasuredFigures.standard().with(file("write-micros", " 9.5 "), "mine");

        assertThat(figures.get(Figure.WRITE_MICROS)).isEqualTo(9.5);
        assertThat(figures.get(Figure.NODE_SESSIONS)).isEqualTo(50_000);
    }

    @Test
    void says_what_a_file_may_name() {
        MeasuredFigures standard = MeasuredFigures.standard();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.with(file("wirte-micros", "1"), "mine"))
                .withMessageContaining("'wirte-micros'")
                .withMessageContaining("write-micros");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.with(file("write-micros", "fast"), "mine"))
                .withMessage("write-micros: 'fast' (expected: a number)");
        assertThatIllegalArgumentException().isThrownBy(() -> standard.with(file("write-micros", "0"), "mine"));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.with(file("write-micros", "NaN"), "mine"));
    }

    @Test
    void prints_each_with_its_source() {
        var bytes = new ByteArrayOutputStream();
        MeasuredFigures.standard()
                .with(file("append-millis", "0.5"), "mine")
                .print(
                        EnumSet.of(Figure.APPEND_MILLIS, Figure.NODE_SESSIONS, Figure.RECORD_MICROS),
                        new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("0.5 ms", "(mine)", "50,000 sessions", "(limits.maxConnections)", "(assumed)");
    }
}
