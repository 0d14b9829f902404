package chat.carillon.client.examples;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.Draft;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.http.Login;
import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.session.ClientListener;
import chat.carillon.client.session.ClientState;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// A bot that answers every message which begins with `!echo`, in every conversation that it is a member of.
///
/// Run it with the server's address, a user and the user's password:
/// `java EchoBot.java http://localhost:8080 echo-bot SECRET`
public final class EchoBot {
    private static final String COMMAND = "!echo ";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CarillonClient client;
    private final CountDownLatch over = new CountDownLatch(1);

    private EchoBot(URI server, String token, ClientResources resources) {
        client = CarillonClient.builder(server)
                .token(token)
                .device("echo-bot")
                // Answers that the server has not confirmed survive the end of this program.
                .outbox(Path.of("echo-bot.outbox"))
                .resources(resources)
                .listener(new Reporter())
                .entries(this::answer)
                .build();
    }

    public static void main(String[] args) throws InterruptedException {
        URI server = URI.create(args[0]);
        try (ClientResources resources = ClientResources.create()) {
            Login login = CarillonHttp.login(server, args[1], args[2], "echo bot", resources);
            new EchoBot(server, login.token(), resources).run();
        }
    }

    private void run() throws InterruptedException {
        try (client) {
            UserId self = client.connect(PATIENCE);
            System.out.println("Connected as " + self);
            over.await();
        }
    }

    /// Called for one entry after the other, in order, and never twice for the same.
    private void answer(Entry entry) {
        if (entry.body() instanceof EntryBody.Posted posted && posted.text().startsWith(COMMAND)) {
            // The key is made of the question: if this program dies and is shown the question again, the answer
            // is not written twice.
            Draft answer = Draft.of(posted.text().substring(COMMAND.length()))
                    .withClientMessageId("echo-%s-%d".formatted(entry.conversation(), entry.seq()))
                    .replyingTo(entry.seq());
            var _ = client.conversation(entry.conversation()).send(answer).whenComplete((sent, failure) -> {
                if (failure instanceof CarillonException refused) {
                    System.err.println("Refused: " + refused.code().code() + " " + refused.getMessage());
                }
            });
        }
    }

    private final class Reporter implements ClientListener {
        @Override
        public void stateChanged(ClientState state) {
            System.out.println(state);
        }

        @Override
        public void closed(CarillonException reason) {
            System.err.println("The server will not have this bot: " + reason.getMessage());
            over.countDown();
        }
    }
}
