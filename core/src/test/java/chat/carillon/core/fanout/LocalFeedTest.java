package chat.carillon.core.fanout;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.record;
import static chat.carillon.core.testing.Sample.records;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.Sample;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalFeedTest {
    private static final int MAX_HELD = 3;

    private final List<String> backfills = new ArrayList<>();
    private final List<UserId> joined = new ArrayList<>();
    private final List<Delivery> offered = new ArrayList<>();
    private final DeliveryLoop loop = offered::add;

    private final LocalFeed feed = new LocalFeed(C, MAX_HELD, 0, new LocalFeed.Requests() {
        @Override
        public void backfill(LocalFeed from, long afterSeq, long untilSeq) {
            backfills.add(afterSeq + ".." + untilSeq);
        }

        @Override
        public void joined(ConversationId conversation, List<UserId> users) {
            joined.addAll(users);
        }
    });

    private List<Long> seqs() {
        return offered.stream()
                .filter(Delivery.OfEntry.class::isInstance)
                .map(delivery -> ((Delivery.OfEntry) delivery).seq())
                .toList();
    }

    @Test
    void nobody_attaches_before_it_knows_where_it_stands() {
        assertThat(feed.attach(loop)).isNull();
        assertThat(feed.opened()).isNotDone();

        feed.start(head(10, 2));

        assertThat(feed.opened()).isCompletedWithValue(new Position(10, 10, 2));
        assertThat(feed.attach(loop)).isEqualTo(new Position(10, 10, 2));
    }

    @Test
    void records_that_came_before_it_was_started_are_not_lost() {
        records(11, 9, 12).forEach(feed::onRecord);
        feed.start(head(10, 2));

        assertThat(feed.attach(loop)).isEqualTo(new Position(12, 12, 2));
    }

    @Test
    void keeps_no_more_early_records_than_it_may() {
        records(11, 12, 13, 14, 15).forEach(feed::onRecord);
        feed.start(head(10, 2));

        assertThat(feed.attach(loop)).isEqualTo(new Position(13, 13, 2));
        feed.onHead(15);
        assertThat(backfills).containsExactly("13..15");
    }

    @Test
    void a_loop_is_offered_everything_after_the_position_at_which_it_attached() {
        feed.start(head(10, 2));
        feed.onRecord(record(11));
        feed.attach(loop);
        records(12, 13).forEach(feed::onRecord);

        assertThat(seqs()).containsExactly(12L, 13L);
    }

    @Test
    void a_loop_that_attaches_twice_is_offered_everything_once() {
        feed.start(head(10, 2));
        feed.attach(loop);
        feed.attach(loop);
        feed.onRecord(record(11));
        feed.detach(loop, 0);
        feed.onRecord(record(12));

        assertThat(seqs()).containsExactly(11L);
    }

    @Test
    void is_started_once() {
        feed.start(head(10, 2));
        feed.start(head(20, 2));

        assertThat(feed.attach(loop)).isEqualTo(new Position(10, 10, 2));
    }

    @Test
    void says_who_leaves_and_who_joined() {
        feed.start(head(10, 2));
        feed.attach(loop);
        feed.onRecord(record(Sample.left(11, ANN, BOB)));
        feed.onRecord(record(Sample.joined(12, BOB)));

        assertThat(offered)
                .extracting(delivery -> ((Delivery.OfEntry) delivery).leaving())
                .containsExactly(Set.of(ANN, BOB), Set.of());
        assertThat(joined).containsExactly(BOB);
    }

    @Test
    void says_who_joined_by_an_entry_before_it_began() {
        feed.start(head(10, 10));

        feed.onRecord(record(Sample.joined(9, ANN)));
        feed.onRecord(record(Sample.left(10, BOB)));

        assertThat(joined).containsExactly(ANN);
        assertThat(feed.mayHaveLeft(BOB, 10)).isFalse();
    }

    @Test
    void says_who_joined_while_it_was_opened() {
        feed.onRecord(record(Sample.joined(10, ANN)));
        feed.start(head(10, 10));

        assertThat(joined).containsExactly(ANN);
    }

    @Test
    void says_once_who_joined_by_an_entry_that_it_delivers() {
        feed.start(head(10, 2));

        feed.onRecord(record(Sample.joined(11, ANN)));
        feed.onRecord(record(Sample.joined(11, ANN)));

        assertThat(joined).containsExactly(ANN);
    }

    @Test
    void knows_who_may_have_left_since_a_lookup() {
        feed.start(head(10, 5));
        assertThat(feed.mayHaveLeft(ANN, 4)).isTrue();
        assertThat(feed.mayHaveLeft(ANN, 5)).isFalse();

        feed.onRecord(record(Sample.left(11, ANN)));
        assertThat(feed.mayHaveLeft(ANN, 10)).isTrue();
        assertThat(feed.mayHaveLeft(BOB, 10)).isFalse();
    }

    @Test
    void cannot_say_who_left_before_it_is_started() {
        assertThat(feed.mayHaveLeft(ANN, 1_000)).isTrue();
    }

    @Test
    void retires_once_nobody_has_needed_it_for_a_while() {
        feed.start(head(10, 2));
        feed.attach(loop);
        assertThat(feed.retire(1_000)).isFalse();

        feed.detach(loop, 500);
        assertThat(feed.retire(500)).isFalse();
        assertThat(feed.retire(501)).isTrue();
        assertThat(feed.attach(loop)).isNull();
    }

    @Test
    void whoever_waits_for_a_feed_that_retires_does_not_wait_for_ever() {
        assertThat(feed.retire(1)).isTrue();

        assertThat(feed.opened()).isCancelled();
    }

    @Test
    void ephemeral_frames_go_to_all_loops() {
        var others = new ArrayList<Delivery>();
        feed.start(head(10, 2));
        feed.attach(loop);
        feed.attach(others::add);

        feed.onEphemeral(new byte[] {1});

        assertThat(offered).hasSize(1);
        assertThat(others).hasSize(1);
    }

    @Test
    void what_comes_before_it_is_started_asks_for_nothing() {
        feed.onHead(5);
        feed.onBackfill(records(1));
        feed.onBackfillFailed();
        feed.onLook();
        feed.onEphemeral(new byte[] {1});

        assertThat(backfills).isEmpty();
    }
}
