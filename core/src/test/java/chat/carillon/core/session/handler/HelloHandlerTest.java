package chat.carillon.core.session.handler;

import static chat.carillon.core.testing.OpenSession.PHONE;
import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.session.Identities;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.testing.FakeConnection;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.model.DeviceId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HelloHandlerTest {
    private static final ServerFrame.Drain ELSEWHERE = new ServerFrame.Drain(1_200, null, "https://n2.example.org");
    private static final ServerFrame.Drain LATER = new ServerFrame.Drain(5_000, null, null);

    private final OpenSession other = new OpenSession(BOB, Limits.DEFAULT, new HandTime());
    private final People people = new People();
    private final Shut gate = new Shut();
    private final HelloHandler handler = new HelloHandler(gate, people, other.welcoming(), other.blocking());
    private final FakeConnection connection = new FakeConnection();
    private final Session session = other.fresh(connection);

    /// Lets all in but where the test says otherwise.
    private static final class Shut implements HelloHandler.Gate {
        Optional<ServerFrame.Drain> closed = Optional.empty();
        Optional<ServerFrame.Drain> crowded = Optional.empty();

        @Override
        public Optional<ServerFrame.Drain> closed() {
            return closed;
        }

        @Override
        public Optional<ServerFrame.Drain> crowded() {
            return crowded;
        }
    }

    /// Knows the token `good` and the ticket `ticket` of ann's phone.
    private static final class People implements Identities {
        final List<String> asked = new ArrayList<>();
        boolean unavailable;
        boolean revoked;

        @Override
        public Optional<Identity> byToken(String token) {
            asked.add("token " + token);
            if (unavailable) {
                throw new StoreUnavailableException("the test says so", null);
            }
            return token.equals("good") ? Optional.of(OpenSession.identity(ANN)) : Optional.empty();
        }

        @Override
        public Optional<Identity> byTicket(String ticket, DeviceId device) {
            asked.add("ticket " + ticket);
            return ticket.equals("ticket") && device.equals(PHONE)
                    ? Optional.of(OpenSession.identity(ANN))
                    : Optional.empty();
        }

        @Override
        public Ticket issueTicket(Identity identity, DeviceId device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean stillGood(Identity identity) {
            return !revoked;
        }
    }

    private void hello(@Nullable String token, @Nullable String ticket) {
        handler.handle(session, new ClientFrame.Hello(token, ticket, PHONE, null, Map.of()));
    }

    private void run() {
        while (other.blocking().waiting() + connection.loop.waiting() > 0) {
            other.blocking().runAll();
            connection.loop.runAll();
        }
    }

    @Test
    void a_good_token_opens_the_session_with_what_its_user_is_a_member_of() {
        other.members().memberships.put(ANN, List.of(membership(ANN, 2, head(9, 2))));
        connection.open.put(C, new Position(10, 10, 2));
        hello("good", null);
        assertThat(connection.paused).isTrue();
        run();

        assertThat(connection.sent).singleElement().isInstanceOfSatisfying(ServerFrame.Welcome.class, welcome -> {
            assertThat(welcome.user()).isEqualTo(ANN);
            assertThat(welcome.session()).isEqualTo(session.id());
            assertThat(welcome.node()).isEqualTo("n#1");
            assertThat(welcome.epoch()).isEqualTo("epoch");
            assertThat(welcome.ticket()).isEqualTo("ticket of ann");
            assertThat(welcome.heartbeatSeconds()).isEqualTo(30);
            assertThat(welcome.conversations()).singleElement().satisfies(summary -> {
                assertThat(summary.headSeq()).isEqualTo(10);
                assertThat(summary.unread()).isEqualTo(8);
            });
        });
        assertThat(connection.attached).containsExactly(C);
        assertThat(connection.paused).isFalse();
        assertThat(session.isOpen()).isTrue();
        assertThat(other.sessions().of(ANN)).containsExactly(session);
        assertThat(other.registry().find(List.of(ANN)).get(ANN))
                .singleElement()
                .satisfies(registration -> assertThat(registration.session()).isEqualTo(session.id()));
    }

    @Test
    void the_token_of_the_handshake_is_good_too() {
        connection.handshakeToken = "good";
        hello(null, null);
        run();

        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void a_token_that_is_revoked_while_its_session_opens_opens_none() {
        hello("good", null);
        people.revoked = true;
        run();

        assertThat(session.isOpen()).isFalse();
        assertThat(connection.closed).isEqualTo(CloseCode.SESSION_REVOKED);
        assertThat(connection.sent).isEmpty();
        assertThat(other.sessions().of(ANN)).isEmpty();
        assertThat(other.registry().find(List.of(ANN)).getOrDefault(ANN, List.of()))
                .isEmpty();
    }

    @Test
    void a_session_that_is_ended_while_it_opens_says_nothing_more_and_is_forgotten() {
        hello("good", null);
        other.blocking().runAll();
        session.end(CloseCode.TOO_MANY_SESSIONS, "the test says so");
        run();

        assertThat(session.isOpen()).isFalse();
        assertThat(connection.sent).isEmpty();
        assertThat(other.sessions().of(ANN)).isEmpty();
        assertThat(other.registry().find(List.of(ANN)).getOrDefault(ANN, List.of()))
                .isEmpty();
    }

    @Test
    void a_node_that_goes_down_says_at_hello_when_and_where_to_come_back_and_asks_nobody_who_it_is() {
        gate.closed = Optional.of(ELSEWHERE);
        hello("good", null);
        run();

        assertThat(connection.sent).containsExactly(ELSEWHERE);
        assertThat(connection.closed).isEqualTo(CloseCode.DRAIN);
        assertThat(people.asked).isEmpty();
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void a_node_that_begins_to_go_down_opens_no_session_that_is_about_to_open() {
        hello("good", null);
        gate.closed = Optional.of(ELSEWHERE);
        gate.crowded = Optional.of(LATER);
        run();

        assertThat(connection.sent).containsExactly(ELSEWHERE);
        assertThat(connection.closed).isEqualTo(CloseCode.DRAIN);
        assertThat(other.sessions().of(ANN)).isEmpty();
        assertThat(other.registry().find(List.of(ANN)).getOrDefault(ANN, List.of()))
                .isEmpty();
    }

    @Test
    void where_too_many_are_about_to_open_hello_is_told_to_come_later() {
        gate.crowded = Optional.of(LATER);
        hello("good", null);
        run();

        assertThat(connection.sent).containsExactly(LATER);
        assertThat(connection.closed).isEqualTo(CloseCode.OVERLOADED);
        assertThat(people.asked).isEmpty();
    }

    @Test
    void a_ticket_comes_before_a_token() {
        hello("good", "ticket");
        run();

        assertThat(session.isOpen()).isTrue();
        assertThat(people.asked).containsExactly("ticket ticket");
    }

    @Test
    void a_token_helps_where_a_ticket_does_not() {
        hello("good", "old");
        run();

        assertThat(session.isOpen()).isTrue();
        assertThat(people.asked).containsExactly("ticket old", "token good");
    }

    @Test
    void whoever_is_not_known_is_turned_away_for_good() {
        hello("bad", null);
        run();

        assertThat(connection.errors()).containsExactly(ErrorCode.UNAUTHENTICATED);
        assertThat(connection.closed).isEqualTo(CloseCode.UNAUTHENTICATED);
        assertThat(other.sessions().of(ANN)).isEmpty();
    }

    @Test
    void without_any_word_nobody_is_known() {
        hello(null, null);
        run();

        assertThat(connection.closed).isEqualTo(CloseCode.UNAUTHENTICATED);
    }

    @Test
    void where_nobody_can_say_who_it_is_the_client_comes_back() {
        people.unavailable = true;
        hello("good", null);
        run();

        assertThat(connection.errors()).containsExactly(ErrorCode.UNAVAILABLE);
        assertThat(connection.closed).isEqualTo(CloseCode.OVERLOADED);
    }

    @Test
    void memberships_that_cannot_be_looked_up_leave_no_session_behind() {
        other.members().unavailable = true;
        hello("good", null);
        run();

        assertThat(connection.closed).isEqualTo(CloseCode.OVERLOADED);
        assertThat(other.sessions().of(ANN)).isEmpty();
    }

    @Test
    void hello_is_said_once() {
        hello("good", null);
        run();
        hello("good", null);
        run();

        assertThat(connection.errors()).containsExactly(ErrorCode.ALREADY_OPEN);
        assertThat(connection.sent(ServerFrame.Welcome.class)).hasSize(1);
    }

    @Test
    void a_socket_that_closes_meanwhile_leaves_no_session_behind() {
        hello("good", null);
        other.blocking().runAll();
        session.closed();
        run();

        assertThat(connection.sent).isEmpty();
        assertThat(other.sessions().of(ANN)).isEmpty();
    }

    @Test
    void a_session_that_ends_is_forgotten_everywhere() {
        hello("good", null);
        run();
        session.closed();

        assertThat(other.sessions().of(ANN)).isEmpty();
        assertThat(other.registry().find(List.of(ANN))).isEmpty();
    }
}
