package chat.carillon.cli.simulate;

import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.simulate.chart.Chart;
import chat.carillon.loadtest.simulate.chart.PngChart;
import chat.carillon.loadtest.simulate.chart.SvgChart;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for files beside the terminal.
final class PictureOptions {
    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw it as SVG.")
    private @Nullable Path svg;

    @Option(names = "--png", paramLabel = "FILE", description = "Also draw it as PNG.")
    private @Nullable Path png;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write the figures, a line a second and policy.")
    private @Nullable Path csv;

    /// Writes what was asked for, and says so.
    void write(Chart chart, Stream<String> figures) throws IOException {
        if (svg != null) {
            Files.writeString(svg, SvgChart.of(chart));
            written(svg);
        }
        if (png != null) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(png))) {
                PngChart.write(chart, out);
            }
            written(png);
        }
        if (csv != null) {
            Files.write(csv, figures.toList());
            written(csv);
        }
    }

    private static void written(Path file) {
        Console.err().println("Written: " + file);
    }
}
