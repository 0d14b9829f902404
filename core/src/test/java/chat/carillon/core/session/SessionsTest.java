package chat.carillon.core.session;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.testing.FakeConnection;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final Sessions sessions = new Sessions("n#1", Limits.DEFAULT, new HandTime());
    private final List<FakeConnection> connections =
            Stream.generate(FakeConnection::new).limit(3).toList();
    private final List<Session> three = connections.stream()
            .map(one -> sessions.create(one, OpenSession.SilentHandlers.with(_ -> {})))
            .toList();

    private static final class Tickets implements Identities {
        @Override
        public Optional<Identity> byToken(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Identity> byTicket(String ticket, DeviceId device) {
            return Optional.empty();
        }

        @Override
        public Ticket issueTicket(Identity identity, DeviceId device) {
            return new Ticket("for " + identity.user(), 1);
        }

        @Override
        public boolean stillGood(Identity identity) {
            return true;
        }
    }

    private void add(UserId user, int index, String tokenId) {
        Session session = three.get(index);
        session.opening();
        session.opened(new Identity(user, Authority.MEMBER, tokenId), new DeviceId("d" + index));
        sessions.add(user, session);
    }

    private void addThree() {
        add(ANN, 0, "t0");
        add(ANN, 1, "t1");
        add(BOB, 2, "t0");
    }

    private void runLoops() {
        connections.forEach(connection -> connection.loop.runAll());
    }

    @Test
    void every_session_has_a_name_of_its_own_with_the_life_of_its_node() {
        assertThat(three)
                .extracting(Session::id)
                .extracting(String::valueOf)
                .containsExactly("n#1.1", "n#1.2", "n#1.3");
    }

    @Test
    void sessions_are_counted_and_found_by_their_user() {
        addThree();
        sessions.add(ANN, three.get(0));

        assertThat(sessions.count()).isEqualTo(3);
        assertThat(sessions.of(ANN)).containsExactly(three.get(0), three.get(1));
        assertThat(sessions.users()).containsExactlyInAnyOrder(ANN, BOB);

        sessions.remove(ANN, three.get(0));
        sessions.remove(ANN, three.get(0));
        sessions.remove(BOB, three.get(2));
        sessions.remove(BOB, three.get(2));
        assertThat(sessions.count()).isEqualTo(1);
        assertThat(sessions.of(ANN)).containsExactly(three.get(1));
        assertThat(sessions.of(BOB)).isEmpty();
        assertThat(sessions.users()).containsExactly(ANN);
    }

    @Test
    void of_more_sessions_than_a_user_may_have_the_oldest_ends_and_others_stay() {
        add(BOB, 2, "t0");
        List<FakeConnection> many = Stream.generate(FakeConnection::new)
                .limit(Limits.DEFAULT.maxSessionsPerUser() + 2L)
                .toList();
        List<Session> opened = many.stream()
                .map(one -> sessions.create(one, OpenSession.SilentHandlers.with(_ -> {})))
                .toList();
        for (int i = 0; i < opened.size(); i++) {
            opened.get(i).arrives(new DeviceId("d" + i));
            sessions.add(ANN, opened.get(i));
        }

        assertThat(many.subList(0, 2))
                .extracting(connection -> connection.closed)
                .containsOnly(CloseCode.TOO_MANY_SESSIONS);
        assertThat(many.subList(2, many.size()))
                .extracting(connection -> connection.closed)
                .containsOnlyNulls();
        assertThat(sessions.of(ANN))
                .hasSize(Limits.DEFAULT.maxSessionsPerUser())
                .doesNotContain(opened.getFirst());
        assertThat(sessions.count()).isEqualTo(Limits.DEFAULT.maxSessionsPerUser() + 1);
        assertThat(connections.get(2).closed).isNull();

        sessions.remove(ANN, opened.getFirst());
        assertThat(sessions.count()).isEqualTo(Limits.DEFAULT.maxSessionsPerUser() + 1);
    }

    @Test
    void a_session_whose_device_has_a_newer_one_ends_before_older_ones() {
        List<FakeConnection> many = Stream.generate(FakeConnection::new)
                .limit(Limits.DEFAULT.maxSessionsPerUser() + 1L)
                .toList();
        for (int i = 0; i < many.size(); i++) {
            Session session = sessions.create(many.get(i), OpenSession.SilentHandlers.with(_ -> {}));
            session.arrives(new DeviceId(i == 20 || i == 25 || i == 30 ? "same" : "d" + i));
            sessions.add(ANN, session);
        }

        assertThat(many.stream().filter(connection -> connection.closed != null))
                .containsExactly(many.get(20));
    }

    @Test
    void sessions_that_are_too_many_on_all_nodes_end_where_they_are() {
        addThree();
        sessions.displace(
                ANN,
                List.of(
                        three.get(1).id(),
                        new SessionId("other#1.1"),
                        three.get(2).id()));

        assertThat(connections)
                .extracting(connection -> connection.closed)
                .containsExactly(null, CloseCode.TOO_MANY_SESSIONS, null);
    }

    @Test
    void a_frame_for_everybody_reaches_everybody() {
        addThree();
        sessions.broadcast(new ServerFrame.Recovered());
        runLoops();

        assertThat(connections)
                .allSatisfy(connection -> assertThat(connection.sent).containsExactly(new ServerFrame.Recovered()));
    }

    @Test
    void a_token_that_is_revoked_ends_its_sessions_and_no_others() {
        addThree();
        sessions.revoke(ANN, identity -> identity.tokenId().equals("t0"));
        runLoops();

        assertThat(connections)
                .extracting(connection -> connection.closed)
                .containsExactly(CloseCode.SESSION_REVOKED, null, null);
    }

    @Test
    void those_who_are_asked_to_leave_come_back_one_after_the_other() {
        addThree();
        sessions.drain(new Tickets(), Duration.ofSeconds(5), Duration.ofSeconds(3), () -> null);
        runLoops();

        assertThat(connections.stream()
                        .flatMap(connection -> connection.sent(ServerFrame.Drain.class).stream())
                        .map(ServerFrame.Drain::reconnectAfterMillis))
                .containsExactlyInAnyOrder(5_000L, 6_000L, 7_000L);
        assertThat(connections.get(2).sent).first().hasToString("Drain[7000 ms, to null]");
    }

    @Test
    void each_is_told_the_place_that_was_chosen_for_it() {
        addThree();
        var places = List.of("https://n2", "https://n3", "https://n2").iterator();
        sessions.drain(new Tickets(), Duration.ZERO, Duration.ZERO, places::next);
        runLoops();

        assertThat(connections.stream()
                        .flatMap(connection -> connection.sent(ServerFrame.Drain.class).stream())
                        .map(ServerFrame.Drain::to))
                .containsExactlyInAnyOrder("https://n2", "https://n3", "https://n2");
    }

    @Test
    void who_is_about_to_open_is_asked_to_leave_as_soon_as_it_has() {
        Session opening = three.getFirst();
        opening.opening();
        sessions.add(ANN, opening);

        sessions.drain(new Tickets(), Duration.ZERO, Duration.ZERO, () -> null);
        runLoops();
        assertThat(connections.getFirst().sent(ServerFrame.Drain.class)).isEmpty();

        opening.opened(new Identity(ANN, Authority.MEMBER, "t0"), new DeviceId("d0"));
        assertThat(connections.getFirst().sent(ServerFrame.Drain.class))
                .containsExactly(new ServerFrame.Drain(0, "for ann", null));
    }

    @Test
    void all_sessions_can_be_ended() {
        addThree();
        sessions.endAll(CloseCode.DRAIN, "down");

        assertThat(connections).extracting(connection -> connection.closed).containsOnly(CloseCode.DRAIN);
    }
}
