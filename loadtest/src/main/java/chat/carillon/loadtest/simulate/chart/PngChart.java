package chat.carillon.loadtest.simulate.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/// A chart as a PNG picture, twice as fine as it is large. Needs no display, but the fonts of the machine.
public final class PngChart {
    private static final int SCALE = 2;

    private PngChart() {}

    /// Draws the chart and writes the picture.
    ///
    /// @throws IOException if it cannot be written, or if there are no fonts
    public static void write(Chart chart, OutputStream out) throws IOException {
        var image = new BufferedImage(Picture.WIDTH * SCALE, Picture.height(chart) * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            Picture.draw(chart, new ImagePen(graphics));
        } catch (LinkageError | InternalError | NullPointerException e) {
            // What a JDK says whose system has no fonts.
            throw new IOException("This machine has no fonts to write into a PNG; an SVG needs none.", e);
        } finally {
            graphics.dispose();
        }
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("This JDK cannot write PNG pictures.");
        }
    }

    /// Draws on a picture in memory.
    private record ImagePen(Graphics2D graphics) implements Pen {
        @Override
        public void area(Ink ink, double x, double y, double width, double height) {
            graphics.setColor(new Color(ink.rgb()));
            graphics.fill(new Rectangle2D.Double(x, y, width, height));
        }

        @Override
        public void line(Ink ink, double x1, double y1, double x2, double y2) {
            graphics.setColor(new Color(ink.rgb()));
            graphics.setStroke(stroke(ink));
            graphics.draw(new Line2D.Double(x1, y1, x2, y2));
        }

        private static BasicStroke stroke(Ink ink) {
            float width = ink == Ink.LINE ? 2 : 1;
            return ink == Ink.MARK
                    ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0)
                    : new BasicStroke(width);
        }

        @Override
        public void text(String written, double x, double y, int size, Anchor anchor) {
            graphics.setColor(new Color(Ink.TEXT.rgb()));
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
            int width = graphics.getFontMetrics().stringWidth(written);
            double left = switch (anchor) {
                case START -> x;
                case MIDDLE -> x - width / 2.0;
                case END -> x - width;
            };
            graphics.drawString(written, (float) left, (float) y);
        }
    }
}
