package chat.carillon.testkit.contract.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.store.ConversationStore.Marker.ReadUpTo;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Hold;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.testkit.contract.StoreWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What [PushStore] promises of leases: whoever takes a push has it alone while it renews, and what a former holder
/// says counts only where it remains true.
public interface PushLeasesContract {
    /// Nearly a lease.
    Duration NEARLY = Duration.ofMillis(PushScene.LEASE_MILLIS - 1_000);

    Duration LEASE = Duration.ofMillis(PushScene.LEASE_MILLIS + 1);

    StoreWorld world();

    private PushScene scene() {
        return new PushScene(world());
    }

    /// A direct conversation of Ann and Bob, who has a phone.
    private ConversationId direct() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        return direct;
    }

    /// Ann says something of which Bob is to be told.
    private long says(ConversationId direct) {
        long seq = world().post(direct, "ann", "hello");
        scene().plan(direct);
        return seq;
    }

    private int bobReads(ConversationId direct, long seq) {
        return scene().push().withdraw(List.of(new ReadUpTo(direct, new UserId("bob"), seq)));
    }

    @Test
    default void a_lease_that_is_renewed_does_not_end() {
        says(direct());
        DuePush due = scene().take();

        for (int i = 0; i < 4; i++) {
            scene().pass(NEARLY);
            assertThat(scene().renew(due)).isTrue();
            assertThat(scene().taken()).isEmpty();
        }
        scene().pass(LEASE);

        assertThat(scene().taken()).hasSize(1);
    }

    @Test
    default void a_lease_that_has_ended_is_renewed_unless_somebody_has_taken_over() {
        says(direct());
        DuePush due = scene().take();

        scene().pass(LEASE);
        assertThat(scene().renew(due)).isTrue();
        assertThat(scene().taken()).isEmpty();
        scene().pass(LEASE);
        DuePush next = scene().take();

        assertThat(next.hold()).isEqualTo(new Hold(due.key(), Act.SHOW, 2));
        assertThat(scene().renew(due)).isFalse();
        assertThat(scene().renew(next)).isTrue();
    }

    @Test
    default void all_are_renewed_that_are_still_held() {
        ConversationId direct = direct();
        scene().device("bob", "tablet");
        long first = says(direct);
        long second = says(direct);
        List<DuePush> taken = scene().take(100);
        DuePush settled = taken.stream()
                .filter(due -> due.key().seq() == first)
                .findFirst()
                .orElseThrow();
        scene().settle(settled, State.ACCEPTED);
        List<Hold> holds = taken.stream().map(DuePush::hold).toList();
        assertThat(holds).hasSize(4);
        var held = new ArrayList<>(holds);
        held.remove(settled.hold());

        scene().pass(NEARLY);
        assertThat(scene().push().renew(holds, PushScene.LEASE_MILLIS)).containsExactlyInAnyOrderElementsOf(held);
        assertThat(scene().push().renew(List.of(), PushScene.LEASE_MILLIS)).isEmpty();
        scene().push().deleteBefore(world().store().log().nowMillis() + 1);
        assertThat(scene().push().renew(holds, PushScene.LEASE_MILLIS)).isEmpty();
        assertThat(scene().push().recorded(direct, second)).isEmpty();
    }

    @Test
    default void what_was_read_or_is_to_be_tried_later_is_not_held() {
        ConversationId direct = direct();
        long seq = says(direct);
        DuePush due = scene().take();

        bobReads(direct, seq);
        assertThat(scene().renew(due)).isFalse();
        scene().pass(LEASE);
        DuePush gone = scene().take();
        assertThat(gone.hold()).isEqualTo(new Hold(due.key(), Act.WITHDRAW, 2));
        assertThat(scene().renew(gone)).isTrue();
        assertThat(scene().renew(due)).isFalse();
    }

    /// A provider that has two at once may keep the former.
    @Test
    default void what_is_read_while_it_is_being_sent_is_withdrawn_when_that_has_settled_or_its_lease_has_ended() {
        ConversationId direct = direct();
        long first = says(direct);
        DuePush settled = scene().take();
        long second = says(direct);
        scene().take();

        assertThat(bobReads(direct, second)).isEqualTo(2);
        scene().pass(NEARLY);
        assertThat(scene().taken()).isEmpty();
        scene().push().settle(List.of(new Settled(settled.hold(), State.DUE, Long.MAX_VALUE, "no answer in time")));
        assertThat(scene().taken()).containsExactly("bob:phone:" + first + ":withdraw");
        scene().pass(LEASE.minus(NEARLY));
        assertThat(scene().taken()).containsExactly("bob:phone:" + second + ":withdraw");
    }

    @Test
    default void what_a_former_holder_says_does_not_hasten_a_withdrawal_nor_make_it_needless() {
        ConversationId direct = direct();
        long seq = says(direct);
        DuePush former = scene().take();
        scene().pass(LEASE);
        DuePush next = scene().take();
        bobReads(direct, seq);

        scene().settle(former, State.FAILED);
        assertThat(scene().state(direct, seq)).isEqualTo(State.WITHDRAW_DUE);
        assertThat(scene().taken()).isEmpty();
        scene().settle(next, State.ACCEPTED);
        DuePush gone = scene().take();
        scene().settle(former, State.FAILED);
        scene().settle(gone, State.WITHDRAWN);
        assertThat(scene().state(direct, seq)).isEqualTo(State.WITHDRAWN);
    }

    @Test
    default void a_former_holder_does_not_take_a_push_from_the_next_one() {
        ConversationId direct = direct();
        long seq = says(direct);
        DuePush former = scene().take();
        scene().pass(LEASE);
        DuePush next = scene().take();

        scene().settle(former, State.FAILED);
        scene().settle(former, State.DROPPED);
        scene().push().settle(List.of(new Settled(former.hold(), State.DUE, 0, "at once")));

        assertThat(scene().taken()).isEmpty();
        assertThat(scene().renew(next)).isTrue();
        scene().settle(next, State.FAILED);
        assertThat(scene().state(direct, seq)).isEqualTo(State.FAILED);
    }

    @Test
    default void what_the_provider_has_counts_whoever_says_so() {
        ConversationId direct = direct();
        long seq = says(direct);
        DuePush former = scene().take();
        scene().pass(LEASE);
        DuePush next = scene().take();

        scene().settle(former, State.ACCEPTED);

        assertThat(scene().state(direct, seq)).isEqualTo(State.ACCEPTED);
        assertThat(scene().renew(next)).isFalse();
        scene().push().settle(List.of(new Settled(next.hold(), State.DUE, 0, "at once")));
        assertThat(scene().state(direct, seq)).isEqualTo(State.ACCEPTED);
        assertThat(scene().taken()).isEmpty();
    }

    @Test
    default void of_two_answers_at_once_it_counts_that_the_provider_has_it() {
        ConversationId direct = direct();
        long seq = says(direct);
        DuePush former = scene().take();
        scene().pass(LEASE);
        DuePush next = scene().take();

        scene().push()
                .settle(List.of(
                        new Settled(next.hold(), State.DUE, 0, "at once"),
                        new Settled(former.hold(), State.ACCEPTED, 0, "said the provider")));

        assertThat(scene().state(direct, seq)).isEqualTo(State.ACCEPTED);
        assertThat(scene().taken()).isEmpty();
    }

    @Test
    default void what_was_read_before_a_device_was_told_need_not_be_withdrawn() {
        ConversationId direct = direct();
        long seq = says(direct);
        DuePush due = scene().take();
        bobReads(direct, seq);

        scene().settle(due, State.DROPPED);

        assertThat(scene().state(direct, seq)).isEqualTo(State.DROPPED);
        assertThat(scene().taken()).isEmpty();
    }

    /// A holder renews a lease that has ended while another one takes over: one of them has it then.
    @Test
    default void of_one_who_renews_and_one_who_takes_over_one_has_it() throws InterruptedException, ExecutionException {
        ConversationId direct = direct();
        scene().device("bob", "tablet");
        for (int i = 0; i < 10; i++) {
            says(direct);
        }
        List<Hold> holds = scene().take(100).stream().map(DuePush::hold).toList();
        assertThat(holds).hasSize(20);
        scene().pass(LEASE);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<DuePush>> taking = threads.submit(() -> scene().take(100));
            Set<Hold> renewed = scene().push().renew(holds, PushScene.LEASE_MILLIS);
            Set<PushStore.Key> taken = taking.get().stream().map(DuePush::key).collect(Collectors.toSet());

            assertThat(renewed).noneMatch(hold -> taken.contains(hold.key()));
            assertThat(renewed.size() + taken.size()).isEqualTo(holds.size());
        }
    }

    @Test
    default void what_is_planned_is_the_planners_at_once_if_it_wants_and_anybodys_when_the_lease_has_ended() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        world().post(direct, "ann", "hello");
        List<ConversationPlan> plans = scene().plans(direct);

        PushStore.Written written = scene().push().write(plans, PushScene.LEASE_MILLIS);

        assertThat(written.conversations()).containsExactly(direct);
        DuePush taken = written.taken().getFirst();
        assertThat(taken.attempts()).isEqualTo(1);
        assertThat(taken.message().text()).isEqualTo("hello");
        assertThat(taken.device().device().value()).isEqualTo("phone");
        assertThat(scene().push().write(plans, PushScene.LEASE_MILLIS))
                .isEqualTo(new PushStore.Written(Set.of(), List.of()));
        assertThat(scene().taken()).isEmpty();
        assertThat(scene().renew(taken)).isTrue();
        scene().pass(Duration.ofMillis(PushScene.LEASE_MILLIS + 1));
        DuePush again = scene().take();
        assertThat(again.attempts()).isEqualTo(2);
        scene().settle(again, State.ACCEPTED);
        assertThat(scene().state(direct, again.key().seq())).isEqualTo(State.ACCEPTED);
    }
}
