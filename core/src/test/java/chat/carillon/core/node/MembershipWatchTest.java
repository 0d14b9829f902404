package chat.carillon.core.node;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.store.ConversationStore.Joined;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipWatchTest {
    private final OpenSession ann = new OpenSession(ANN, Limits.DEFAULT, new HandTime());
    private final RecordingBus bus = new RecordingBus();
    private final MembershipWatch watch = new MembershipWatch(ann.members(), ann.sessions(), ann.arrivals(), bus);

    private void join(Joined... joined) {
        ann.members().joined = List.of(joined);
        ann.members().memberships.put(ANN, List.of(membership(ANN, 2, head(2, 2))));
        ann.connection().open.put(C, new Position(2, 2, 2));
    }

    private void look() {
        watch.look(1_000);
        ann.run();
    }

    @Test
    void finds_members_whom_nobody_told_that_they_are() {
        join(new Joined(C, ANN, 1_000));
        look();

        assertThat(ann.connection().sent).singleElement().isInstanceOf(ServerFrame.Joined.class);
    }

    @Test
    void looks_a_membership_up_once() {
        var elsewhere = new ConversationId("elsewhere");
        join(new Joined(C, ANN, 1_000), new Joined(elsewhere, ANN, 1_000));
        look();
        ann.members().lookups.clear();
        look();
        assertThat(ann.members().lookups).isEmpty();

        join(new Joined(C, ANN, 1_000), new Joined(elsewhere, ANN, 2_000));
        look();
        assertThat(ann.members().lookups).hasSize(1);
    }

    @Test
    void looks_nothing_up_for_who_was_told() {
        join(new Joined(C, ANN, 1_000));
        ann.attachTo(C);
        look();

        assertThat(ann.members().lookups).isEmpty();
    }

    @Test
    void looks_again_for_who_had_no_session_here() {
        join(new Joined(C, BOB, 1_000));
        look();
        assertThat(ann.members().lookups).isEmpty();

        var _ = ann.add(BOB);
        look();
        assertThat(ann.members().lookups).containsExactly(List.of(BOB));
    }

    @Test
    void looks_at_page_after_page() {
        var joined = new ArrayList<Joined>();
        for (int i = 0; i < 2 * MembershipWatch.MAX_A_QUERY; i++) {
            joined.add(new Joined(C, new UserId("u" + i), 1_000));
        }
        joined.add(new Joined(C, ANN, 1_000));
        join(joined.toArray(Joined[]::new));
        look();

        assertThat(ann.members().lookups).containsExactly(List.of(ANN));
    }

    @Test
    void asks_nothing_where_there_can_be_no_other_node() {
        bus.reachesOthers = false;
        join(new Joined(C, ANN, 1_000));
        look();

        assertThat(ann.members().lookups).isEmpty();
    }
}
