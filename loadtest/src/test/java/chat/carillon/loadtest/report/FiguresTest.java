package chat.carillon.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void takes_the_middle_of_several_values() {
        assertThat(Figures.median(3, 1, 2)).isEqualTo(2);
        assertThat(Figures.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Figures.median()).isNaN();
    }

    @Test
    void writes_figures_with_their_digits() {
        assertThat(Figures.millis(1_234_567L)).isEqualTo("1.23");
        assertThat(Figures.millis(12_345_678L)).isEqualTo("12.3");
        assertThat(Figures.count(2_631_000)).isEqualTo("2,631,000");
        assertThat(Figures.fixed(Double.NaN, 2)).isEqualTo("-");
    }

    @Test
    void aligns_columns() {
        var bytes = new ByteArrayOutputStream();
        var table = new Table("side", "us");
        table.add("carillon", "0.61");
        table.add("yardstick", "10");

        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("side         us", "carillon   0.61", "yardstick    10");
    }

    @Test
    void says_whether_a_limit_is_reached() {
        assertThat(new Verdict("p99 3 ms", "<= 20 ms", true)).hasToString("p99 3 ms (expected: <= 20 ms): reached");
        assertThat(new Verdict("p99 30 ms", "<= 20 ms", false))
                .hasToString("p99 30 ms (expected: <= 20 ms): NOT REACHED");
    }
}
