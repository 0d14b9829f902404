package chat.carillon.cli.message;

import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.connect.ServerAccess.Preference;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.Failures;
import chat.carillon.cli.conversation.ConversationFinder;
import chat.carillon.client.CarillonClient;
import chat.carillon.client.net.CarillonException;
import chat.carillon.client.session.ClientListener;
import chat.carillon.client.session.ClientState;
import chat.carillon.client.session.EntryListener;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `carillon tail`.
@Command(
        name = "tail",
        description = "Follow a conversation, across lost connections and restarts of the server.",
        footer = {
            "",
            "Entries come in the order of their seq, each once. News of the connection goes to standard error."
        })
public final class TailCommand implements Callable<Integer> {
    @Mixin
    private final ServerAccess access = new ServerAccess();

    @Parameters(paramLabel = "CONVERSATION", description = "#name, @user, a name or an id.")
    private String conversation = "";

    @Option(
            names = "--from",
            paramLabel = "SEQ",
            defaultValue = "-1",
            description = "The first seq to show; 1: all that one may see. Default: what comes from now on.")
    private long from = -1;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many; 0: never (default).")
    private long count;

    @Option(names = "--json", description = "One JSON object a line, as in the protocol.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (access) {
            String token = access.token(Preference.PERSON)
                    .orElseThrow(() -> new Failure(
                            "There is no login for %s.".formatted(access.url()),
                            "Run 'carillon login', or give --token."));
            ConversationId id = new ConversationFinder(access.http(token)).mine(conversation);
            CompletableFuture<Void> end = new CompletableFuture<>();
            try (CarillonClient client = CarillonClient.builder(access.url())
                    .token(token)
                    .resources(access.resources())
                    .listener(new Reporter(end))
                    .build()) {
                EntryListener printer = new Printer(end);
                if (from < 0) {
                    var _ = client.conversation(id).listen(printer);
                } else {
                    var _ = client.conversation(id).listen(Math.max(0, from - 1), printer);
                }
                var _ = client.connect().whenComplete((_, problem) -> {
                    if (problem != null) {
                        end.completeExceptionally(problem);
                    }
                });
                end.get();
            } catch (ExecutionException e) {
                throw Failures.of(Failures.causeOf(e));
            }
        }
        return 0;
    }

    /// Prints entries; called one at a time.
    private final class Printer implements EntryListener {
        private final CompletableFuture<Void> end;
        private final AtomicLong printed = new AtomicLong();

        Printer(CompletableFuture<Void> end) {
            this.end = end;
        }

        @Override
        public void entry(Entry entry) {
            if (count > 0 && printed.get() >= count) {
                return;
            }
            Console.out().println(json ? EntryLines.json(entry) : EntryLines.text(entry));
            Console.out().flush();
            if (printed.incrementAndGet() == count || Console.out().checkError()) {
                end.complete(null);
            }
        }

        @Override
        public void reset(ConversationId id, long afterSeq, long firstSeq) {
            Console.err().printf("The server goes on after seq %d; what is between is not shown.%n", afterSeq);
        }
    }

    /// Tells of the connection on standard error.
    private static final class Reporter implements ClientListener {
        private final CompletableFuture<Void> end;
        private ClientState former = ClientState.DISCONNECTED;

        Reporter(CompletableFuture<Void> end) {
            this.end = end;
        }

        @Override
        public void stateChanged(ClientState state) {
            if (former.online() && !state.online() && state != ClientState.CLOSED) {
                Console.err().println("The connection is lost; trying again.");
            } else if (!former.online() && state.online()) {
                Console.err().println("Connected.");
            }
            former = state;
        }

        @Override
        public void closed(CarillonException reason) {
            end.completeExceptionally(reason);
        }
    }
}
