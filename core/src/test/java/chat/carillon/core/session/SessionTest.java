package chat.carillon.core.session;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.handler.PresenceHandler;
import chat.carillon.core.testing.FakeConnection;
import chat.carillon.core.testing.SmallLimits;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final DeviceId PHONE = new DeviceId("phone");

    private final FakeConnection connection = new FakeConnection();
    private final List<String> handled = new ArrayList<>();
    private final Session session = new Session(
            new SessionId("s"),
            connection,
            handlers(),
            SmallLimits.with(Map.of("maxPendingRequests", 2, "requestsPerSecond", 1, "requestBurst", 300)),
            0);

    private <F extends ClientFrame> FrameHandler<F> note() {
        return (_, frame) -> handled.add(frame.op());
    }

    private FrameHandlers handlers() {
        return new FrameHandlers(
                note(),
                note(),
                note(),
                note(),
                note(),
                note(),
                note(),
                note(),
                note(),
                note(),
                note(),
                note(),
                gone -> handled.add("left " + gone.isOpen()));
    }

    private void receive(ClientFrame frame) {
        receive(FrameCodec.encodeClient(frame));
    }

    private void receive(byte[] json) {
        session.receive(json, 0, json.length, 0);
    }

    private void receive(String json) {
        receive(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ClientFrame.Hello hello() {
        return new ClientFrame.Hello("token", null, PHONE, null, Map.of());
    }

    private static ClientFrame.Send send() {
        return new ClientFrame.Send("r", C, new ClientMessageId("k"), "text", null, null, List.of());
    }

    private void open() {
        session.opening();
        session.opened(new Identities.Identity(ANN, Authority.MEMBER, "t"), PHONE);
    }

    @Test
    void every_frame_goes_to_its_handler() {
        open();
        List.of(
                        send(),
                        new ClientFrame.Edit("r", C, null, 1, "text"),
                        new ClientFrame.Delete("r", C, null, 1),
                        new ClientFrame.React("r", C, null, 1, "+"),
                        new ClientFrame.Unreact("r", C, null, 1, "+"),
                        new ClientFrame.Sync("r", null, Map.of(C, 1L), 0),
                        new ClientFrame.Ack(Map.of(C, 1L)),
                        new ClientFrame.Read(C, 1),
                        new ClientFrame.Typing(C),
                        new ClientFrame.Presence(PresenceStatus.AWAY),
                        new ClientFrame.Watch(List.of(ANN)),
                        hello())
                .forEach(this::receive);

        assertThat(handled)
                .containsExactly(
                        "send",
                        "edit",
                        "delete",
                        "react",
                        "unreact",
                        "sync",
                        "ack",
                        "read",
                        "typing",
                        "presence",
                        "watch",
                        "hello");
    }

    @Test
    void somebody_is_at_the_device_until_it_is_idle_however_they_want_to_be_seen() {
        var handler = new PresenceHandler((_, _) -> {});
        assertThat(session.attended()).isTrue();

        handler.handle(session, new ClientFrame.Presence(PresenceStatus.OFFLINE, true));
        assertThat(session.attended()).isFalse();
        handler.handle(session, new ClientFrame.Presence(PresenceStatus.OFFLINE));
        assertThat(session.attended()).isTrue();
        handler.handle(session, new ClientFrame.Presence(PresenceStatus.AWAY));
        assertThat(session.attended()).isFalse();
        handler.handle(session, new ClientFrame.Presence(PresenceStatus.AWAY, false));
        assertThat(session.attended()).isTrue();
    }

    @Test
    void a_ping_is_answered_at_once() {
        open();
        receive(new ClientFrame.Ping());

        assertThat(connection.sent).containsExactly(new ServerFrame.Pong());
    }

    @Test
    void a_frame_before_hello_ends_the_session() {
        receive(send());

        assertThat(handled).isEmpty();
        assertThat(connection.closed).isEqualTo(CloseCode.HELLO_EXPECTED);
    }

    @Test
    void nothing_is_heard_after_the_end() {
        receive(send());
        receive(hello());

        assertThat(handled).isEmpty();
    }

    @Test
    void garbage_before_hello_is_answered_and_ends_the_session() {
        receive("{\"op\":");

        assertThat(connection.errors()).containsExactly(ErrorCode.MALFORMED_FRAME);
        assertThat(connection.closed).isEqualTo(CloseCode.HELLO_EXPECTED);
    }

    @Test
    void reading_pauses_while_the_session_opens() {
        session.opening();
        assertThat(connection.paused).isTrue();

        session.opened(new Identities.Identity(ANN, Authority.MEMBER, "t"), PHONE);
        assertThat(connection.paused).isFalse();
    }

    @Test
    void what_came_with_hello_waits_until_the_session_is_open() {
        receive(hello());
        session.opening();
        receive(send());
        receive(new ClientFrame.Typing(C));
        assertThat(handled).containsExactly("hello");

        session.opened(new Identities.Identity(ANN, Authority.MEMBER, "t"), PHONE);

        assertThat(handled).containsExactly("hello", "send", "typing");
    }

    @Test
    void what_waits_for_the_session_to_open_is_bounded() {
        session.opening();
        for (int i = 0; i < 1_000; i++) {
            session.whenOpen(() -> handled.add("task"));
        }
        assertThat(connection.closed).isNull();

        session.whenOpen(() -> handled.add("one too many"));
        assertThat(connection.closed).isEqualTo(CloseCode.OVERLOADED);
        assertThat(handled).isEmpty();
    }

    @Test
    void tasks_run_at_once_when_open_and_never_after_the_end() {
        session.whenOpen(() -> handled.add("too early"));
        open();
        session.whenOpen(() -> handled.add("now"));
        session.closed();
        session.whenOpen(() -> handled.add("too late"));

        assertThat(handled).containsExactly("now", "left true");
    }

    @Test
    void malformed_frames_are_answered_and_harm_nothing() {
        open();
        receive("[]");
        receive("{\"op\":\"juggle\",\"ref\":\"r1\"}");
        receive("{\"op\":\"send\",\"ref\":\"r2\",\"conversation\":7}");
        receive(new byte[] {(byte) 0xff, 0});
        receive(send());

        assertThat(connection.errors())
                .containsExactly(
                        ErrorCode.MALFORMED_FRAME,
                        ErrorCode.UNKNOWN_OP,
                        ErrorCode.INVALID_FIELD,
                        ErrorCode.MALFORMED_FRAME);
        assertThat(connection.sent(ServerFrame.Failure.class))
                .extracting(ServerFrame.Failure::ref)
                .containsExactly(null, "r1", "r2", null);
        assertThat(handled).containsExactly("send");
        assertThat(connection.closed).isNull();
    }

    @Test
    void a_hundred_refusals_in_a_row_end_the_session() {
        open();
        for (int i = 0; i < 99; i++) {
            receive("[]");
        }
        receive(send());
        for (int i = 0; i < 99; i++) {
            receive("[]");
        }
        assertThat(connection.closed).isNull();

        receive("[]");
        assertThat(connection.closed).isEqualTo(CloseCode.TOO_MANY_ERRORS);
    }

    @Test
    void frames_past_the_rate_are_refused_with_the_time_to_wait() {
        open();
        for (int i = 0; i < 300; i++) {
            receive(new ClientFrame.Typing(C));
        }
        receive(send());
        receive(new ClientFrame.Typing(C));

        assertThat(connection.sent)
                .containsExactly(
                        new ServerFrame.Failure("r", ErrorCode.RATE_LIMITED, "more than 1 frames a second", 1_000L),
                        new ServerFrame.Failure(null, ErrorCode.RATE_LIMITED, "more than 1 frames a second", 1_000L));
        byte[] later = FrameCodec.encodeClient(send());
        session.receive(later, 0, later.length, 1_000_000_000);
        assertThat(handled).hasSize(301).endsWith("send");
    }

    @Test
    void requests_that_wait_are_bounded() {
        open();
        assertThat(session.requestBegins("r1")).isTrue();
        assertThat(session.requestBegins("r2")).isTrue();
        assertThat(session.requestBegins("r3")).isFalse();
        assertThat(connection.errors()).containsExactly(ErrorCode.OVERLOADED);
        assertThat(connection.sent(ServerFrame.Failure.class).getFirst().retryAfterMillis())
                .isPositive();

        session.requestDone();
        assertThat(session.requestBegins("r4")).isTrue();
        assertThat(session.requestBegins("r5")).isFalse();
    }

    @Test
    void knows_whose_it_is_while_it_is_open() {
        assertThat(session.awaitsHello()).isTrue();
        assertThatThrownBy(session::user).isInstanceOf(IllegalStateException.class);
        open();

        assertThat(session.user()).isEqualTo(ANN);
        assertThat(session.device()).isEqualTo(PHONE);
        assertThat(session).hasToString("Session[s ann]");
        session.closed();
        assertThat(session.isClosed()).isTrue();
        assertThatThrownBy(session::user).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothing_is_handled_after_the_socket_is_gone() {
        open();
        session.closed();
        receive(send());

        assertThat(handled).containsExactly("left true");
        assertThat(connection.sent).isEmpty();
    }

    @Test
    void only_what_may_succeed_later_names_a_time() {
        session.fail("r", ErrorCode.FORBIDDEN, "no");
        session.fail("r", ErrorCode.UNAVAILABLE, "not now");

        assertThat(connection.sent(ServerFrame.Failure.class))
                .extracting(ServerFrame.Failure::retryAfterMillis)
                .containsExactly(null, 1_000L);
    }

    @Test
    void its_user_is_told_of_having_left() {
        session.detached(C);

        assertThat(connection.sent).containsExactly(new ServerFrame.Left(C));
    }
}
