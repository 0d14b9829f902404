package chat.carillon.cli.simulate;

import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Failure;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.simulate.fanout.FanoutCheck;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which figures a forecast is made from.
final class FigureOptions {
    @Option(
            names = "--figures",
            paramLabel = "FILE",
            description = "Figures of your own, a line each: 'write-micros = 9.5'. The answer lists them all.")
    private @Nullable Path file;

    @Option(names = "--measure", description = "Measure what a delivery costs on this machine first: a minute.")
    private boolean measure;

    /// @throws IllegalArgumentException if the file names what is none
    /// @throws IOException if nothing can be measured
    MeasuredFigures figures() throws IOException {
        MeasuredFigures figures = MeasuredFigures.standard();
        Path given = file;
        if (given != null) {
            figures = figures.with(read(given), given.toString());
        }
        if (measure) {
            Progress progress = Bars.of();
            try {
                figures = FanoutCheck.measure(figures, progress);
            } finally {
                Bars.end(progress);
            }
        }
        return figures;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new Failure("The figures in %s cannot be read.".formatted(file), "Is there such a file?", e);
        }
        return properties;
    }
}
