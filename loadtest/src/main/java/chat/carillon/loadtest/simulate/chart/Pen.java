package chat.carillon.loadtest.simulate.chart;

/// What pictures are drawn with. Lengths in pixels, from the upper left corner. Confined to one picture.
interface Pen {
    /// Kinds of lines and areas, with their colours.
    enum Ink {
        PAPER(0xffffff),
        TEXT(0x1f2933),
        FAINT(0xd5dae0),
        BAR(0x2f6fde),
        LINE(0xe07a1f),
        MARK(0x8a94a0);

        private final int rgb;

        Ink(int rgb) {
            this.rgb = rgb;
        }

        int rgb() {
            return rgb;
        }
    }

    /// Where a text stands from its point.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void area(Ink ink, double x, double y, double width, double height);

    void line(Ink ink, double x1, double y1, double x2, double y2);

    void text(String text, double x, double y, int size, Anchor anchor);
}
