package chat.carillon.cli.chat.input;

import chat.carillon.cli.text.Columns;

/// A text that is being typed, with a cursor. Confined to the thread of the screen.
///
/// The cursor stands between letters, never inside one, where a letter is what a reader takes for one: marks
/// and emoji sequences belong to the letter that they are part of.
public final class InputLine {
    private final int maxChars;
    private String text = "";
    private int cursor;

    /// @param maxChars what goes over it is not taken, in UTF-16 units
    public InputLine(int maxChars) {
        this.maxChars = maxChars;
    }

    public String text() {
        return text;
    }

    /// Index into [#text].
    public int cursor() {
        return cursor;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /// @return whether all of it had room
    public boolean insert(String typed) {
        int room = Math.max(0, maxChars - text.length());
        String taken = typed.length() <= room ? typed : typed.substring(0, room);
        text = text.substring(0, cursor) + taken + text.substring(cursor);
        cursor += taken.length();
        return taken.length() == typed.length();
    }

    /// Puts `fresh` in place of everything, with the cursor at its end.
    public void set(String fresh) {
        text = fresh;
        cursor = fresh.length();
    }

    /// Empties the line and returns what was there.
    public String take() {
        String taken = text;
        set("");
        return taken;
    }

    /// Puts `fresh` in place of the `chars` before the cursor.
    public void replaceBefore(int chars, String fresh) {
        cut(Math.max(0, cursor - chars), cursor);
        boolean _ = insert(fresh);
    }

    /// @return whether the key was one that edits
    public boolean press(Key.Action key) {
        switch (key) {
            case BACKSPACE -> cut(leftOf(cursor), cursor);
            case DELETE -> cut(cursor, rightOf(cursor));
            case DELETE_WORD -> cut(wordLeft(), cursor);
            case DELETE_TO_START -> cut(0, cursor);
            case LEFT -> cursor = leftOf(cursor);
            case RIGHT -> cursor = rightOf(cursor);
            case WORD_LEFT -> cursor = wordLeft();
            case WORD_RIGHT -> cursor = wordRight();
            case HOME -> cursor = 0;
            case END -> cursor = text.length();
            case NEW_LINE -> {
                boolean _ = insert("\n");
            }
            case ENTER,
                    TAB,
                    ESCAPE,
                    UP,
                    DOWN,
                    PAGE_UP,
                    PAGE_DOWN,
                    MARK_UP,
                    MARK_DOWN,
                    SWITCH,
                    NEXT,
                    PREVIOUS,
                    NEXT_UNREAD,
                    HELP,
                    INTERRUPT,
                    END_OF_INPUT,
                    REDRAW,
                    FOCUS_GAINED,
                    FOCUS_LOST -> {
                return false;
            }
        }
        return true;
    }

    private void cut(int start, int end) {
        text = text.substring(0, start) + text.substring(end);
        cursor = start;
    }

    private int leftOf(int index) {
        return Columns.clusterStartBefore(text, index);
    }

    private int rightOf(int index) {
        return index == text.length() ? index : Columns.clusterEnd(text, index);
    }

    private int wordLeft() {
        int i = cursor;
        while (i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
            i--;
        }
        while (i > 0 && !Character.isWhitespace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private int wordRight() {
        int i = cursor;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
