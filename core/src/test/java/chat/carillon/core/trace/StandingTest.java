package chat.carillon.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Member;
import chat.carillon.core.trace.NodeTrace.OneSession;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Role;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StandingTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final long SEQ = 10;

    static Stream<Arguments> members() {
        return Stream.of(
                Arguments.of(Standing.SENT, member(ANN, 1, 10, 10), List.of()),
                Arguments.of(Standing.READ, member(BOB, 1, 10, 12), List.of()),
                Arguments.of(Standing.RECEIVED, member(BOB, 1, 9, 10), List.of()),
                // Its ack is not written yet.
                Arguments.of(Standing.RECEIVED, member(BOB, 1, 9, 9), List.of(session(1, 10, 0, true, 0))),
                Arguments.of(Standing.RECEIVED, member(BOB, 1, 9, 9), List.of(session(1, 10, 0, true, 77))),
                Arguments.of(Standing.JOINED_LATER, member(BOB, 11, 0, 0), List.of(session(11, 12, 0, false, 0))),
                Arguments.of(Standing.WRITTEN, member(BOB, 1, 9, 9), List.of(session(1, 10, 0, false, 0))),
                Arguments.of(Standing.LAGGING, member(BOB, 1, 9, 9), List.of(session(1, 9, 0, false, 0))),
                Arguments.of(Standing.LAGGING, member(BOB, 1, 9, 9), List.of(session(1, 10, 500, false, 0))),
                Arguments.of(Standing.LAGGING, member(BOB, 1, 9, 9), List.of(session(1, -1, 0, false, 0))),
                Arguments.of(
                        Standing.WRITTEN,
                        member(BOB, 1, 9, 9),
                        List.of(session(1, 9, 500, false, 0), session(1, 11, 0, false, 0))),
                Arguments.of(Standing.SYNCING, member(BOB, 1, 9, 9), List.of(session(10, 12, 0, false, 0))),
                Arguments.of(Standing.ABSENT, member(BOB, 1, 9, 9), List.of(session(1, 10, 0, false, 77))),
                Arguments.of(Standing.ABSENT, member(BOB, 1, 9, 9), List.of()));
    }

    @ParameterizedTest
    @MethodSource("members")
    void a_member_stands_as_its_markers_and_sessions_say(Standing standing, Member member, List<OneSession> sessions) {
        assertThat(Standing.of(ANN, SEQ, member, sessions)).isEqualTo(standing);
    }

    private static Member member(UserId user, long joinedSeq, long readSeq, long deliveredSeq) {
        return new Member(new ConversationId("c"), user, Role.MEMBER, joinedSeq, 0, readSeq, 0, deliveredSeq);
    }

    private static OneSession session(
            long attachedSeq, long writtenSeq, long blockedMillis, boolean acked, long endedMicros) {
        return new OneSession(
                BOB,
                new DeviceId("phone"),
                new SessionId("s"),
                attachedSeq,
                writtenSeq,
                blockedMillis,
                acked,
                0,
                endedMicros);
    }
}
