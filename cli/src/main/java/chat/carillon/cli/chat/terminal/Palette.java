package chat.carillon.cli.chat.terminal;

import chat.carillon.cli.chat.view.Style;

/// How styles look. Pure.
///
/// Text keeps the terminal's own colours. Where there are 256 colours, those chosen here have a luminance near
/// 0.2, which reads well on black as on white (contrast of 4 to 5); with fewer, the user's own palette decides.
public enum Palette {
    NONE,
    BASIC,
    FULL;

    private static final int FULL_COLORS = 256;
    private static final int BASIC_COLORS = 8;

    /// @param colors that the terminal says it has
    /// @param noColor whether the user wants none (`NO_COLOR`)
    static Palette of(int colors, boolean noColor) {
        if (noColor || colors < BASIC_COLORS) {
            return NONE;
        }
        return colors < FULL_COLORS ? BASIC : FULL;
    }

    /// The parameters of the control sequence that begins `style`; empty for none.
    String parameters(Style style) {
        return switch (style) {
            case PLAIN -> "";
            case DIM, RULE -> "2";
            case STRONG -> "1";
            case CHOSEN -> "7";
            case GOOD -> color("32", "38;5;64");
            case BAD -> "1;" + color("31", "38;5;160");
            case MENTION -> "1;" + color("35", "38;5;166");
            case NAME_1 -> color("36", "38;5;30");
            case NAME_2 -> color("32", "38;5;64");
            case NAME_3 -> color("35", "38;5;133");
            case NAME_4 -> color("34", "38;5;33");
            case NAME_5 -> color("31", "38;5;131");
            case NAME_6 -> color("33", "38;5;136");
        };
    }

    private String color(String basic, String full) {
        return switch (this) {
            case NONE -> "1";
            case BASIC -> basic;
            case FULL -> full;
        };
    }
}
