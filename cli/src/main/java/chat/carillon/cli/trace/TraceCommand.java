package chat.carillon.cli.trace;

import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.conversation.ConversationFinder;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon trace`.
@Command(
        name = "trace",
        description = "Find out what became of a message: its way, who has it, who has not and why.",
        footer = {"", "For administrators. What the message says is never shown."})
public final class TraceCommand implements Callable<Integer> {
    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Parameters(index = "0", paramLabel = "CONVERSATION", description = "Where: its id, or #name.")
    private String conversation = "";

    @Parameters(index = "1", paramLabel = "SEQ", description = "Which message: its number in the conversation.")
    private long seq;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Override
    public Integer call() {
        try (access) {
            CarillonHttp http = access.http(Preference.OPERATOR);
            ConversationId where = conversation.startsWith("#")
                    ? new ConversationFinder(http).any(conversation)
                    : new ConversationId(conversation);
            String answer = http.trace(where, seq);
            if (json) {
                Console.out().println(answer);
            } else {
                new TraceText(JsonObject.parse(answer)).lines().forEach(Console.out()::println);
            }
        }
        return 0;
    }
}
