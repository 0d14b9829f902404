package chat.carillon.push.payload;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Characters as people see them: a family of emoji is one, and is not cut.
public final class Graphemes {
    private static final String ELLIPSIS = "…";

    private Graphemes() {}

    /// What ends a line, separates words, or turns the direction of what follows around.
    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\p{Z}\\u202a-\\u202e\\u2066-\\u2069]+");

    /// The text in one line of at most `maxChars` UTF-16 units, with an ellipsis if that is not all of it.
    public static String oneLine(String text, int maxChars) {
        String line = NOT_IN_A_LINE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= maxChars) {
            return line;
        }
        List<Integer> ends = ends(line, maxChars - ELLIPSIS.length());
        return cutAt(line, ends.isEmpty() ? 0 : ends.getLast());
    }

    /// Where each character ends, of those that end within `maxChars` UTF-16 units.
    static List<Integer> ends(String text, int maxChars) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        List<Integer> ends = new ArrayList<>();
        for (int end = characters.next(); end != BreakIterator.DONE && end <= maxChars; end = characters.next()) {
            ends.add(end);
        }
        return ends;
    }

    static String cutAt(String text, int end) {
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }
}
