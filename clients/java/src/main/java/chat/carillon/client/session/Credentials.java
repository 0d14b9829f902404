package chat.carillon.client.session;

import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.Ticker;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client shows to be let in: the ticket of its last session while that is valid, else a token. Confined to
/// the client's mailbox.
final class Credentials {
    /// A ticket that ends within this time is not worth showing.
    private static final Duration TICKET_MARGIN = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final Ticker ticker;
    private @Nullable String ticket;
    private long ticketExpiresAtMillis;

    /// What the last `hello` showed; null if it was the other.
    private @Nullable String shownTicket;

    private @Nullable String shownToken;

    Credentials(ClientSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
    }

    /// The first frame of a connection. May block, where it has to ask for a token.
    ///
    /// @throws RuntimeException whatever the application's token supplier throws
    ClientFrame.Hello hello() {
        boolean valid = ticketExpiresAtMillis > ticker.wallMillis() + TICKET_MARGIN.toMillis();
        shownTicket = valid ? ticket : null;
        shownToken = shownTicket == null ? settings.tokens().get() : null;
        return new ClientFrame.Hello(shownToken, shownTicket, settings.device(), null, Map.of());
    }

    void welcome(ServerFrame.Welcome welcome) {
        ticket = welcome.ticket();
        ticketExpiresAtMillis = welcome.ticketExpiresAtMillis();
    }

    void drain(ServerFrame.Drain drain) {
        ticket = drain.ticket();
    }

    /// The server did not accept what was shown. Whether there is something else to show: a token after a ticket, or
    /// another token than before.
    boolean refused() {
        if (shownTicket != null) {
            ticket = null;
            return true;
        }
        try {
            return !settings.tokens().get().equals(shownToken);
        } catch (CarillonException e) {
            return e.code().retryable();
        }
    }
}
