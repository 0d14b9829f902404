package chat.carillon.cli.chat.input;

import java.util.List;
import java.util.stream.Stream;

/// What the help shows: the commands, then the keys.
public final class HelpText {
    private static final List<Line> KEYS = List.of(
            new Line("Ctrl+K", "go to a conversation by its name"),
            new Line("Ctrl+N, Ctrl+P", "next, previous conversation"),
            new Line("Alt+A", "next unread conversation"),
            new Line("PgUp, PgDn", "older, newer messages"),
            new Line("Alt+Up, Alt+Down", "mark a message to answer or change"),
            new Line("Esc", "back to the newest message"),
            new Line("Up, Down", "what you typed before"),
            new Line("Tab", "complete commands, names, :emoji"),
            new Line("Alt+Enter, Ctrl+J", "new line in a message"));

    /// In the order in which they are shown.
    public static final List<Line> LINES = Stream.concat(
                    SlashParser.COMMANDS.stream()
                            .map(usage -> new Line((usage.name() + " " + usage.arguments()).strip(), usage.meaning())),
                    KEYS.stream())
            .toList();

    private HelpText() {}

    /// @param term a command or keys
    public record Line(String term, String meaning) {}
}
