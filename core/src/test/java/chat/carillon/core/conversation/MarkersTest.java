package chat.carillon.core.conversation;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.ScriptedMembers;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MarkersTest {
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final ConversationId LARGE = new ConversationId("large");
    private static final DeviceId LAPTOP = new DeviceId("laptop");

    private final ScriptedMembers store = new ScriptedMembers();
    private final HandTime time = new HandTime();
    private final Tasks blocking = new Tasks();
    private final Markers markers = new Markers(store, time, blocking, MarkerListener.NONE, C::equals);

    private void pass(Duration by) {
        time.advance(by);
        blocking.runAll();
    }

    @Test
    void gathers_for_a_second_and_writes_the_highest_of_each() {
        markers.mark(new Marker.ReadUpTo(C, ANN, 5));
        markers.mark(new Marker.ReadUpTo(C, ANN, 7));
        markers.mark(new Marker.ReadUpTo(C, ANN, 6));
        markers.mark(new Marker.ReadUpTo(C, BOB, 1));
        pass(Duration.ofMillis(999));
        assertThat(store.marks).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(store.marks).hasSize(1);
        assertThat(store.marks.getFirst())
                .containsExactlyInAnyOrder(new Marker.ReadUpTo(C, ANN, 7), new Marker.ReadUpTo(C, BOB, 1));
        pass(Duration.ofSeconds(10));
        assertThat(store.marks).hasSize(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void keeps_read_markers_of_users_and_cursors_of_devices_apart() {
        markers.mark(new Marker.ReadUpTo(C, ANN, 5));
        markers.mark(new Marker.ReceivedUpTo(C, ANN, PHONE, 6));
        markers.mark(new Marker.ReceivedUpTo(C, ANN, LAPTOP, 7));
        markers.flush();

        assertThat(store.marks.getFirst()).hasSize(3);
    }

    @Test
    void tries_again_after_the_store_was_unavailable_and_loses_nothing_to_older_markers() {
        markers.mark(new Marker.ReadUpTo(C, ANN, 5));
        store.unavailable = true;
        pass(Duration.ofSeconds(1));
        markers.mark(new Marker.ReadUpTo(C, ANN, 4));
        store.unavailable = false;
        pass(Duration.ofSeconds(1));

        assertThat(store.marks.getFirst()).containsExactly(new Marker.ReadUpTo(C, ANN, 5));
    }

    @Test
    void goes_on_after_a_defect_without_what_could_not_be_written() {
        markers.mark(new Marker.ReadUpTo(C, ANN, 5));
        store.defective = true;
        pass(Duration.ofSeconds(1));
        store.defective = false;
        assertThat(markers.waiting()).isZero();
        markers.mark(new Marker.ReadUpTo(C, BOB, 6));
        pass(Duration.ofSeconds(1));

        assertThat(store.marks).containsExactly(List.of(new Marker.ReadUpTo(C, BOB, 6)));
    }

    @Test
    void goes_on_after_a_listener_that_fails() {
        var failing = new AtomicBoolean(true);
        var heard = new Markers(
                store,
                time,
                blocking,
                new MarkerListener() {
                    @Override
                    public void marked(Marker marker) {}

                    @Override
                    public void written(Collection<Marker> written) {
                        if (failing.getAndSet(false)) {
                            throw new IllegalStateException("the test says so");
                        }
                    }
                },
                C::equals);
        heard.mark(new Marker.ReadUpTo(C, ANN, 5));
        pass(Duration.ofSeconds(1));
        heard.mark(new Marker.ReadUpTo(C, ANN, 6));
        pass(Duration.ofSeconds(1));

        assertThat(store.marks).hasSize(2);
    }

    @Test
    void marks_that_come_after_a_flush_are_flushed_in_their_turn() {
        markers.mark(new Marker.ReadUpTo(C, ANN, 5));
        pass(Duration.ofSeconds(1));
        markers.mark(new Marker.ReadUpTo(C, ANN, 6));
        pass(Duration.ofSeconds(1));

        assertThat(store.marks).hasSize(2);
    }

    @Test
    void drops_new_ones_past_the_bound_but_moves_those_that_wait() {
        for (int i = 0; i < Markers.MAX_WAITING + 10; i++) {
            markers.mark(new Marker.ReadUpTo(C, new UserId("u" + i), 1));
        }
        markers.mark(new Marker.ReadUpTo(C, new UserId("u0"), 2));
        assertThat(markers.waiting()).isEqualTo(Markers.MAX_WAITING);
        markers.flush();

        assertThat(markers.waiting()).isZero();
        assertThat(store.marks.stream().flatMap(Collection::stream))
                .hasSize(Markers.MAX_WAITING)
                .contains(new Marker.ReadUpTo(C, new UserId("u0"), 2));
    }

    @Test
    void writes_at_a_bounded_rate_what_people_wait_for_first() {
        acksOfTheCrowd(1_200);
        var small = new Marker.ReceivedUpTo(C, ANN, PHONE, 1);
        var read = new Marker.ReadUpTo(LARGE, ANN, 1);
        markers.mark(read);
        markers.mark(small);

        pass(Duration.ofSeconds(1));
        assertThat(store.marks)
                .singleElement()
                .satisfies(
                        first -> assertThat(first).hasSize(Markers.MIN_A_FLUSH).startsWith(small, read));
        pass(Markers.PACE);
        pass(Markers.PACE);
        assertThat(store.marks).hasSize(3);
        assertThat(markers.waiting()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void none_of_them_keeps_the_others_out() {
        for (int flush = 0; flush < 20; flush++) {
            for (int i = 0; i < Markers.MIN_A_FLUSH; i++) {
                markers.mark(new Marker.ReceivedUpTo(C, new UserId("u" + flush + "." + i), PHONE, 1));
                markers.mark(new Marker.ReadUpTo(LARGE, new UserId("u" + flush + "." + i), 1));
            }
            acksOfTheCrowd(Markers.MIN_A_FLUSH);
            pass(flush == 0 ? Duration.ofSeconds(1) : Markers.PACE);
        }

        assertThat(store.marks).allSatisfy(batch -> {
            int eighth = batch.size() / 8;
            assertThat(batch.stream().filter(Marker.ReadUpTo.class::isInstance)).hasSizeGreaterThanOrEqualTo(eighth);
            assertThat(batch.stream().filter(marker -> marker.conversation().equals(C)))
                    .hasSizeGreaterThanOrEqualTo(eighth);
            assertThat(batch.stream()
                            .filter(Marker.ReceivedUpTo.class::isInstance)
                            .filter(marker -> marker.conversation().equals(LARGE)))
                    .hasSizeGreaterThanOrEqualTo(eighth);
        });
    }

    /// A message to a channel is ripe for push after ten seconds: by then it must be known who has it.
    @Test
    void what_a_crowd_acks_is_written_long_before_messages_ripen() {
        acksOfTheCrowd(20_000);
        for (Duration passed = Duration.ZERO; passed.toSeconds() < 5; passed = passed.plus(Markers.PACE)) {
            pass(Markers.PACE);
        }

        assertThat(markers.waiting()).isZero();
        assertThat(store.marks).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(Markers.MAX_A_FLUSH));
    }

    private void acksOfTheCrowd(int members) {
        for (int i = 0; i < members; i++) {
            markers.mark(new Marker.ReceivedUpTo(LARGE, new UserId("m" + i), PHONE, 1));
        }
    }

    @Test
    void an_ack_of_an_unattended_device_takes_nothing_from_one_of_before() {
        markers.mark(new Marker.ReceivedUpTo(C, ANN, PHONE, 5, 5));
        markers.mark(new Marker.ReceivedUpTo(C, ANN, PHONE, 7, 0));
        markers.flush();

        assertThat(store.marks.getFirst()).containsExactly(new Marker.ReceivedUpTo(C, ANN, PHONE, 7, 5));
    }
}
