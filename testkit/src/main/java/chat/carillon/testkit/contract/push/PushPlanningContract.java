package chat.carillon.testkit.contract.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.AccountStore.AccountChange;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.Ripeness;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.testkit.contract.StoreWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What [PushStore] promises of planning: with the planner that every node has, each absent member is told once.
public interface PushPlanningContract {
    StoreWorld world();

    private PushScene scene() {
        return new PushScene(world());
    }

    @Test
    default void an_absent_member_is_told_once_and_others_not_at_all() {
        ConversationId group = world().group("ann", "bob", "cat", "dan");
        List.of("ann", "bob", "cat").forEach(user -> scene().device(user, "phone"));
        long seq = world().post(group, "ann", "hello");
        scene().acked(group, "cat", "desk", seq, seq);

        assertThat(scene().plan(group)).containsExactly(group);

        assertThat(scene().taken()).containsExactly("bob:phone:" + seq + ":show");
        assertThat(scene().taken()).isEmpty();
        assertThat(scene().push().recorded(group, seq))
                .extracting(PushStore.Recorded::user, PushStore.Recorded::fate)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(new UserId("bob"), Fate.PUSHED),
                        org.assertj.core.groups.Tuple.tuple(new UserId("dan"), Fate.NO_DEVICE));
    }

    @Test
    default void who_is_disabled_is_told_nothing_by_whatever_way() {
        ConversationId group = world().group("ann", "bob", "cat");
        ConversationId channel = world().channel("ann", "bob", "cat");
        world().store().accounts().update(new UserId("bob"), new AccountChange(null, null, true));
        long toGroup = world().post(group, "ann", "hello");
        long toChannel = world().post(channel, "ann", "hello @bob and @cat");

        scene().plan(group, channel);

        assertThat(scene().push().recorded(group, toGroup))
                .extracting(PushStore.Recorded::user)
                .containsExactly(new UserId("cat"));
        assertThat(scene().push().recorded(channel, toChannel))
                .extracting(PushStore.Recorded::user)
                .containsExactly(new UserId("cat"));
    }

    @Test
    default void of_a_crowd_only_those_who_are_meant_and_away_are_told() {
        String[] crowd = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toArray(String[]::new);
        ConversationId channel = world().channel("ann", crowd);
        for (String user : crowd) {
            scene().device(user, "phone");
        }
        String meant = IntStream.range(0, 100).mapToObj(i -> "@u" + i).collect(Collectors.joining(" "));
        long seq = world().post(channel, "ann", meant);
        for (int i = 0; i < 1_000; i++) {
            if (i >= 100 || i % 2 == 0) {
                scene().acked(channel, "u" + i, "phone", seq, seq);
            }
        }

        assertThat(scene().plan(channel)).containsExactly(channel);

        List<String> told = new ArrayList<>();
        for (List<String> some = scene().taken(); !some.isEmpty(); some = scene().taken()) {
            told.addAll(some);
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50)
                        .mapToObj(i -> "u%d:phone:%d:show".formatted(2 * i + 1, seq))
                        .toList());
    }

    @Test
    default void of_two_that_plan_the_same_one_is_too_late() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        world().post(direct, "ann", "hello");
        List<ConversationPlan> one = scene().plans(direct);
        List<ConversationPlan> other = scene().plans(direct);

        assertThat(scene().push().write(one)).containsExactly(direct);
        assertThat(scene().push().write(other)).isEmpty();
        assertThat(scene().taken()).hasSize(1);
    }

    @Test
    default void planning_goes_on_where_it_stood() {
        ConversationId direct = world().direct("ann", "bob");
        ConversationId group = world().group("ann", "bob");
        scene().device("bob", "phone");
        long first = world().post(direct, "ann", "one");
        scene().plan(direct, group);
        long second = world().post(direct, "ann", "two");
        long third = world().post(group, "ann", "three");

        assertThat(scene().push().unplanned(List.of(world().head(direct), world().head(group))))
                .containsExactlyInAnyOrder(direct, group);
        assertThat(scene().plan(direct, group, new ConversationId("none"))).containsExactlyInAnyOrder(direct, group);
        assertThat(scene().push().unplanned(List.of(world().head(direct), world().head(group))))
                .isEmpty();
        assertThat(scene().plans(direct, group)).isEmpty();
        assertThat(scene().push().recorded(direct, first)).hasSize(1);
        assertThat(scene().push().recorded(direct, second)).hasSize(1);
        assertThat(scene().push().recorded(group, third)).hasSize(1);
    }

    @Test
    default void what_is_not_ripe_waits_and_what_is_too_old_is_left() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        world().post(direct, "ann", "of yesterday");
        scene().pass(Duration.ofDays(1));
        long ripe = world().post(direct, "ann", "ripe");
        scene().pass(Duration.ofSeconds(5));
        long green = world().post(direct, "ann", "green");
        long now = world().store().log().nowMillis();
        var ripeness = new Ripeness(now - 3_000, now - 10_000, now - 3_600_000);

        List<PlanningContext> contexts = scene().push().contexts(List.of(direct), ripeness);

        assertThat(contexts).singleElement().satisfies(context -> {
            assertThat(context.untilSeq()).isEqualTo(green - 1);
            assertThat(context.nextMillis()).isBetween(2_000L, 3_000L);
            assertThat(context.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.seq()).isEqualTo(ripe));
        });
    }

    @Test
    default void what_a_node_appended_whose_clock_is_behind_is_told_as_soon() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        long now = world().store().log().nowMillis();
        var behind = new NewEntry(
                direct, new UserId("ann"), Authority.MEMBER, null, now - 7_200_000, StoreWorld.text("late"));
        assertThat(world().result(behind)).isInstanceOf(AppendResult.Appended.class);
        var ripeness = new Ripeness(now - 3_000, now - 3_000, now - 3_600_000);

        assertThat(scene().push().contexts(List.of(direct), ripeness))
                .singleElement()
                .satisfies(context -> assertThat(context.messages()).isEmpty());
        scene().pass(Duration.ofSeconds(5));
        var later = new Ripeness(now + 2_000, now + 2_000, now - 3_595_000);
        assertThat(scene().push().contexts(List.of(direct), later))
                .singleElement()
                .satisfies(context -> assertThat(context.messages()).hasSize(1));
    }

    @Test
    default void a_channel_tells_those_who_are_meant_and_those_who_want_everything() {
        ConversationId channel = world().channel("ann", "bob", "cat", "dan", "eve", "fay");
        List.of("ann", "bob", "cat", "dan", "eve", "fay").forEach(user -> scene().device(user, "phone"));
        var dan = new UserId("dan");
        var eve = new UserId("eve");
        world().store().devices().put(new ConversationWish(dan, channel, NotificationLevel.ALL, 0));
        world().store()
                .devices()
                .put(new Wishes(
                        eve, NotificationLevel.ALL, NotificationLevel.ALL, NotificationLevel.ALL, null, 0, true));
        long seq = world().post(channel, "ann", "hello @bob");

        scene().plan(channel);

        assertThat(scene().taken())
                .containsExactlyInAnyOrder(
                        "bob:phone:" + seq + ":show", "dan:phone:" + seq + ":show", "eve:phone:" + seq + ":show");
        assertThat(scene().push().recorded(channel, seq).getFirst().mention()).isTrue();
        assertThat(scene().push().recorded(channel, seq).getLast().mention()).isFalse();
    }

    @Test
    default void everyone_and_here_mean_members_without_naming_them() {
        ConversationId channel = world().channel("ann", "bob", "cat");
        List.of("bob", "cat").forEach(user -> scene().device(user, "phone"));
        long all = world().post(channel, "ann", "@channel: fire drill");
        long here = world().post(channel, "ann", "lunch, @here?");
        scene().acked(channel, "cat", "desk", here, 0);

        scene().plan(channel);

        assertThat(scene().taken())
                .containsExactlyInAnyOrder(
                        "bob:phone:" + all + ":show", "cat:phone:" + all + ":show", "cat:phone:" + here + ":show");
        assertThat(world().memberships("bob").getFirst().mentions()).isEqualTo(2);
        assertThat(scene().push().badges(world().users("ann", "bob", "zoe")))
                .isEqualTo(Map.of(new UserId("ann"), 0, new UserId("bob"), 2, new UserId("zoe"), 0));
        world().append(channel, "ann", new EntryBody.Deleted(all));
        assertThat(world().memberships("bob").getFirst().mentions()).isEqualTo(1);
    }

    @Test
    default void those_who_wrote_in_a_thread_are_told_of_more_of_it() {
        ConversationId channel = world().channel("ann", "bob", "cat", "dan");
        List.of("ann", "bob", "cat", "dan").forEach(user -> scene().device(user, "phone"));
        long root = world().post(channel, "ann", "a question");
        world().append(channel, "bob", new EntryBody.Posted("an answer", null, root, List.of()));
        long more = world().append(channel, "dan", new EntryBody.Posted("another", null, root, List.of()))
                .seq();

        scene().plan(channel);

        assertThat(scene().taken()).contains("ann:phone:" + more + ":show", "bob:phone:" + more + ":show");
        assertThat(scene().push().recorded(channel, more))
                .extracting(recorded -> recorded.user().value())
                .containsExactly("ann", "bob");
    }

    @Test
    default void acks_of_each_device_decide() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        scene().device("bob", "tablet");
        long seq = world().post(direct, "ann", "hello");
        scene().acked(direct, "bob", "desk", seq, seq - 1);
        scene().acked(direct, "bob", "phone", seq, 0);

        scene().plan(direct);

        assertThat(scene().taken()).containsExactly("bob:tablet:" + seq + ":show");
    }

    @Test
    default void a_busy_log_is_planned_in_pieces() {
        ConversationId direct = world().direct("ann", "bob");
        scene().device("bob", "phone");
        scene().plan(direct);
        long first = 0;
        for (int i = 0; i < PushStore.MAX_RIPE + 5; i++) {
            long seq = world().post(direct, "ann", "message " + i);
            first = first == 0 ? seq : first;
        }

        assertThat(scene().plan(direct)).containsExactly(direct);
        assertThat(scene().push().unplanned(List.of(world().head(direct)))).containsExactly(direct);
        assertThat(scene().fates(direct, first)).containsExactly(Fate.PUSHED);
        assertThat(scene().fates(direct, first + PushStore.MAX_RIPE)).isEmpty();
        scene().plan(direct);
        assertThat(scene().fates(direct, first + PushStore.MAX_RIPE)).containsExactly(Fate.PUSHED);
        assertThat(scene().push().unplanned(List.of(world().head(direct)))).isEmpty();
    }
}
