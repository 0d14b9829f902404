package chat.carillon.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.model.EntryBody;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// One node and two, on one store.
class NotifyingTest {
    private final PushWorld world = new PushWorld();
    private final PushNode node = world.node();

    NotifyingTest() {
        world.register("bob", "phone");
        world.pass(Duration.ofSeconds(6));
    }

    @Test
    void tells_an_absent_member_when_the_message_is_ripe_and_never_again() {
        long seq = world.post(node, "ann", "hello");

        world.pass(Duration.ofMillis(2_900));
        assertThat(world.sent()).isEmpty();
        world.pass(Duration.ofMillis(1_100));
        assertThat(world.sent()).containsExactly("bob/phone " + seq + " show hello");
        world.pass(Duration.ofMinutes(10));
        assertThat(world.sent()).hasSize(1);
        assertThat(world.recorded(seq).fate()).isEqualTo(Fate.PUSHED);
        assertThat(world.recorded(seq).deliveries().getFirst().state()).isEqualTo(State.ACCEPTED);
        assertThat(node.notifying().counters().decided(Fate.PUSHED)).isEqualTo(1);
        assertThat(node.notifying().counters().settled(State.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void a_device_that_acks_in_time_is_not_told() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(1));
        world.ack("bob", "desk", seq);

        world.pass(Duration.ofMinutes(1));
        assertThat(world.sent()).isEmpty();
    }

    @Test
    void a_channel_ripens_more_slowly() {
        var channel = world.channel("ann", "bob");
        world.post(node, channel, "ann", "hello @bob");

        world.pass(Duration.ofMillis(9_500));
        assertThat(world.sent()).isEmpty();
        world.pass(Duration.ofMillis(1_500));
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void what_is_read_elsewhere_is_withdrawn() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(5));
        world.read(node, "bob", seq);

        world.pass(Duration.ofSeconds(2));
        assertThat(world.sent())
                .containsExactly("bob/phone " + seq + " show hello", "bob/phone " + seq + " withdraw null");
        assertThat(world.recorded(seq).deliveries().getFirst().state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void who_answers_has_read() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(5));
        world.post(node, "bob", "hello yourself");

        world.pass(Duration.ofSeconds(2));
        assertThat(world.sent()).contains("bob/phone " + seq + " withdraw null");
    }

