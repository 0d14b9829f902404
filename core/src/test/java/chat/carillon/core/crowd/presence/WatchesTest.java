package chat.carillon.core.crowd.presence;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.Bounds;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchesTest {
    private static final long GRACE_NANOS = Limits.DEFAULT.presenceGrace().toNanos();
    private static final String HERE = "one#1";
    private static final String THERE = "two#1";
    private static final String EVE = "eve's session";
    private static final String DAN = "dan's session";
    private static final PresenceNotice ONLINE = new PresenceNotice(ANN, PresenceStatus.ONLINE, null);
    private static final PresenceNotice AWAY = new PresenceNotice(ANN, PresenceStatus.AWAY, null);

    private final Watches<String> watches = new Watches<>(Limits.DEFAULT);
    private long nowNanos;

    private void watch(String watcher, UserId... users) {
        watches.watch(watcher, List.of(users), false);
    }

    private void sought(boolean elsewhere) {
        watches.sought(ANN, elsewhere, true, nowNanos);
    }

    private List<Watches.Told<String>> due() {
        return watches.due(10);
    }

    private static Watches.Told<String> told(PresenceNotice notice, String... watchers) {
        return new Watches.Told<>(notice, List.of(watchers));
    }

    private static PresenceNotice offline(@Nullable Long lastSeenMillis) {
        return new PresenceNotice(ANN, PresenceStatus.OFFLINE, lastSeenMillis);
    }

    @Test
    void who_watches_is_told_what_is_so_and_then_what_changes() {
        watches.heard(HERE, ONLINE);
        assertThat(due()).isEmpty();
        watch(EVE, ANN);
        watches.heard(HERE, ONLINE);
        sought(false);
        assertThat(due()).containsExactly(told(ONLINE, EVE));
        watches.heard(HERE, ONLINE);
        assertThat(due()).isEmpty();
        watches.heard(HERE, AWAY);
        assertThat(due()).containsExactly(told(AWAY, EVE));
    }

    @Test
    void who_comes_later_is_told_alone() {
        watch(EVE, ANN);
        watches.heard(HERE, ONLINE);
        assertThat(due()).containsExactly(told(ONLINE, EVE));
        watch(DAN, ANN);
        assertThat(due()).containsExactly(told(ONLINE, DAN));
        watch(DAN, ANN);
        assertThat(due()).containsExactly(told(ONLINE, DAN));
        watches.watch(DAN, List.of(ANN), true);
        assertThat(due()).isEmpty();
    }

    @Test
    void who_looks_elsewhere_or_is_gone_is_told_nothing() {
        watch(EVE, ANN);
        watch(DAN, ANN);
        watch(DAN, BOB);
        watches.heard(HERE, ONLINE);
        assertThat(due()).containsExactly(told(ONLINE, EVE));
        watches.forget(EVE);
        watches.heard(HERE, AWAY);
        assertThat(due()).isEmpty();
    }

    @Test
    void who_is_nowhere_is_offline_at_once_and_others_are_asked_since_when() {
        watch(EVE, ANN);
        sought(false);
        assertThat(due()).containsExactly(told(offline(null), EVE));
        assertThat(watches.toAsk(nowNanos, 10)).containsExactly(ANN);
        watches.heard(THERE, offline(7L));
        assertThat(due()).containsExactly(told(offline(7L), EVE));
        nowNanos += Watches.ASK_EVERY_NANOS;
        assertThat(watches.toAsk(nowNanos, 10)).isEmpty();
    }

    @Test
    void of_who_is_elsewhere_nothing_is_said_before_an_answer() {
        watch(EVE, ANN);
        sought(true);
        assertThat(due()).isEmpty();
        for (int i = 0; i < Watches.MAX_ASKS; i++) {
            assertThat(watches.toAsk(nowNanos, 10)).containsExactly(ANN);
            assertThat(watches.isDue(nowNanos)).isFalse();
            nowNanos += Watches.ASK_EVERY_NANOS;
        }
        assertThat(watches.toAsk(nowNanos, 10)).isEmpty();
        assertThat(due()).isEmpty();
        watches.heard(THERE, AWAY);
        assertThat(due()).containsExactly(told(AWAY, EVE));
    }

    @Test
    void who_is_invisible_elsewhere_is_offline_once_nobody_says_otherwise() {
        watch(EVE, ANN);
        sought(true);
        watches.heard(THERE, offline(null));
        for (int i = 0; i <= Watches.MAX_ASKS; i++) {
            watches.toAsk(nowNanos, 10);
            nowNanos += Watches.ASK_EVERY_NANOS;
        }
        assertThat(due()).containsExactly(told(offline(null), EVE));
    }

    @Test
    void a_user_is_what_the_most_present_node_says() {
        watch(EVE, ANN);
        watches.heard(HERE, AWAY);
        watches.heard(THERE, ONLINE);
        assertThat(due()).containsExactly(told(ONLINE, EVE));
        watches.heard(THERE, offline(5L));
        assertThat(due()).containsExactly(told(AWAY, EVE));
        watches.heard(HERE, offline(4L));
        assertThat(due()).containsExactly(told(offline(5L), EVE));
    }

    @Test
    void whoever_watches_beyond_the_bound_is_told_nothing() {
        var few = new Watches<String>(Bounds.with("maxWatches", 1));
        few.watch(EVE, List.of(ANN), false);
        few.watch(DAN, List.of(ANN), false);
        few.heard(HERE, ONLINE);
        assertThat(few.due(10)).containsExactly(told(ONLINE, EVE));
    }

    @Test
    void users_of_a_node_that_is_gone_are_offline_after_the_grace() {
        watch(EVE, ANN);
        watches.heard(THERE, ONLINE);
        due();
        watches.living(Set.of(HERE), nowNanos, 99);
        nowNanos += GRACE_NANOS - 1;
        watches.living(Set.of(HERE), nowNanos, 100);
        assertThat(due()).isEmpty();
        nowNanos++;
        watches.living(Set.of(HERE), nowNanos, 101);
        assertThat(due()).containsExactly(told(offline(99L), EVE));
    }

    @Test
    void users_of_a_node_that_is_gone_who_came_here_stay_online() {
        watch(EVE, ANN);
        watches.heard(THERE, ONLINE);
        due();
        watches.living(Set.of(HERE), nowNanos, 99);
        watches.heard(HERE, ONLINE);
        nowNanos += GRACE_NANOS;
        watches.living(Set.of(HERE), nowNanos, 100);
        assertThat(due()).isEmpty();
    }
}
