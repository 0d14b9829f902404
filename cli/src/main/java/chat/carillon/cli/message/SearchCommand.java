package chat.carillon.cli.message;

import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.conversation.ConversationFinder;
import chat.carillon.cli.text.SafeText;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.http.Hit;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ConversationSummary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon search`.
@Command(
        name = "search",
        description = "Find messages, the best match first.",
        footer = {"", "All words must be there; \"several words\" in quotes as they stand."})
public final class SearchCommand implements Callable<Integer> {
    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "What to look for.")
    private List<String> words = List.of();

    @Option(names = "--in", paramLabel = "CONVERSATION", description = "Only there.")
    private @Nullable String conversation;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many; default: 20.")
    private int limit = 20;

    @Override
    public Integer call() {
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ConversationId where = conversation == null ? null : new ConversationFinder(http).mine(conversation);
            List<Hit> hits = http.search(String.join(" ", words), where, limit);
            Map<ConversationId, String> names = http.conversations().stream()
                    .collect(Collectors.toMap(ConversationSummary::id, SearchCommand::name));
            for (Hit hit : hits) {
                Console.out()
                        .printf(
                                "%s  %s/%d  %s: %s%n",
                                EntryLines.time(hit.message().atMillis()),
                                SafeText.line(names.getOrDefault(
                                        hit.conversation(), hit.conversation().value())),
                                hit.message().seq(),
                                hit.message().sender(),
                                SafeText.line(hit.snippet()));
            }
            if (hits.isEmpty()) {
                Console.err().println("Nothing was found.");
            }
        }
        return 0;
    }

    private static String name(ConversationSummary summary) {
        String name = summary.name();
        return name == null ? summary.id().value() : "#" + name;
    }
}
