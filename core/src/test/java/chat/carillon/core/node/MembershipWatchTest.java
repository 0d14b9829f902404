package chat.carillon.core.node;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipWatchTest {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final HandTime time = new HandTime();
    private final OpenSession ann = new OpenSession(ANN, Limits.DEFAULT, time);
    private final MembershipWatch watch = new MembershipWatch(ann.sessions(), ann.arrivals(), time);

    private void look() {
        time.advance(LOOK);
        ann.run();
    }

    @Test
    void finds_members_whom_nobody_told_that_they_are() {
        watch.start();
        ann.members().memberships.put(ANN, List.of(membership(ANN, 2, head(2, 2))));
        ann.connection().open.put(C, new Position(2, 2, 2));
        look();

        assertThat(ann.connection().sent).singleElement().isInstanceOf(ServerFrame.Joined.class);
        look();
        assertThat(ann.connection().sent).hasSize(1);
    }

    @Test
    void looks_up_a_share_of_the_users_at_a_time_and_all_of_them_in_a_minute() {
        for (int i = 0; i < 12_000; i++) {
            var _ = ann.add(new UserId("u" + i));
        }
        watch.start();
        look();
        int first = ann.members().lookups.stream().mapToInt(List::size).sum();
        assertThat(first).isEqualTo(1_001);
        for (int looks = 1; looks < 12; looks++) {
            look();
        }

        assertThat(ann.members().lookups.stream().flatMap(List::stream))
                .hasSize(12_001)
                .doesNotHaveDuplicates();
    }

    @Test
    void stops() {
        watch.start();
        watch.stop();
        look();

        assertThat(time.waiting()).isZero();
    }
}
