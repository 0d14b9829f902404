package chat.carillon.cli.chat.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads a line of input: a message, or a command after a `/`. A message that begins with `/` is typed with `//`.
public final class SlashParser {
    private static final String ACTION = "/me ";

    private SlashParser() {}

    /// A command as help and completion show it.
    public record Usage(String name, String arguments, String meaning) {}

    /// All of them, in the order of the help.
    public static final List<Usage> COMMANDS = List.of(
            new Usage("/join", "CHANNEL", "join a channel, or go to it"),
            new Usage("/leave", "", "leave this conversation for good"),
            new Usage("/create", "NAME [TOPIC]", "make a channel"),
            new Usage("/dm", "USER", "talk to somebody alone"),
            new Usage("/invite", "USER…", "bring others in here"),
            new Usage("/topic", "TEXT", "say what this is about"),
            new Usage("/go", "NAME", "go to another conversation (Ctrl+K)"),
            new Usage("/reply", "TEXT", "answer the marked or last message"),
            new Usage("/edit", "TEXT", "change the marked one or your last"),
            new Usage("/delete", "", "take back that one"),
            new Usage("/react", "EMOJI", "react to it; again: take it back"),
            new Usage("/me", "TEXT", "say what you do"),
            new Usage("/search", "WORDS", "find messages in all conversations"),
            new Usage("/notify", "[LEVEL]", "be told of all, mentions or none"),
            new Usage("/notify", "LEVEL KIND", "the same of channels, groups, direct"),
            new Usage("/mute", "[TIME]", "be told of nothing here, as for 8h"),
            new Usage("/unmute", "", "take that back"),
            new Usage("/dnd", "TIME", "be told of nothing, as for 1h"),
            new Usage("/dnd", "22:00-07:00", "each day in these hours; off: ends"),
            new Usage("/help", "", "show keys and commands (F1)"),
            new Usage("/quit", "", "leave the program (Ctrl+D)"));

    public static SlashCommand parse(String line) {
        if (!line.startsWith("/")) {
            return new SlashCommand.Say(line.strip());
        }
        if (line.startsWith("//")) {
            return new SlashCommand.Say(line.substring(1).strip());
        }
        String[] parts = line.strip().split("\\s+", 2);
        String rest = parts.length < 2 ? "" : parts[1].strip();
        return command(parts[0].toLowerCase(Locale.ROOT), rest);
    }

    /// The text of a message that says what its author does, as it is sent.
    public static String action(String text) {
        return ACTION + text;
    }

    /// Whether a message says what its author does.
    public static boolean isAction(String text) {
        return text.startsWith(ACTION) && text.length() > ACTION.length();
    }

    /// What its author does.
    public static String actionOf(String text) {
        return text.substring(ACTION.length());
    }

    private static SlashCommand command(String name, String rest) {
        boolean bare = rest.isEmpty();
        return switch (name) {
            case "/join" -> bare ? missing(name, "a channel") : new SlashCommand.Join(rest);
            case "/go", "/switch" -> bare ? missing(name, "a conversation") : new SlashCommand.Go(rest);
            case "/leave", "/part" -> new SlashCommand.Leave();
            case "/create" -> bare ? missing(name, "a name") : create(rest);
            case "/dm", "/msg" -> bare ? missing(name, "a user") : new SlashCommand.Direct(withoutAt(rest));
            case "/invite" -> bare ? missing(name, "a user") : new SlashCommand.Invite(users(rest));
            case "/topic" -> bare ? missing(name, "a text") : new SlashCommand.Topic(rest);
            case "/me" -> bare ? missing(name, "a text") : new SlashCommand.Act(rest);
            case "/edit" -> bare ? missing(name, "a text") : new SlashCommand.Edit(rest);
            case "/delete" -> new SlashCommand.Delete();
            case "/react" -> bare ? missing(name, "an emoji") : new SlashCommand.React(Emojis.of(rest));
            case "/reply", "/r" -> bare ? missing(name, "a text") : new SlashCommand.Reply(rest);
            case "/search", "/find" -> bare ? missing(name, "some words") : new SlashCommand.Search(rest);
            case "/notify" -> NotifyParser.level(rest);
            case "/mute" -> NotifyParser.mute(rest);
            case "/unmute" -> new SlashCommand.Wish.Unmute();
            case "/dnd", "/snooze" -> NotifyParser.doNotDisturb(rest);
            case "/help", "/?" -> new SlashCommand.Help();
            case "/quit", "/exit", "/q" -> new SlashCommand.Quit();
            default ->
                new SlashCommand.Unclear(
                        "There is no command %s. /help lists all; // begins a message with a /.".formatted(name));
        };
    }

    private static SlashCommand missing(String name, String what) {
        return new SlashCommand.Unclear("%s needs %s.".formatted(name, what));
    }

    private static SlashCommand create(String rest) {
        String[] parts = rest.split("\\s+", 2);
        return new SlashCommand.Create(withoutHash(parts[0]), parts.length < 2 ? null : parts[1]);
    }

    private static List<String> users(String rest) {
        return Arrays.stream(rest.split("[\\s,]+"))
                .filter(name -> !name.isEmpty())
                .map(SlashParser::withoutAt)
                .toList();
    }

    private static String withoutAt(String name) {
        return name.startsWith("@") ? name.substring(1) : name;
    }

    private static String withoutHash(String name) {
        return name.startsWith("#") ? name.substring(1) : name;
    }
}
