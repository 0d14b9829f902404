package chat.carillon.client.session;

import static chat.carillon.client.session.Client.C1;
import static chat.carillon.client.session.Client.entry;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.client.net.CarillonException;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientLoopTest {
    private static final Duration LONGEST_FIRST_DELAY = Duration.ofMillis(1_500);

    private static ClientFrame.Send send(String id, String text) {
        return new ClientFrame.Send(id, C1, new ClientMessageId(id), text, null, null, List.of());
    }

    @Test
    void says_hello_with_its_token_and_is_connected_after_the_welcome() {
        Client client = new Client(() -> "token");
        CompletableFuture<UserId> opened = client.loop.connect();
        assertThat(client.loop.state()).isEqualTo(ClientState.CONNECTING);

        HandServer.Peer peer = client.accept("ticket 1");

        assertThat(peer.last(ClientFrame.Hello.class).token()).isEqualTo("token");
        assertThat(opened).isCompletedWithValue(new UserId("ada"));
        assertThat(client.told).containsExactly(ClientState.CONNECTING, ClientState.SYNCING, ClientState.CONNECTED);
    }

    @Test
    void comes_back_with_its_ticket_and_fetches_what_it_missed() {
        Client client = Client.online();
        client.server.last().say(new ServerFrame.Live(entry(99)));
        client.server.last().client.failed(new IOException("reset"), 0, null);
        assertThat(client.loop.state()).isEqualTo(ClientState.DISCONNECTED);
        client.told.clear();

        client.pass(LONGEST_FIRST_DELAY);
        HandServer.Peer second = client.server.last();
        second.open();
        second.welcome("ticket 2", client.ticker.wallMillis(), List.of(Client.summary(101)));

        assertThat(second.last(ClientFrame.Hello.class).ticket()).isEqualTo("ticket 1");
        assertThat(second.last(ClientFrame.Sync.class).cursors()).isEqualTo(Map.of(C1, 99L));
        assertThat(client.loop.state()).isEqualTo(ClientState.SYNCING);
        second.say(new ServerFrame.Entries("sync 1", C1, List.of(entry(100), entry(101)), 101, false));
        assertThat(client.told)
                .containsExactly(ClientState.CONNECTING, ClientState.SYNCING, 100L, 101L, ClientState.CONNECTED);
    }

    @Test
    void shows_its_token_again_once_the_ticket_is_too_old_or_refused() {
        Client client = Client.online();
        client.server.last().client.closed(CloseCode.INTERNAL.code(), "");
        client.pass(LONGEST_FIRST_DELAY);
        HandServer.Peer second = client.server.last();
        second.open();
        assertThat(second.last(ClientFrame.Hello.class).ticket()).isEqualTo("ticket 1");
        second.client.closed(CloseCode.UNAUTHENTICATED.code(), "");
        client.pass(Duration.ofSeconds(3));

        HandServer.Peer third = client.accept("ticket 3");
        assertThat(third.last(ClientFrame.Hello.class).token()).isEqualTo("token");

        for (int minute = 0; minute < 11; minute++) {
            third.client.heard();
            client.pass(Duration.ofSeconds(59));
        }
        third.client.closed(CloseCode.INTERNAL.code(), "");
        client.pass(Duration.ofSeconds(2));
        client.server.last().open();
        assertThat(client.server.last().last(ClientFrame.Hello.class).token()).isEqualTo("token");
    }

    @Test
    void is_closed_when_the_server_does_not_accept_the_token() {
        Client client = new Client(() -> "token");
        CompletableFuture<UserId> opened = client.loop.connect();
        client.server.last().open();
        client.server.last().client.closed(CloseCode.UNAUTHENTICATED.code(), "");

        assertThat(opened).isCompletedExceptionally();
        assertThat(client.told).containsExactly(ClientState.CONNECTING, ClientState.CLOSED, ErrorCode.UNAUTHENTICATED);
        client.pass(Duration.ofHours(1));
        assertThat(client.server.peers).hasSize(1);
    }

    @Test
    void tries_another_token_where_there_is_one() {
        AtomicInteger number = new AtomicInteger();
        Client client = new Client(() -> "token " + number.incrementAndGet());
        CompletableFuture<UserId> opened = client.loop.connect();
        client.server.last().open();
        client.server.last().client.closed(CloseCode.UNAUTHENTICATED.code(), "");
        client.pass(LONGEST_FIRST_DELAY);

        client.accept("ticket");
        assertThat(opened).isCompleted();
    }

    @Test
    void is_closed_by_codes_that_do_not_pass_by_themselves_and_fails_what_waits() {
        Client client = Client.online();
        CompletableFuture<Sent> answer = client.loop.write(send("m1", "Hello"));
        client.server.last().client.closed(CloseCode.SESSION_REVOKED.code(), "");

        assertThat(client.loop.state()).isEqualTo(ClientState.CLOSED);
        assertThat(answer).isCompletedExceptionally();
        assertThat(client.loop.write(send("m2", "Hello"))).isCompletedExceptionally();
        assertThat(client.loop.connect()).isCompletedExceptionally();
    }

    @Test
    void waits_as_long_as_the_server_wants_before_it_tries_again() {
        Client client = new Client(() -> "token");
        var _ = client.loop.connect();
        client.server.last().client.failed(new IOException("503"), 503, Duration.ofSeconds(20));

        client.pass(Duration.ofMillis(19_999));
        assertThat(client.server.peers).hasSize(1);
        client.pass(Duration.ofMillis(1_001));
        assertThat(client.server.peers).hasSize(2);
    }

    @Test
    void opens_the_new_session_before_it_leaves_a_node_that_drains() {
        Client client = Client.online();
        HandServer.Peer first = client.server.last();
        first.say(new ServerFrame.Drain(4_200, "ticket of the drain", null));
        client.pass(Duration.ofMillis(4_199));
        assertThat(client.server.peers).hasSize(1);
        client.pass(Duration.ofMillis(1));
        HandServer.Peer second = client.server.last();
        second.open();
        assertThat(second.last(ClientFrame.Hello.class).ticket()).isEqualTo("ticket of the drain");
        first.say(new ServerFrame.Live(entry(99)));
        assertThat(first.closed).isFalse();

        second.welcome("ticket 2", client.ticker.wallMillis(), List.of(Client.summary(99)));

        assertThat(first.closed).isTrue();
        first.say(new ServerFrame.Live(entry(100)));
        second.say(new ServerFrame.Live(entry(100)));
        assertThat(client.told)
                .containsExactly(
                        ClientState.CONNECTING,
                        ClientState.SYNCING,
                        ClientState.CONNECTED,
                        99L,
                        ClientState.SYNCING,
                        ClientState.CONNECTED,
                        100L);
    }

    @Test
    void tries_again_beside_the_session_when_nobody_takes_it_over_yet() {
        Client client = Client.online();
        HandServer.Peer first = client.server.last();
        first.say(new ServerFrame.Drain(0, "ticket of the drain", null));
        client.pass(Duration.ZERO);
        for (int refusals = 0; refusals < 20; refusals++) {
            assertThat(client.server.peers).hasSize(refusals + 2);
            client.server.last().client.failed(new IOException("503"), 503, Duration.ofSeconds(2));
            client.pass(Duration.ofMillis(1_999));
            assertThat(client.server.peers).hasSize(refusals + 2);
            client.pass(Duration.ofMillis(1_001));
            first.say(new ServerFrame.Pong());
        }
        assertThat(client.loop.state()).isEqualTo(ClientState.CONNECTED);
        assertThat(first.closed).isFalse();

        HandServer.Peer last = client.server.last();
        last.open();
        last.welcome("ticket 2", client.ticker.wallMillis(), List.of(Client.summary(98)));

        assertThat(first.closed).isTrue();
        assertThat(client.loop.state().online()).isTrue();
        client.pass(Duration.ofSeconds(29));
        assertThat(client.server.last()).isSameAs(last);
    }

    @Test
    void comes_back_at_the_named_time_when_the_draining_node_closes_first() {
        Client client = Client.online();
        client.server.last().say(new ServerFrame.Drain(10_000, "ticket of the drain", null));
        client.server.last().client.closed(CloseCode.DRAIN.code(), "");

        client.pass(Duration.ofMillis(9_999));
        assertThat(client.server.peers).hasSize(1);
        client.pass(Duration.ofMillis(1));
        assertThat(client.server.peers).hasSize(2);
    }

    @Test
    void asks_with_a_ping_when_nothing_comes_and_gives_up_when_nothing_answers() {
        Client client = Client.online();
        HandServer.Peer first = client.server.last();
        client.pass(Duration.ofSeconds(31));
        assertThat(first.last(ClientFrame.Ping.class)).isNotNull();
        first.say(new ServerFrame.Pong());
        client.pass(Duration.ofSeconds(59));
        assertThat(client.loop.state()).isEqualTo(ClientState.CONNECTED);

        client.pass(Duration.ofSeconds(8));

        assertThat(first.closed).isTrue();
        assertThat(client.loop.state()).isNotEqualTo(ClientState.CONNECTED);
    }

    @Test
    void gives_an_attempt_up_that_brings_no_welcome() {
        Client client = new Client(() -> "token");
        var _ = client.loop.connect();
        client.server.last().open();
        client.pass(Duration.ofSeconds(30).plus(LONGEST_FIRST_DELAY));

        assertThat(client.server.peers).hasSize(2);
        assertThat(client.server.peers.getFirst().closed).isTrue();
    }

    @Test
    void sends_a_write_again_until_it_is_answered() {
        Client client = Client.online();
        CompletableFuture<Sent> answer = client.loop.write(send("m1", "Hello"));
        ClientFrame.Send first = client.server.last().last(ClientFrame.Send.class);
        client.server.last().client.closed(CloseCode.DRAIN.code(), "");
        client.pass(LONGEST_FIRST_DELAY);
        HandServer.Peer second = client.accept("ticket 2");
        assertThat(second.last(ClientFrame.Send.class)).isEqualTo(first);
        assertThat(answer).isNotDone();

        second.say(new ServerFrame.Sent("m1", C1, 99, 5));

        assertThat(answer).isCompletedWithValue(new Sent(C1, 99, 5));
    }

    @Test
    void fails_a_write_that_is_refused_with_the_servers_reason() {
        Client client = Client.online();
        CompletableFuture<Sent> answer = client.loop.write(send("m1", "Hello"));
        client.server.last().say(new ServerFrame.Failure("m1", ErrorCode.FORBIDDEN, "no", null));

        assertThat(answer)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(CarillonException.class)
                .withMessageContaining("no");
    }

    @Test
    void fails_a_write_that_would_not_fit_into_a_frame_and_stays_connected() {
        Client client = Client.online();
        CompletableFuture<Sent> answer = client.loop.write(send("m1", "x".repeat(200_000)));

        assertThat(answer).isCompletedExceptionally();
        assertThat(client.server.last().received).noneMatch(ClientFrame.Send.class::isInstance);
        assertThat(client.loop.write(send("m2", "Hello"))).isNotDone();
        assertThat(client.server.last().last(ClientFrame.Send.class).ref()).isEqualTo("m2");
    }

    @Test
    void acks_what_the_listeners_have_taken_once_a_second() {
        Client client = Client.online();
        HandServer.Peer peer = client.server.last();
        peer.say(new ServerFrame.Live(entry(99)));
        peer.say(new ServerFrame.Live(entry(100)));
        assertThat(peer.received).noneMatch(ClientFrame.Ack.class::isInstance);

        client.pass(Duration.ofSeconds(1));

        assertThat(peer.last(ClientFrame.Ack.class).cursors()).isEqualTo(Map.of(C1, 100L));
        assertThat(client.loop.cursors().seqs()).isEqualTo(Map.of(C1, 100L));
        assertThat(client.loop.cursors().epoch()).isEqualTo("e1");
        client.pass(Duration.ofSeconds(5));
        assertThat(peer.received).filteredOn(ClientFrame.Ack.class::isInstance).hasSize(1);
    }

    @Test
    void keeps_the_list_of_conversations_up_with_what_comes() {
        Client client = Client.online();
        client.server.last().say(new ServerFrame.Live(entry(99)));
        assertThat(client.loop.conversations()).singleElement().satisfies(summary -> {
            assertThat(summary.headSeq()).isEqualTo(99);
            assertThat(summary.unread()).isEqualTo(4);
        });

        client.loop.read(C1, 99);

        assertThat(client.loop.conversations().getFirst().unread()).isZero();
        assertThat(client.server.last().last(ClientFrame.Read.class)).isEqualTo(new ClientFrame.Read(C1, 99));
    }

    @Test
    void shows_a_conversation_to_a_listener_of_its_own_from_where_that_begins() {
        Client client = Client.online();
        List<Long> seen = new ArrayList<>();
        client.loop.listen(C1, entry -> seen.add(entry.seq()), 96L);
        HandServer.Peer peer = client.server.last();
        assertThat(peer.last(ClientFrame.Sync.class).cursors()).isEqualTo(Map.of(C1, 96L));

        peer.say(new ServerFrame.Entries("sync 1", C1, List.of(entry(97), entry(98)), 98, false));
        peer.say(new ServerFrame.Live(entry(99)));

        assertThat(seen).containsExactly(97L, 98L, 99L);
        assertThat(client.told).doesNotContain(99L);
    }

    @Test
    void passes_on_what_the_server_says_of_itself_and_skips_what_it_does_not_know() {
        Client client = Client.online();
        client.told.clear();
        client.server.last().say(new ServerFrame.Degraded("store"));
        client.server.last().client.received("{\"op\":\"confetti\"}");
        client.server.last().say(new ServerFrame.Recovered());

        assertThat(client.told).containsExactly("degraded store", "recovered");
    }

    @Test
    void leaves_a_server_that_does_not_speak_the_protocol_and_tries_again() {
        Client client = Client.online();
        client.server.last().client.received("<html>");

        assertThat(client.server.last().closed).isTrue();
        client.pass(LONGEST_FIRST_DELAY);
        assertThat(client.server.peers).hasSize(2);
    }

    @Test
    void a_listener_that_throws_does_not_stop_the_client() {
        Client client = Client.online();
        client.loop.listen(
                C1,
                _ -> {
                    throw new IllegalStateException("on purpose, to see that nothing stops");
                },
                null);
        client.server.last().say(new ServerFrame.Live(entry(99)));

        assertThat(client.loop.cursors().seqs()).containsEntry(C1, 99L);
        assertThat(client.loop.state()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void another_network_makes_a_client_that_waits_try_soon() {
        Client client = Client.online();
        client.server.last().client.failed(new IOException("reset"), 0, null);
        for (int failures = 0; failures < 5; failures++) {
            client.pass(Duration.ofSeconds(90));
            client.server.last().client.failed(new IOException("unreachable"), 0, null);
        }
        int attempts = client.server.peers.size();

        client.loop.hinted();
        client.loop.hinted();
        client.pass(Duration.ofSeconds(1));

        assertThat(client.server.peers).hasSize(attempts + 1);
    }

    @Test
    void another_network_makes_a_client_ask_whether_its_session_lives() {
        Client client = Client.online();
        HandServer.Peer peer = client.server.last();
        client.loop.hinted();
        assertThat(peer.last(ClientFrame.Ping.class)).isNotNull();
        client.pass(Duration.ofSeconds(1));
        peer.client.heard();
        client.pass(Duration.ofSeconds(5));
        assertThat(client.loop.state()).isEqualTo(ClientState.CONNECTED);

        client.loop.hinted();
        client.pass(Duration.ofSeconds(5));
        assertThat(client.loop.state()).isEqualTo(ClientState.DISCONNECTED);
    }
}
