package chat.carillon.cli.chat.input;

/// What somebody did at the keyboard.
public sealed interface Key {
    /// A letter was typed, or a text pasted.
    record Typed(String text) implements Key {}

    /// A key that does something.
    enum Action implements Key {
        ENTER,
        NEW_LINE,
        TAB,
        ESCAPE,
        BACKSPACE,
        DELETE,
        DELETE_WORD,
        DELETE_TO_START,
        LEFT,
        RIGHT,
        WORD_LEFT,
        WORD_RIGHT,
        HOME,
        END,
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        /// Marks an older message.
        MARK_UP,
        /// Marks a newer message.
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
        FOCUS_LOST
    }
}
