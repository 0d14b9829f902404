package chat.carillon.cli.chat.view;

/// What a piece of text is, for the terminal to choose how it looks.
public enum Style {
    PLAIN,
    DIM,
    STRONG,
    GOOD,
    BAD,
    /// Something that concerns the user, such as a message that names them.
    MENTION,
    /// A line that separates, such as a new day.
    RULE,
    /// The row that is chosen.
    CHOSEN,
    /// Names of people, so that one tells them apart at a glance.
    NAME_1,
    NAME_2,
    NAME_3,
    NAME_4,
    NAME_5,
    NAME_6;

    private static final Style[] NAMES = {NAME_1, NAME_2, NAME_3, NAME_4, NAME_5, NAME_6};

    /// Always the same for the same name.
    static Style ofName(String name) {
        return NAMES[Math.floorMod(name.hashCode(), NAMES.length)];
    }
}
