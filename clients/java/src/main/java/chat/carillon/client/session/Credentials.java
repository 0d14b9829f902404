package chat.carillon.client.session;

import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.net.Ticker;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client shows to be let in, and where: the ticket of its last session while that is valid, else a token.
/// The token is shown at the client's own address only. Confined to the client's mailbox.
final class Credentials {
    /// A ticket that ends within this time is not worth showing.
    private static final Duration TICKET_MARGIN = Duration.ofSeconds(5);

    /// From the beginning of an attempt to `welcome`.
    private static final Duration WELCOME_TIMEOUT = Duration.ofSeconds(30);

    /// The same at a place that the server named, so that another can be tried before the old session ends.
    private static final Duration WELCOME_TIMEOUT_AWAY = Duration.ofSeconds(10);

    private final ClientSettings settings;
    private final Ticker ticker;
    private @Nullable String ticket;
    private long ticketExpiresAtMillis;

    /// Where the server wants the next session to be opened; null: at the client's own address.
    private @Nullable ServerAddress named;

    /// Whether the present attempt goes there.
    private boolean away;

    /// What the last `hello` showed; null if it was the other.
    private @Nullable String shownTicket;

    private @Nullable String shownToken;

    Credentials(ClientSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
    }

    /// Where the next attempt goes: a place that the server named is tried once, while there is a ticket for it.
    ServerAddress place() {
        ServerAddress place = named;
        named = null;
        away = place != null && validTicket() != null;
        return away && place != null ? place : settings.server();
    }

    /// How long the present attempt may take.
    Duration patience() {
        return away ? WELCOME_TIMEOUT_AWAY : WELCOME_TIMEOUT;
    }

    private @Nullable String validTicket() {
        return ticketExpiresAtMillis > ticker.wallMillis() + TICKET_MARGIN.toMillis() ? ticket : null;
    }

    /// The first frame of a connection to [#place]. May block, where it has to ask for a token.
    ///
    /// @throws RuntimeException whatever the application's token supplier throws
    ClientFrame.Hello hello() {
        shownTicket = validTicket();
        if (away && shownTicket == null) {
            throw new CarillonException(ErrorCode.UNAVAILABLE, "the ticket for another node has expired");
        }
        shownToken = shownTicket == null ? settings.tokens().get() : null;
        return new ClientFrame.Hello(shownToken, shownTicket, settings.device(), null, Map.of());
    }

    void welcome(ServerFrame.Welcome welcome) {
        ticket = welcome.ticket();
        ticketExpiresAtMillis = welcome.ticketExpiresAtMillis();
    }

    /// What a frame before `welcome` says of the time of the next attempt. Of its place `drain` speaks, too.
    Optional<Duration> turnedAway(ServerFrame frame) {
        if (frame instanceof ServerFrame.Drain drain) {
            drain(drain);
            return Optional.of(Duration.ofMillis(drain.reconnectAfterMillis()));
        }
        Long millis = frame instanceof ServerFrame.Failure failure ? failure.retryAfterMillis() : null;
        return Optional.ofNullable(millis).map(Duration::ofMillis);
    }

    void drain(ServerFrame.Drain drain) {
        if (drain.ticket() != null) {
            ticket = drain.ticket();
        }
        named = drain.to() == null
                ? null
                : settings.server().sibling(drain.to()).orElse(null);
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
