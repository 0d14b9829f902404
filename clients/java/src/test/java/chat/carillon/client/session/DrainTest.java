package chat.carillon.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.client.net.ServerAddress;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where a client goes that was told to.
class DrainTest {
    private static final String OWN = "wss://chat.example.org/v1/socket";
    private static final String NAMED = "https://chat-2.example.org";

    private final Client client = online();

    private static Client online() {
        var own = ServerAddress.of(URI.create("https://chat.example.org")).allowing(Set.of("*.example.org"));
        var client = new Client(() -> "token", own);
        var _ = client.loop.connect();
        client.accept("ticket 1");
        return client;
    }

    private HandServer.Peer drainedTo(String place) {
        client.server.last().say(new ServerFrame.Drain(1_000, "ticket of the drain", place));
        client.pass(Duration.ofSeconds(1));
        return client.server.last();
    }

    @Test
    void opens_the_next_session_at_the_place_that_was_named_and_shows_only_the_ticket_there() {
        HandServer.Peer first = client.server.last();

        HandServer.Peer second = drainedTo(NAMED);

        assertThat(second.address).hasToString("wss://chat-2.example.org/v1/socket");
        second.open();
        ClientFrame.Hello hello = second.last(ClientFrame.Hello.class);
        assertThat(hello.ticket()).isEqualTo("ticket of the drain");
        assertThat(hello.token()).isNull();
        second.welcome("ticket 2", client.ticker.wallMillis(), List.of(Client.summary(98)));
        assertThat(first.closed).isTrue();
        assertThat(client.loop.state()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void goes_to_no_host_that_its_application_has_not_allowed() {
        HandServer.Peer second = drainedTo("https://chat.example.org.evil.net");

        assertThat(second.address).hasToString(OWN);
        second.open();
        assertThat(second.last(ClientFrame.Hello.class).ticket()).isEqualTo("ticket of the drain");
    }

    @Test
    void goes_through_its_own_address_when_the_place_does_not_answer() {
        HandServer.Peer second = drainedTo(NAMED);
        second.client.failed(new IOException("connection refused"), 0, null);
        client.pass(Duration.ofMillis(1_500));

        HandServer.Peer third = client.server.last();

        assertThat(third).isNotSameAs(second);
        assertThat(third.address).hasToString(OWN);
    }

    @Test
    void waits_less_for_a_place_that_says_nothing_than_for_its_own_address() {
        HandServer.Peer first = client.server.last();
        HandServer.Peer second = drainedTo(NAMED);
        client.pass(Duration.ofSeconds(10));
        first.say(new ServerFrame.Pong());
        client.pass(Duration.ofMillis(1_500));

        assertThat(second.address).hasHost("chat-2.example.org");
        assertThat(client.server.last().address).hasToString(OWN);
    }

    @Test
    void shows_its_token_at_its_own_address_only() {
        HandServer.Peer second = drainedTo(NAMED);
        second.open();
        second.client.closed(CloseCode.UNAUTHENTICATED.code(), "");
        client.pass(Duration.ofMillis(1_500));

        HandServer.Peer third = client.server.last();
        third.open();

        assertThat(third.address).hasToString(OWN);
        assertThat(third.last(ClientFrame.Hello.class).token()).isEqualTo("token");
    }

    @Test
    void does_not_go_there_with_a_ticket_that_has_expired_meanwhile() {
        long later = HandServer.TICKET_LIFETIME_MILLIS;
        client.server.last().say(new ServerFrame.Drain(later, "ticket of the drain", NAMED));
        client.server.last().client.closed(CloseCode.DRAIN.code(), "");
        client.pass(Duration.ofMillis(later));

        HandServer.Peer second = client.server.last();
        second.open();

        assertThat(second.address).hasToString(OWN);
        assertThat(second.last(ClientFrame.Hello.class).token()).isEqualTo("token");
    }

    @Test
    void comes_back_at_the_named_time_when_it_is_turned_away_at_hello() {
        client.server.last().client.closed(CloseCode.INTERNAL.code(), "");
        client.pass(Duration.ofMillis(1_500));
        HandServer.Peer second = client.server.last();
        second.open();
        second.say(new ServerFrame.Drain(7_000, null, null));
        second.client.closed(CloseCode.OVERLOADED.code(), "");

        client.pass(Duration.ofMillis(6_999));
        assertThat(client.server.last()).isSameAs(second);
        client.pass(Duration.ofMillis(1));
        HandServer.Peer third = client.server.last();
        third.open();

        assertThat(third).isNotSameAs(second);
        assertThat(third.last(ClientFrame.Hello.class).ticket()).isEqualTo("ticket 1");
    }

    @Test
    void goes_with_its_ticket_to_the_place_that_was_named_when_it_was_turned_away_at_hello() {
        client.server.last().client.closed(CloseCode.INTERNAL.code(), "");
        client.pass(Duration.ofMillis(1_500));
        HandServer.Peer second = client.server.last();
        second.open();
        second.say(new ServerFrame.Drain(7_000, null, NAMED));
        second.client.closed(CloseCode.DRAIN.code(), "");
        client.pass(Duration.ofSeconds(7));
        HandServer.Peer third = client.server.last();
        third.open();

        assertThat(third.address).hasToString("wss://chat-2.example.org/v1/socket");
        assertThat(third.last(ClientFrame.Hello.class).ticket()).isEqualTo("ticket 1");
        assertThat(third.last(ClientFrame.Hello.class).token()).isNull();
    }

    @Test
    void forgets_the_place_after_one_attempt() {
        HandServer.Peer second = drainedTo(NAMED);
        second.open();
        second.welcome("ticket 2", client.ticker.wallMillis(), List.of(Client.summary(98)));
        second.client.closed(CloseCode.INTERNAL.code(), "");
        client.pass(Duration.ofMillis(1_500));

        assertThat(client.server.last().address).hasToString(OWN);
    }
}
