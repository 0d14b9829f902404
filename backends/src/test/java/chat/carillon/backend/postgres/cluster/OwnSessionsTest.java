package chat.carillon.backend.postgres.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OwnSessionsTest {
    private final OwnSessions sessions = new OwnSessions();

    private static Registration session(int number) {
        return new Registration(
                new UserId("u" + number), new DeviceId("d"), new SessionId("n#1." + number), "n#1", number);
    }

    private OwnSessions.Batch take() throws InterruptedException {
        return sessions.take(1_000, Duration.ZERO);
    }

    @Test
    void arrivals_wait_until_they_were_tried_to_be_written() throws InterruptedException {
        CompletableFuture<Void> written = sessions.add(session(1));
        assertThat(sessions.add(session(1))).isSameAs(written);
        OwnSessions.Batch batch = take();
        assertThat(written).isNotDone();

        batch.tried().run();
        assertThat(batch.opened()).containsExactly(session(1));
        assertThat(written).isDone();
        assertThat(sessions.add(session(1))).isDone();
        assertThat(take().isEmpty()).isTrue();
    }

    @Test
    void one_that_comes_and_goes_unwritten_leaves_nothing_behind() throws InterruptedException {
        CompletableFuture<Void> written = sessions.add(session(1));
        sessions.remove(session(1));

        assertThat(written).isDone();
        assertThat(sessions.waiting()).isZero();
        assertThat(take().isEmpty()).isTrue();
    }

    @Test
    void what_waits_is_bounded_by_the_sessions_however_long_nothing_is_written() throws InterruptedException {
        var first = new ArrayList<Registration>();
        for (int i = 0; i < 100; i++) {
            first.add(session(i));
            var _ = sessions.add(session(i));
        }
        take().tried().run();
        first.forEach(sessions::remove);
        for (int i = 1_000; i < 100_000; i++) {
            var _ = sessions.add(session(i));
            if (i >= 1_010) {
                sessions.remove(session(i - 10));
            }
            assertThat(sessions.waiting()).isLessThanOrEqualTo(first.size() + 11);
        }
        OwnSessions.Batch next = take();
        assertThat(next.ended()).containsExactlyElementsOf(first);
        assertThat(next.opened()).hasSize(10);
    }

    @Test
    void a_batch_takes_no_more_than_it_may_and_the_next_goes_on() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            var _ = sessions.add(session(i));
        }

        assertThat(sessions.take(3, Duration.ZERO).opened()).hasSize(3);
        assertThat(sessions.take(3, Duration.ZERO).opened()).containsExactly(session(3), session(4));
    }

    @Test
    void nothing_else_waits_once_all_are_taken() throws InterruptedException {
        var _ = sessions.add(session(1));
        take().tried().run();
        CompletableFuture<Void> second = sessions.add(session(2));
        sessions.remove(session(1));

        OwnSessions.Batch all = sessions.all();
        assertThat(all.opened()).containsExactly(session(2));
        assertThat(sessions.waiting()).isZero();
        all.tried().run();
        assertThat(second).isDone();
    }

    @Test
    void nobody_waits_after_the_end() {
        CompletableFuture<Void> before = sessions.add(session(1));
        sessions.close();

        assertThat(List.of(before, sessions.add(session(2)))).allMatch(CompletableFuture::isDone);
        assertThat(sessions.waiting()).isZero();
    }
}
