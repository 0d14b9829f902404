package chat.carillon.cli.message;

import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.conversation.ConversationFinder;
import chat.carillon.client.ClientMessageIds;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.model.ClientMessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon send`.
@Command(
        name = "send",
        description = "Send a message and print its seq.",
        footer = {
            "",
            "The text is what the arguments say, or, without any, what standard input says.",
            "A script that may run twice gives the same --key: the message is sent once."
        })
public final class SendCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 1 << 20;

    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Parameters(index = "0", paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.")
    private String conversation = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "TEXT", description = "The message.")
    private List<String> words = List.of();

    @Option(names = "--key", paramLabel = "KEY", description = "The message's own key (clientMessageId).")
    private @Nullable String key;

    @Override
    public Integer call() throws IOException {
        String text = words.isEmpty() ? standardInput() : String.join(" ", words);
        if (text.isBlank()) {
            throw new Failure("There is nothing to send.", "carillon send CONVERSATION TEXT");
        }
        try (access) {
            CarillonHttp http = access.http(Preference.PERSON);
            ClientMessageId own = key == null ? ClientMessageIds.fresh() : new ClientMessageId(key);
            long seq = http.send(new ConversationFinder(http).mine(conversation), own, text);
            Console.out().println(seq);
        }
        return 0;
    }

    private static String standardInput() throws IOException {
        byte[] bytes = System.in.readNBytes(MAX_BYTES);
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }
}
