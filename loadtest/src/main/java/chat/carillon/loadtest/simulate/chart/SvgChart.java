package chat.carillon.loadtest.simulate.chart;

import java.util.Locale;

/// A chart as a document of SVG.
public final class SvgChart {
    private SvgChart() {}

    public static String of(Chart chart) {
        SvgPen pen = new SvgPen();
        Picture.draw(chart, pen);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\">%n%3$s</svg>%n",
                Picture.WIDTH,
                Picture.height(chart),
                pen.text);
    }

    /// Writes an element a call.
    private static final class SvgPen implements Pen {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void area(Ink ink, double x, double y, double width, double height) {
            add(String.format(
                    Locale.ROOT,
                    "<rect fill=\"#%06x\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    ink.rgb(),
                    x,
                    y,
                    width,
                    height));
        }

        @Override
        public void line(Ink ink, double x1, double y1, double x2, double y2) {
            String look = ink == Ink.LINE ? " stroke-width=\"2\"" : "";
            String dashes = ink == Ink.MARK ? " stroke-dasharray=\"4 3\"" : "";
            add(String.format(
                    Locale.ROOT,
                    "<line stroke=\"#%06x\"%s%s x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                    ink.rgb(),
                    look,
                    dashes,
                    x1,
                    y1,
                    x2,
                    y2));
        }

        @Override
        public void text(String written, double x, double y, int size, Anchor anchor) {
            add(String.format(
                    Locale.ROOT,
                    "<text fill=\"#%06x\" x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\">%s</text>",
                    Ink.TEXT.rgb(),
                    x,
                    y,
                    size,
                    anchor.name().toLowerCase(Locale.ROOT),
                    escaped(written)));
        }

        private void add(String element) {
            text.append(element).append('\n');
        }

        private static String escaped(String written) {
            return written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }
}
