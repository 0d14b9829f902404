package chat.carillon.core.crowd.presence;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    private static final long GRACE_NANOS = Limits.DEFAULT.presenceGrace().toNanos();
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final DeviceId LAPTOP = new DeviceId("laptop");
    private static final SessionId ONE = new SessionId("one");
    private static final SessionId TWO = new SessionId("two");
    private static final long MILLIS_OF_LEAVING = 7_000;

    private final Attendance attendance = new Attendance(Limits.DEFAULT.presenceGrace());
    private long nowNanos;

    private List<PresenceNotice> due() {
        return attendance.due(nowNanos, 10);
    }

    private void came(UserId user, DeviceId device, SessionId session) {
        attendance.came(user, device, session, nowNanos);
        nowNanos += Attendance.SETTLING_NANOS;
    }

    private void wants(SessionId session, PresenceStatus status, long nowMillis) {
        attendance.wants(ANN, session, status, nowNanos, nowMillis);
    }

    private void left(SessionId session) {
        attendance.left(ANN, session, nowNanos, MILLIS_OF_LEAVING);
    }

    private static PresenceNotice is(UserId user, PresenceStatus status) {
        return new PresenceNotice(user, status, null);
    }

    private static PresenceNotice offline() {
        return new PresenceNotice(ANN, PresenceStatus.OFFLINE, MILLIS_OF_LEAVING);
    }

    @Test
    void who_comes_is_online_and_that_is_told_once() {
        came(ANN, PHONE, ONE);
        assertThat(attendance.isDue(nowNanos)).isTrue();
        assertThat(due()).containsExactly(is(ANN, PresenceStatus.ONLINE));
        assertThat(attendance.isDue(nowNanos)).isFalse();
        came(ANN, LAPTOP, TWO);
        assertThat(due()).isEmpty();
    }

    @Test
    void who_leaves_is_offline_after_the_grace_and_was_seen_when_they_left() {
        came(ANN, PHONE, ONE);
        due();
        left(ONE);
        nowNanos += GRACE_NANOS - 1;
        assertThat(due()).isEmpty();
        nowNanos++;
        assertThat(attendance.isDue(nowNanos)).isTrue();
        assertThat(due()).containsExactly(offline());
        assertThat(attendance.of(ANN, nowNanos)).contains(offline());
        assertThat(attendance.of(BOB, nowNanos)).isEmpty();
    }

    @Test
    void who_is_back_within_the_grace_was_never_away() {
        came(ANN, PHONE, ONE);
        due();
        left(ONE);
        came(ANN, PHONE, TWO);
        nowNanos += 2 * GRACE_NANOS;
        assertThat(due()).isEmpty();
        assertThat(attendance.of(ANN, nowNanos)).contains(is(ANN, PresenceStatus.ONLINE));
    }

    @Test
    void a_device_that_is_back_is_seen_as_before() {
        came(ANN, PHONE, ONE);
        wants(ONE, PresenceStatus.OFFLINE, 0);
        left(ONE);
        came(ANN, PHONE, TWO);
        assertThat(due()).isEmpty();
        assertThat(attendance.of(ANN, nowNanos)).contains(is(ANN, PresenceStatus.OFFLINE));
    }

    @Test
    void a_user_is_what_the_most_present_session_is() {
        came(ANN, PHONE, ONE);
        came(ANN, LAPTOP, TWO);
        due();
        wants(ONE, PresenceStatus.AWAY, 1);
        assertThat(due()).isEmpty();
        wants(TWO, PresenceStatus.OFFLINE, 2);
        assertThat(due()).containsExactly(is(ANN, PresenceStatus.AWAY));
        wants(ONE, PresenceStatus.OFFLINE, 3);
        assertThat(due()).containsExactly(new PresenceNotice(ANN, PresenceStatus.OFFLINE, 3L));
    }

    @Test
    void when_the_phone_is_left_behind_the_laptop_counts_after_the_grace() {
        came(ANN, PHONE, ONE);
        came(ANN, LAPTOP, TWO);
        wants(TWO, PresenceStatus.AWAY, 1);
        due();
        left(ONE);
        assertThat(due()).isEmpty();
        nowNanos += GRACE_NANOS;
        assertThat(due()).containsExactly(is(ANN, PresenceStatus.AWAY));
    }

    @Test
    void what_is_too_much_for_one_record_waits_for_the_next() {
        came(ANN, PHONE, ONE);
        came(BOB, PHONE, TWO);
        assertThat(attendance.due(nowNanos, 1)).containsExactly(is(ANN, PresenceStatus.ONLINE));
        assertThat(attendance.due(nowNanos, 1)).containsExactly(is(BOB, PresenceStatus.ONLINE));
    }

    @Test
    void what_changes_back_before_it_is_told_is_not_told() {
        came(ANN, PHONE, ONE);
        due();
        wants(ONE, PresenceStatus.AWAY, 1);
        wants(ONE, PresenceStatus.ONLINE, 2);
        assertThat(due()).isEmpty();
    }

    @Test
    void who_wants_to_be_invisible_right_after_they_came_is_never_seen() {
        attendance.came(ANN, PHONE, ONE, nowNanos);
        assertThat(due()).isEmpty();
        assertThat(attendance.of(ANN, nowNanos)).contains(is(ANN, PresenceStatus.OFFLINE));
        nowNanos += Attendance.SETTLING_NANOS - 1;
        assertThat(due()).isEmpty();
        wants(ONE, PresenceStatus.OFFLINE, 1);
        nowNanos += GRACE_NANOS;
        assertThat(due()).isEmpty();
        assertThat(attendance.of(ANN, nowNanos)).contains(is(ANN, PresenceStatus.OFFLINE));
    }

    @Test
    void a_user_of_two_nodes_is_counted_by_the_one_of_the_lower_name() {
        came(ANN, PHONE, ONE);
        came(BOB, PHONE, TWO);
        due();
        assertThat(counted("two#1")).containsExactlyInAnyOrder(ANN, BOB);
        assertThat(attendance.heard("one#1", ANN, true)).isTrue();
        assertThat(attendance.heard("one#1", ANN, true)).isFalse();
        assertThat(counted("two#1")).containsExactly(BOB);
        assertThat(counted("a#1")).containsExactlyInAnyOrder(ANN, BOB);
        assertThat(attendance.heard("one#1", ANN, false)).isFalse();
        assertThat(counted("two#1")).containsExactlyInAnyOrder(ANN, BOB);
    }

    @Test
    void what_a_node_said_that_is_gone_keeps_nobody_from_being_counted() {
        came(ANN, PHONE, ONE);
        due();
        attendance.heard("one#1", ANN, true);
        attendance.living(Set.of("two#1"));
        assertThat(counted("two#1")).containsExactly(ANN);
    }

    @Test
    void of_who_is_not_here_nothing_is_kept() {
        assertThat(attendance.heard("one#1", ANN, true)).isFalse();
        came(ANN, PHONE, ONE);
        due();
        assertThat(counted("two#1")).containsExactly(ANN);
    }

    @Test
    void nobody_invisible_is_counted() {
        came(ANN, PHONE, ONE);
        assertThat(counted("two#1")).isEmpty();
        wants(ONE, PresenceStatus.OFFLINE, 0);
        due();
        assertThat(counted("two#1")).isEmpty();
        wants(ONE, PresenceStatus.AWAY, 0);
        due();
        assertThat(counted("two#1")).containsExactly(ANN);
    }

    @Test
    void who_has_just_ended_is_counted_as_long_as_they_are_seen_and_who_left_the_conversation_is_not() {
        came(ANN, PHONE, ONE);
        due();
        assertThat(attendance.counted("two#1", List.of(), Set.of(ANN))).isEmpty();
        left(ONE);
        assertThat(attendance.counted("two#1", List.of(), Set.of(ANN))).containsExactly(ANN);
        assertThat(attendance.counted("two#1", List.of(), Set.of())).isEmpty();
        nowNanos += GRACE_NANOS;
        due();
        assertThat(attendance.counted("two#1", List.of(), Set.of(ANN))).isEmpty();
    }

    private Set<UserId> counted(String self) {
        return attendance.counted(self, List.of(ANN, BOB), Set.of());
    }
}
