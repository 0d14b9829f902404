package chat.carillon.loadtest.simulate.chart;

import chat.carillon.loadtest.simulate.chart.Pen.Anchor;
import chat.carillon.loadtest.simulate.chart.Pen.Ink;
import java.util.List;
import java.util.Locale;

/// Draws a chart with any pen: panels, scales, bars, the share that is back as a line, and the time.
final class Picture {
    static final int WIDTH = 960;

    private static final int LEFT = 60;
    private static final int RIGHT = 50;
    private static final int TOP = 62;
    private static final int PANEL = 104;
    private static final int GAP = 46;
    private static final int BOTTOM = 34;
    private static final int SMALL = 11;
    private static final int NORMAL = 13;
    private static final int LARGE = 17;

    private final Chart chart;
    private final Pen pen;
    private final double plot = WIDTH - LEFT - RIGHT;

    private Picture(Chart chart, Pen pen) {
        this.chart = chart;
        this.pen = pen;
    }

    static int height(Chart chart) {
        return TOP + chart.panels().size() * (PANEL + GAP) - GAP + BOTTOM + SMALL;
    }

    static void draw(Chart chart, Pen pen) {
        new Picture(chart, pen).draw();
    }

    private void draw() {
        pen.area(Ink.PAPER, 0, 0, WIDTH, height(chart));
        pen.text(chart.title(), LEFT, 26, LARGE, Anchor.START);
        pen.area(Ink.BAR, WIDTH - 390, 16, 12, 10);
        pen.text("attempts a second", WIDTH - 372, 26, SMALL, Anchor.START);
        pen.line(Ink.LINE, WIDTH - 262, 22, WIDTH - 246, 22);
        pen.text("clients back", WIDTH - 240, 26, SMALL, Anchor.START);
        pen.line(Ink.MARK, WIDTH - 168, 22, WIDTH - 152, 22);
        pen.text(String.format(Locale.ROOT, "server: %,.0f/s", chart.mark()), WIDTH - 146, 26, SMALL, Anchor.START);
        double top = TOP;
        for (Chart.Panel panel : chart.panels()) {
            panel(panel, top);
            top += PANEL + GAP;
        }
    }

    private void panel(Chart.Panel panel, double top) {
        double bottom = top + PANEL;
        pen.text(panel.name() + ": " + panel.caption(), LEFT, top - 8, NORMAL, Anchor.START);
        for (int exponent = 0; exponent <= chart.decades(); exponent++) {
            double y = bottom - PANEL * (double) exponent / chart.decades();
            pen.line(Ink.FAINT, LEFT, y, LEFT + plot, y);
            if (exponent % 2 == 0 || chart.decades() < 4) {
                pen.text(Chart.power(exponent), LEFT - 8, y + 4, SMALL, Anchor.END);
            }
        }
        bars(panel.perSecond(), bottom);
        double mark = bottom - PANEL * chart.height(chart.mark());
        pen.line(Ink.MARK, LEFT, mark, LEFT + plot, mark);
        percents(panel.percent(), bottom);
        pen.text("100 %", LEFT + plot + 6, top + 4, SMALL, Anchor.START);
        pen.text("0 %", LEFT + plot + 6, bottom + 4, SMALL, Anchor.START);
        times(bottom);
    }

    private void bars(List<Double> values, double bottom) {
        double width = plot / values.size();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) > 0) {
                double height = Math.max(1.5, PANEL * chart.height(values.get(i)));
                pen.area(Ink.BAR, LEFT + i * width, bottom - height, Math.max(0.6, width * 0.85), height);
            }
        }
    }

    /// A value holds at the end of its second.
    private void percents(List<Double> percents, double bottom) {
        double width = plot / percents.size();
        double value = 0;
        int drawn = 0;
        for (int i = 0; i < percents.size(); i++) {
            double next = percents.get(i);
            boolean level = next == value && i + 1 < percents.size() && percents.get(i + 1) == value;
            if (!level) {
                double from = bottom - PANEL * value / 100;
                double to = bottom - PANEL * next / 100;
                pen.line(Ink.LINE, LEFT + drawn * width, from, LEFT + (i + 1) * width, to);
                drawn = i + 1;
                value = next;
            }
        }
    }

    private void times(double bottom) {
        for (int second = 0; second <= chart.seconds(); second += chart.tick(12)) {
            double x = LEFT + plot * second / chart.seconds();
            pen.line(Ink.FAINT, x, bottom, x, bottom + 4);
            pen.text(second + " s", x, bottom + 15, SMALL, Anchor.MIDDLE);
        }
    }
}
