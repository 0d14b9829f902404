package chat.carillon.loadtest.simulate.figure;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/// A value for every [Figure], and where each is from. Immutable.
public final class MeasuredFigures {
    private static final String ASSUMED = "assumed";

    private record Value(double number, String source) {}

    private final Map<Figure, Value> values;

    private MeasuredFigures(Map<Figure, Value> values) {
        this.values = values;
    }

    /// Those of the documentation.
    public static MeasuredFigures standard() {
        Map<Figure, Value> values = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            values.put(figure, new Value(figure.standard(), figure.source().orElse(ASSUMED)));
        }
        return new MeasuredFigures(values);
    }

    /// These, but for one.
    ///
    /// @param source where it is from
    public MeasuredFigures with(Figure figure, double number, String source) {
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("%s: %s (expected: above 0)".formatted(figure.key(), number));
        }
        Map<Figure, Value> changed = new EnumMap<>(values);
        changed.put(figure, new Value(number, source));
        return new MeasuredFigures(changed);
    }

    /// These, but for those that a file names: `write-micros = 9.5`.
    ///
    /// @throws IllegalArgumentException if there is no such figure, or it is no number above 0
    public MeasuredFigures with(Properties file, String source) {
        MeasuredFigures result = this;
        for (String key : file.stringPropertyNames()) {
            Figure figure = Figure.ofKey(key)
                    .orElseThrow(() -> new IllegalArgumentException("figures: there is no '%s' (expected: %s)"
                            .formatted(
                                    key,
                                    String.join(
                                            ", ",
                                            Arrays.stream(Figure.values())
                                                    .map(Figure::key)
                                                    .toList()))));
            result = result.with(figure, number(key, file.getProperty(key)), source);
        }
        return result;
    }

    private static double number(String key, String text) {
        try {
            return Double.parseDouble(text.strip().replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s: '%s' (expected: a number)".formatted(key, text.strip()), e);
        }
    }

    public double get(Figure figure) {
        return value(figure).number();
    }

    private Value value(Figure figure) {
        Value value = values.get(figure);
        if (value == null) {
            throw new IllegalStateException("no " + figure);
        }
        return value;
    }

    /// Prints some of them with their sources, one a line.
    public void print(Set<Figure> wanted, PrintStream out) {
        out.println("Made from these figures; --figures FILE replaces them, 'name = value' a line:");
        int keys =
                wanted.stream().mapToInt(figure -> figure.key().length()).max().orElse(1);
        for (Figure figure : wanted) {
            Value value = value(figure);
            String quantity = plain(value.number()) + " " + figure.unit();
            out.printf("  %-" + keys + "s  %-20s  %s (%s)%n", figure.key(), quantity, figure.meaning(), value.source());
        }
    }

    /// Four digits, without zeros that say nothing.
    private static String plain(double number) {
        var rounded = new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros();
        return rounded.scale() <= 0
                ? String.format(Locale.ROOT, "%,d", rounded.toBigInteger())
                : rounded.toPlainString();
    }
}
