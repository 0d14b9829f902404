package chat.carillon.testkit.contract.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.Decision;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.ConversationStore.Marker.ReadUpTo;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.testkit.contract.StoreWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What [PushStore] promises of what was planned: taken, settled, tried again, withdrawn, and forgotten in the end.
public interface PushSendingContract {
    StoreWorld world();

    private PushScene scene() {
        return new PushScene(world());
    }

    @Test
    default void what_is_taken_comes_again_after_its_lease_unless_it_was_settled() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        scene().device("bob", "tablet");
        long seq = world().post(direct, "ann", "hello");
        scene().plan(direct);
        List<DuePush> first = scene().take(100);
        assertThat(first)
                .hasSize(2)
                .allSatisfy(due -> assertThat(due.attempts()).isEqualTo(1));
        scene().settle(first.getFirst(), State.ACCEPTED);

        scene().pass(Duration.ofMillis(PushScene.LEASE_MILLIS - 1));
        assertThat(scene().taken()).isEmpty();
        scene().pass(Duration.ofMillis(2));
        List<DuePush> second = scene().take(100);

        assertThat(second).singleElement().satisfies(due -> {
            assertThat(due.key()).isEqualTo(first.getLast().key());
            assertThat(due.attempts()).isEqualTo(2);
        });
        assertThat(scene().push().recorded(direct, seq).getFirst().deliveries())
                .extracting(PushStore.Delivery::state)
                .containsExactlyInAnyOrder(State.ACCEPTED, State.DUE);
    }

    @Test
    default void what_one_kind_of_target_waits_for_does_not_stand_in_front_of_the_others() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        var apns = new PushTarget.Apns("0f3c".repeat(8), "org.example.chat", false);
        var iPhone = new PushDevice(new UserId("bob"), new DeviceId("iphone"), apns, "", 0);
        world().store().devices().register(iPhone, 10);
        long first = world().post(direct, "ann", "one");
        scene().plan(direct);
        scene().pass(Duration.ofSeconds(1));
        long second = world().post(direct, "ann", "two");
        scene().plan(direct);

        assertThat(scene().push().take(PushScene.LEASE_MILLIS, Map.of(Kind.WEBPUSH, 9, Kind.WEBHOOK, 9)))
                .isEmpty();
        assertThat(scene().push().take(PushScene.LEASE_MILLIS, Map.of(Kind.APNS, 1, Kind.FCM, 9)))
                .extracting(
                        due -> due.device().target().kind(), due -> due.key().seq())
                .containsExactlyInAnyOrder(tuple(Kind.APNS, first), tuple(Kind.FCM, first), tuple(Kind.FCM, second));
        assertThat(scene().taken()).isEmpty();
        assertThat(scene().push().take(PushScene.LEASE_MILLIS, Map.of(Kind.APNS, 9)))
                .extracting(due -> due.key().seq())
                .containsExactly(second);
    }

    @Test
    default void a_push_is_tried_again_when_it_is_time() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        world().post(direct, "ann", "hello");
        scene().plan(direct);
        DuePush due = scene().take(1).getFirst();
        long now = world().store().log().nowMillis();

        scene().push().settle(List.of(new Settled(due.hold(), State.DUE, now + 60_000, "later")));

        scene().pass(Duration.ofSeconds(59));
        assertThat(scene().taken()).isEmpty();
        scene().pass(Duration.ofSeconds(2));
        assertThat(scene().taken()).hasSize(1);
    }

    @Test
    default void the_message_is_told_as_it_stands_when_it_is_sent() {
        ConversationId channel = world().channel("ann", "bob");
        scene().device("bob", "phone");
        long seq = world().post(channel, "ann", "helo @bob");
        scene().plan(channel);
        world().append(channel, "ann", new EntryBody.Edited(seq, "hello @bob"));
        world().store().conversations().mark(List.of(new ReadUpTo(channel, new UserId("bob"), seq - 1)));

        DuePush due = scene().take(1).getFirst();

        assertThat(due.act()).isEqualTo(Act.SHOW);
        assertThat(due.mention()).isTrue();
        assertThat(due.device().target()).isEqualTo(new PushTarget.Fcm("bob-phone"));
        assertThat(due.message().text()).isEqualTo("hello @bob");
        assertThat(due.message().conversationName()).isEqualTo("general");
        assertThat(due.message().sender()).isEqualTo(new UserId("ann"));
        assertThat(due.message().senderName()).isEqualTo("ann");
        assertThat(due.message().readSeq()).isEqualTo(seq - 1);
        assertThat(due.message().showContent()).isTrue();
        world().append(channel, "ann", new EntryBody.Deleted(seq));
        scene().pass(Duration.ofMillis(PushScene.LEASE_MILLIS + 1));
        assertThat(scene().take(1).getFirst().message().text()).isNull();
    }

    @Test
    default void what_was_read_is_withdrawn_where_it_was_sent_and_not_sent_where_it_was_not() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        long shown = world().post(direct, "ann", "one");
        scene().plan(direct);
        scene().settle(scene().take(1).getFirst(), State.ACCEPTED);
        long waiting = world().post(direct, "ann", "two");
        scene().plan(direct);
        long unread = world().post(direct, "ann", "three");
        scene().plan(direct);

        assertThat(scene().push().withdraw(List.of(new ReadUpTo(direct, new UserId("bob"), waiting))))
                .isEqualTo(1);

        assertThat(scene().taken())
                .containsExactlyInAnyOrder("bob:phone:" + shown + ":withdraw", "bob:phone:" + unread + ":show");
        assertThat(scene().push()
                        .recorded(direct, waiting)
                        .getFirst()
                        .deliveries()
                        .getFirst()
                        .state())
                .isEqualTo(State.DROPPED);
        assertThat(scene().push().withdraw(List.of(new ReadUpTo(direct, new UserId("bob"), waiting))))
                .isZero();
    }

    @Test
    default void what_is_read_while_it_is_being_sent_is_withdrawn_whatever_the_provider_says() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        long seq = world().post(direct, "ann", "one");
        scene().plan(direct);
        DuePush due = scene().take(1).getFirst();

        assertThat(scene().push().withdraw(List.of(new ReadUpTo(direct, new UserId("bob"), seq))))
                .isEqualTo(1);
        scene().settle(due, State.ACCEPTED);

        DuePush gone = scene().take();
        assertThat(gone.act()).isEqualTo(Act.WITHDRAW);
        scene().settle(gone, State.WITHDRAWN);
        scene().pass(Duration.ofHours(1));
        assertThat(scene().taken()).isEmpty();
    }

    @Test
    default void a_deleted_message_is_withdrawn_from_all() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        long seq = world().post(direct, "ann", "one");
        scene().plan(direct);
        scene().settle(scene().take(1).getFirst(), State.ACCEPTED);

        assertThat(scene().push().withdraw(direct, seq)).isEqualTo(1);
        assertThat(scene().taken()).containsExactly("bob:phone:" + seq + ":withdraw");
    }

    @Test
    default void a_device_that_is_gone_is_told_nothing_and_one_that_moved_is_told_where_it_is() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        scene().device("bob", "tablet");
        long seq = world().post(direct, "ann", "one");
        scene().plan(direct);
        world().store().devices().remove(new UserId("bob"), new DeviceId("phone"));
        var moved = new PushTarget.Fcm("elsewhere");
        world().store().devices().register(new PushDevice(new UserId("bob"), new DeviceId("tablet"), moved, "", 0), 10);

        assertThat(scene().take(100))
                .singleElement()
                .satisfies(due -> assertThat(due.device().target()).isEqualTo(moved));

        assertThat(scene().push().recorded(direct, seq).getFirst().deliveries())
                .extracting(PushStore.Delivery::state, PushStore.Delivery::outcome)
                .containsExactly(tuple(State.FAILED, "the device is gone"), tuple(State.DUE, ""));
    }

    @Test
    default void who_has_left_is_told_nothing_of_what_waited() {
        ConversationId group = world().group("ann", "bob");
        scene().device("bob", "phone");
        world().post(group, "ann", "one");
        scene().plan(group);
        world().append(group, "bob", new EntryBody.MembersLeft(world().users("bob")));

        assertThat(scene().take().message().text()).isNull();
    }

    @Test
    default void the_badge_counts_direct_messages_and_mentions() {
        ConversationId direct = world().direct("ann", "bob");
        ConversationId channel = world().channel("ann", "bob");
        world().post(direct, "ann", "one");
        long two = world().post(direct, "ann", "two");
        world().post(channel, "ann", "not for bob");
        world().post(channel, "ann", "for @bob");

        assertThat(scene().push().badges(world().users("bob"))).isEqualTo(Map.of(new UserId("bob"), 3));
        world().store().conversations().mark(List.of(new ReadUpTo(direct, new UserId("bob"), two)));
        assertThat(scene().push().badges(world().users("bob"))).isEqualTo(Map.of(new UserId("bob"), 1));
        assertThat(scene().push().badges(List.of())).isEmpty();
    }

    @Test
    default void very_many_decisions_are_forgotten_as_well_and_younger_ones_are_not() {
        ConversationId group = world().group("ann", "bob");
        List<Decision> decisions = IntStream.range(0, 4_500)
                .mapToObj(i -> new Decision(new UserId("user" + i), 1, Fate.NO_DEVICE, false, List.of()))
                .toList();
        scene().push().write(List.of(new ConversationPlan(group, -1, 1, decisions)));
        assertThat(scene().fates(group, 1)).hasSize(4_500);
        scene().pass(Duration.ofDays(1));
        scene().device("bob", "phone");
        long seq = world().post(group, "ann", "one");
        scene().plan(group);

        long oldest = world().store().log().nowMillis() - 1_000;
        int parts = 1;
        while (scene().push().deleteBefore(oldest)) {
            parts++;
        }

        assertThat(parts).isLessThan(10);

        assertThat(scene().fates(group, 1)).isEmpty();
        assertThat(scene().fates(group, seq)).containsExactly(Fate.PUSHED);
        assertThat(scene().taken()).hasSize(1);
    }

    @Test
    default void decisions_are_forgotten_but_never_made_again() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        long seq = world().post(direct, "ann", "one");
        scene().plan(direct);
        scene().pass(Duration.ofDays(1));

        scene().push().deleteBefore(world().store().log().nowMillis() - 1_000);

        assertThat(scene().fates(direct, seq)).isEmpty();
        assertThat(scene().taken()).isEmpty();
        assertThat(scene().plans(direct)).isEmpty();
    }
}
