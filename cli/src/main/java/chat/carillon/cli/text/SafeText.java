package chat.carillon.cli.text;

import java.util.ArrayList;
import java.util.List;

/// Makes text of strangers harmless: what it prints as is all that it does.
///
/// Control characters (and with them every escape sequence) become visible pictures, what reverses or hides
/// text becomes `�` or nothing, towers of combining marks are cut down. Everything else stays as it was written.
public final class SafeText {
    /// Marks on one letter; the most that a living script stacks.
    private static final int MAX_MARKS = 4;

    private static final int REPLACEMENT = 0xFFFD;
    private static final int DOTTED_CIRCLE = 0x25CC;
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int DELETE = 0x7F;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final String TAB = "    ";
    private static final String LINE_BREAK = "\\R";

    private final StringBuilder safe = new StringBuilder();

    /// Marks since the last letter; -1 where there is no letter for them.
    private int marks = -1;

    private SafeText() {}

    /// `text` on one line: line breaks become `⏎`.
    public static String line(String text) {
        return String.join(" ⏎ ", lines(text));
    }

    /// The lines of `text`, at least one.
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split(LINE_BREAK, -1)) {
            lines.add(new SafeText().clean(line));
        }
        return List.copyOf(lines);
    }

    private String clean(String line) {
        if (isPlain(line)) {
            return line;
        }
        line.codePoints().forEach(this::add);
        return safe.toString();
    }

    private static boolean isPlain(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' || c >= DELETE) {
                return false;
            }
        }
        return true;
    }

    private void add(int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL -> control(c);
            case Character.FORMAT -> format(c);
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> mark(c);
            case Character.SPACE_SEPARATOR -> letter(' ');
            case Character.SURROGATE, Character.UNASSIGNED -> letter(REPLACEMENT);
            default -> letter(c);
        }
    }

    private void letter(int c) {
        safe.appendCodePoint(c);
        marks = 0;
    }

    private void mark(int c) {
        if (marks < 0) {
            letter(DOTTED_CIRCLE);
        }
        if (marks < MAX_MARKS) {
            safe.appendCodePoint(c);
            marks++;
        }
    }

    private void control(int c) {
        if (c == '\t') {
            safe.append(TAB);
            marks = 0;
        } else if (c < ' ') {
            letter(CONTROL_PICTURES + c);
        } else {
            letter(c == DELETE ? PICTURE_OF_DELETE : REPLACEMENT);
        }
    }

    /// Joiners shape letters and emoji and stay; what turns the direction of text shows; the rest is invisible
    /// and goes.
    private void format(int c) {
        boolean joiner = c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
        boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        if (turns) {
            letter(REPLACEMENT);
        } else if (joiner && marks >= 0 && marks < MAX_MARKS) {
            mark(c);
        }
    }
}