    @Test
    void a_deleted_message_is_withdrawn() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(5));
        world.append(node, "ann", new EntryBody.Deleted(seq));

        world.pass(Duration.ofSeconds(2));
        assertThat(world.sent()).contains("bob/phone " + seq + " withdraw null");
    }

    @Test
    void what_fails_is_tried_again_and_given_up_in_the_end() {
        world.answer(_ -> new PushResult.Retry(null, "503"));
        long seq = world.post(node, "ann", "hello");

        world.pass(Duration.ofMinutes(5));
        assertThat(world.sent()).hasSizeBetween(4, 12);
        world.pass(Duration.ofHours(3));
        assertThat(world.recorded(seq).deliveries().getFirst().state()).isEqualTo(State.FAILED);
        assertThat(world.recorded(seq).deliveries().getFirst().outcome()).isEqualTo("given up: 503");
        int attempts = world.sent().size();
        world.pass(Duration.ofHours(1));
        assertThat(world.sent()).hasSize(attempts);
    }

    @Test
    void a_withdrawal_that_fails_is_tried_again_however_old_the_message_is() {
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofHours(5));
        world.answer(_ -> new PushResult.Retry(null, "503"));
        world.read(node, "bob", seq);
        world.pass(Duration.ofSeconds(1));
        world.answer(_ -> PushWorld.ACCEPTED);

        world.pass(Duration.ofMinutes(1));
        assertThat(world.recorded(seq).deliveries().getFirst().state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void no_more_is_sent_at_a_time_than_a_node_can_wait_for() {
        world.post(node, "ann", "the first, where planning begins");
        world.pass(Duration.ofSeconds(5));
        world.answers((_, _) -> new CompletableFuture<>());
        for (int i = 0; i < PushDispatch.MAX_IN_FLIGHT + 100; i++) {
            world.post(node, "ann", "hello");
        }

        world.pass(Duration.ofSeconds(10));
        assertThat(world.sent()).hasSize(1 + PushDispatch.MAX_IN_FLIGHT);
        assertThat(node.notifying().inFlight()).isEqualTo(PushDispatch.MAX_IN_FLIGHT);
    }

    @Test
    void a_provider_that_hangs_holds_up_no_other_one() {
        world.register("bob", "iphone", new PushTarget.Apns("0f3c".repeat(8), "org.example.chat", false));
        var channel = world.channel("ann", "bob");
        world.post(node, "ann", "the first, where planning begins");
        world.pass(Duration.ofSeconds(5));
        world.answers((notification, _) -> notification.device().value().equals("iphone")
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(PushWorld.ACCEPTED));
        for (int i = 0; i < PushDispatch.MAX_IN_FLIGHT + 100; i++) {
            world.post(node, "ann", "hello");
        }
        world.pass(Duration.ofSeconds(20));
        assertThat(node.notifying().inFlight()).isEqualTo(PushDispatch.MAX_IN_FLIGHT);

        long seq = world.post(node, channel, "ann", "hello @bob");
        world.pass(Duration.ofSeconds(12));
        assertThat(world.sent()).contains("bob/phone " + seq + " show hello @bob");
    }

    @Test
    void a_device_that_the_provider_knows_no_more_is_forgotten() {
        world.answer(_ -> new PushResult.InvalidTarget("410"));
        world.post(node, "ann", "hello");

        world.pass(Duration.ofSeconds(5));
        assertThat(world.devices("bob")).isEmpty();
    }

    @Test
    void a_provider_that_refuses_is_not_asked_again() {
        world.answer(_ -> new PushResult.Rejected("400"));
        long seq = world.post(node, "ann", "hello");

        world.pass(Duration.ofMinutes(10));
        assertThat(world.sent()).hasSize(1);
        assertThat(world.recorded(seq).deliveries().getFirst().state()).isEqualTo(State.FAILED);
        assertThat(world.devices("bob")).hasSize(1);
    }

    @Test
    void a_sender_that_never_answers_holds_nothing_up_and_another_attempt_follows() {
        world.answers((_, _) -> new CompletableFuture<>());
        world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(5));
        world.answer(_ -> new PushResult.Accepted(null));
        long seq = world.post(node, "ann", "again");

        world.pass(Duration.ofSeconds(5));
        assertThat(world.sent()).last().isEqualTo("bob/phone " + seq + " show again");
        world.pass(TakenPushes.MAX_SENDING);
        assertThat(world.sent()).hasSize(2);
        world.pass(TakenPushes.LEASE.plusSeconds(11));
        assertThat(world.sent()).last().isEqualTo("bob/phone " + (seq - 1) + " show hello");
        assertThat(node.notifying().inFlight()).isZero();
    }

    @Test
    void what_providers_answer_a_node_that_stops_is_written_down() {
        world.answerAfter(Duration.ofSeconds(2));
        world.node();
        world.pass(Duration.ofSeconds(6));
        long seq = world.post(node, "ann", "hello");
        world.pass(Duration.ofSeconds(4));
        assertThat(world.sent()).hasSize(1);

        node.notifying().stop();
        world.pass(Duration.ofSeconds(2));
        node.notifying().finish(Duration.ofSeconds(5));

        assertThat(world.recorded(seq).deliveries().getFirst().state()).isEqualTo(State.ACCEPTED);
        world.pass(Duration.ofMinutes(5));
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void of_two_nodes_one_tells() {
        PushNode other = world.node();
        world.pass(Duration.ofSeconds(6));
        long first = world.post(node, "ann", "by one");
        long second = world.post(other, "ann", "by the other");

        world.pass(Duration.ofMinutes(5));
        assertThat(world.sent())
                .containsExactlyInAnyOrder(
                        "bob/phone " + first + " show by one", "bob/phone " + second + " show by the other");
    }

    @Test
    void what_a_dead_node_left_is_told_by_another_soon() {
        world.node();
        world.post(node, "ann", "hello");
        node.kill();

        world.pass(Duration.ofSeconds(25));
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void a_node_that_starts_again_tells_what_it_left() {
        world.post(node, "ann", "hello");
        node.kill();
        world.pass(Duration.ofMinutes(20));

        world.node();
        world.pass(Duration.ofSeconds(2));
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void nobody_is_told_of_what_is_older_than_it_may_be() {
        world.post(node, "ann", "hello");
        node.kill();
        world.pass(Duration.ofHours(2));

        world.node();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.sent()).isEmpty();
    }

    @Test
    void without_content_nothing_of_it_leaves() {
        PushWorld hiding = new PushWorld(new PushSettings(
                Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofDays(7), true));
        hiding.hideContent("bob");
        PushNode there = hiding.node();
        hiding.pass(Duration.ofSeconds(6));
        hiding.post(there, "ann", "secret");

        hiding.pass(Duration.ofSeconds(5));
        assertThat(hiding.notifications()).singleElement().satisfies(notification -> {
            assertThat(notification.text()).isNull();
            assertThat(notification.senderName()).isEmpty();
            assertThat(notification.act()).isEqualTo(Act.SHOW);
        });
        assertThat(hiding.targets()).containsExactly(new PushTarget.Webhook());
    }

    @Test
    void the_store_away_for_a_while_delays_only() {
        world.post(node, "ann", "hello");
        world.storeAway(true);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.sent()).isEmpty();

        world.storeAway(false);
        world.pass(Duration.ofSeconds(12));
        assertThat(world.sent()).hasSize(1);
    }
}
