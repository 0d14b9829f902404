package chat.carillon.client.examples;

import chat.carillon.client.CarillonClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// The example of the README: shows what arrives, and sends one message.
final class FirstSteps {
    private FirstSteps() {}

    /// @param token of a login, such as `carillon user token` prints
    /// @param conversation an id, such as `carillon conversation list` shows
    static void run(URI server, String token, String conversation) {
        try (var client = CarillonClient.builder(server)
                .token(token)
                .outbox(Path.of("unsent.outbox"))
                .entries(entry -> System.out.println(entry.seq() + " " + entry.sender() + " " + entry.body()))
                .build()) {
            client.connect(Duration.ofSeconds(10));
            client.conversation(conversation).sendAndWait("Hello", Duration.ofSeconds(10));
        }
    }
}
