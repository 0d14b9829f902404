package chat.carillon.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/// Measures and cuts safe text by the columns that it takes on a terminal.
///
/// Letters with their marks and emoji sequences are never cut apart. Terminals do not agree about the width of
/// rare sequences; whoever draws must survive a column too many.
public final class Columns {
    private static final String CUT_MARK = "…";
    private static final int ASCII_END = 0x7F;

    private Columns() {}

    public static int width(String text) {
        if (isAscii(text)) {
            return text.length();
        }
        int columns = 0;
        for (int i = 0; i < text.length(); i = clusterEnd(text, i)) {
            columns += clusterWidth(text, i);
        }
        return columns;
    }

    /// The index at which the letter that begins at `index` ends, with everything that belongs to it.
    public static int clusterEnd(String text, int index) {
        int chars = WCWidth.charCountForGraphemeCluster(text, index);
        return Math.min(text.length(), index + Math.max(1, chars));
    }

    /// The index at which the letter before `index` begins.
    public static int clusterStartBefore(String text, int index) {
        int start = 0;
        for (int i = 0; i < index; i = clusterEnd(text, i)) {
            start = i;
        }
        return start;
    }

    /// As much of `text` as `columns` hold, with `…` at its end if that is not all.
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        return columns < 1 ? "" : text.substring(0, prefixEnd(text, 0, columns - 1)) + CUT_MARK;
    }

    /// `text` cut or filled up with blanks to exactly `columns`.
    public static String fit(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - width(cut)));
    }

    /// Breaks a line into rows of at most `columns`, between words where that is possible.
    public static List<String> wrap(String line, int columns) {
        int limit = Math.max(2, columns);
        List<String> rows = new ArrayList<>();
        int start = 0;
        while (start < line.length()) {
            int end = prefixEnd(line, start, limit);
            if (end < line.length()) {
                end = breakBefore(line, start, end);
            }
            rows.add(line.substring(start, end).stripTrailing());
            start = end;
            while (start < line.length() && line.charAt(start) == ' ') {
                start++;
            }
        }
        return rows.isEmpty() ? List.of("") : List.copyOf(rows);
    }

    /// The place after the last blank up to `end`, or `end` where a word is longer than a row.
    private static int breakBefore(String line, int start, int end) {
        if (line.charAt(end) == ' ') {
            return end;
        }
        int blank = line.lastIndexOf(' ', end - 1);
        boolean textBefore = blank > start && !line.substring(start, blank).isBlank();
        return textBefore ? blank + 1 : end;
    }

    /// The index after as many letters from `start` on as `columns` hold. No letter takes more than two.
    private static int prefixEnd(String text, int start, int columns) {
        int used = 0;
        int i = start;
        while (i < text.length()) {
            used += clusterWidth(text, i);
            if (used > columns) {
                return i;
            }
            i = clusterEnd(text, i);
        }
        return i;
    }

    private static int clusterWidth(String text, int index) {
        char c = text.charAt(index);
        boolean alone = index + 1 == text.length() || text.charAt(index + 1) < ASCII_END;
        return c < ASCII_END && alone ? 1 : Math.clamp(WCWidth.wcwidthForGraphemeCluster(text, index), 0, 2);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII_END) {
                return false;
            }
        }
        return true;
    }
}
