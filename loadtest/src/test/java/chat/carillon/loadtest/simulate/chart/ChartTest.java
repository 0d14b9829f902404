package chat.carillon.loadtest.simulate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final Chart CHART = new Chart(
            "Two & <three>",
            1_000,
            List.of(
                    new Chart.Panel("a", "falls", List.of(100_000.0, 10.0, 1.0, 0.0), List.of(0.0, 50.0, 100.0, 100.0)),
                    new Chart.Panel("b", "none", List.of(0.0, 0.0, 0.0, 0.0), List.of(0.0, 0.0, 0.0, 0.0))));

    private static String inTerminal(Chart chart) {
        var bytes = new ByteArrayOutputStream();
        TerminalChart.print(chart, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void has_as_many_decades_as_the_highest_bar_needs() {
        assertThat(CHART.decades()).isEqualTo(5);
        assertThat(CHART.height(100_000)).isEqualTo(1);
        assertThat(CHART.height(1)).isZero();
    }

    @Test
    void a_terminal_shows_full_bars_and_slight_ones() {
        List<String> lines = inTerminal(CHART).lines().toList();

        assertThat(lines).anyMatch(line -> line.contains("100k │██████"));
        assertThat(lines).anyMatch(line -> line.matches(" +1 │█+▆+▁+ *"));
        assertThat(lines).contains("a: falls", "b: none");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 88, 89, 600, 3_600})
    void a_terminal_of_a_hundred_columns_is_wide_enough_for_any_time(int seconds) {
        List<Double> values = Collections.nCopies(seconds, 5_000_000.0);
        var chart = new Chart("x", 10, List.of(new Chart.Panel("p", "c", values, values)));

        assertThat(inTerminal(chart).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void an_svg_is_a_document_with_its_words_escaped() throws Exception {
        byte[] svg = SvgChart.of(CHART).getBytes(StandardCharsets.UTF_8);

        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo("Two & <three>");
    }

    @Test
    void a_png_is_twice_as_fine_as_the_picture() throws Exception {
        var bytes = new ByteArrayOutputStream();
        PngChart.write(CHART, bytes);

        assertThat(ImageIO.read(new ByteArrayInputStream(bytes.toByteArray())).getWidth())
                .isEqualTo(2 * Picture.WIDTH);
    }
}
