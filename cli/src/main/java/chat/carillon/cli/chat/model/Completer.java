package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.input.Emojis;
import chat.carillon.cli.chat.input.InputLine;
import chat.carillon.cli.chat.input.SlashParser;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Completes the word before the cursor: `/command`, `@user`, `#channel`, `:emoji`. Confined to the thread of the
/// screen.
final class Completer {
    private static final int MAX_SHOWN = 12;

    private final ChatModel model;

    Completer(ChatModel model) {
        this.model = model;
    }

    void complete() {
        InputLine input = model.input();
        String before = input.text().substring(0, input.cursor());
        String word = before.substring(before.lastIndexOf(' ') + 1);
        if (word.isEmpty()) {
            return;
        }
        List<String> candidates = candidates(word, word.length() == before.length()).stream()
                .filter(candidate -> startsWith(candidate, word))
                .distinct()
                .sorted()
                .toList();
        if (candidates.isEmpty() && "/@#:".indexOf(word.charAt(0)) >= 0) {
            model.tell("Nothing is known that begins with %s.".formatted(word), false);
        } else if (candidates.size() == 1) {
            input.replaceBefore(word.length(), finished(candidates.getFirst()));
        } else if (candidates.size() > 1) {
            input.replaceBefore(word.length(), commonStart(candidates));
            List<String> shown = candidates.subList(0, Math.min(MAX_SHOWN, candidates.size()));
            model.tell(String.join("  ", shown) + (candidates.size() > MAX_SHOWN ? "  …" : ""), false);
        }
    }

    private List<String> candidates(String word, boolean first) {
        return switch (word.charAt(0)) {
            case '/' ->
                first
                        ? SlashParser.COMMANDS.stream()
                                .map(SlashParser.Usage::name)
                                .toList()
                        : List.of();
            case '@' -> users();
            case '#' ->
                model.conversations().all().stream()
                        .map(ListedConversation::title)
                        .toList();
            case ':' -> Emojis.names().stream().map(name -> ":" + name + ":").toList();
            default -> List.of();
        };
    }

    /// Whoever wrote something that is loaded, or has a conversation with the user.
    private List<String> users() {
        Stream<UserId> writers = model.open().stream()
                .flatMap(open -> open.page().messages().stream())
                .map(message -> message.sender());
        Stream<String> partners = model.conversations().all().stream()
                .map(ListedConversation::title)
                .filter(title -> title.startsWith("@") && title.indexOf(' ') < 0);
        return Stream.concat(writers.map(user -> "@" + user), partners).toList();
    }

    private static String finished(String candidate) {
        return candidate.startsWith(":") ? Emojis.of(candidate) : candidate + " ";
    }

    private static boolean startsWith(String candidate, String start) {
        return candidate.toLowerCase(Locale.ROOT).startsWith(start.toLowerCase(Locale.ROOT));
    }

    private static String commonStart(List<String> candidates) {
        String start = candidates.getFirst();
        for (String candidate : candidates) {
            while (!startsWith(candidate, start)) {
                start = start.substring(0, start.length() - 1);
            }
        }
        return start;
    }
}
