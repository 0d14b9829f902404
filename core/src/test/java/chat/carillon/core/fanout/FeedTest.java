package chat.carillon.core.fanout;

import static chat.carillon.core.testing.Sample.record;
import static chat.carillon.core.testing.Sample.records;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.testing.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final int MAX_HELD = 3;

    private final List<Long> delivered = new ArrayList<>();
    private final List<String> backfills = new ArrayList<>();
    private final Feed feed = new Feed(new Position(10, 10, 2), MAX_HELD);

    private final Feed.Commands commands = new Feed.Commands() {
        @Override
        public void deliver(BusRecord.Appended entry) {
            delivered.add(entry.seq());
        }

        @Override
        public void backfill(long afterSeq, long untilSeq) {
            backfills.add(afterSeq + ".." + untilSeq);
        }
    };

    private void comes(long... seqs) {
        records(seqs).forEach(record -> feed.onRecord(record, commands));
    }

    private void answers(long... seqs) {
        feed.onBackfill(records(seqs), commands);
    }

    @Test
    void delivers_what_comes_in_order() {
        comes(11, 12, 13);

        assertThat(delivered).containsExactly(11L, 12L, 13L);
        assertThat(backfills).isEmpty();
        assertThat(feed.position()).isEqualTo(new Position(13, 13, 2));
    }

    @Test
    void drops_what_it_has_delivered_or_begun_after() {
        comes(9, 10, 11, 11, 10, 12, 11);

        assertThat(delivered).containsExactly(11L, 12L);
        assertThat(feed.held()).isZero();
    }

    @Test
    void holds_what_is_early_and_asks_for_what_lies_before_it() {
        comes(13, 12);

        assertThat(delivered).isEmpty();
        assertThat(backfills).containsExactly("10..12");
        comes(11);
        assertThat(delivered).containsExactly(11L, 12L, 13L);
        assertThat(feed.held()).isZero();
    }

    @Test
    void an_answer_that_comes_late_is_dropped() {
        comes(12, 11);
        answers(11);

        assertThat(delivered).containsExactly(11L, 12L);
        assertThat(backfills).containsExactly("10..11");
        assertThat(feed.behind()).isZero();
    }

    @Test
    void asks_once_at_a_time() {
        comes(13, 15, 17);

        assertThat(backfills).containsExactly("10..12");
    }

    @Test
    void asks_on_after_a_partial_page() {
        comes(14);
        answers(11);
        assertThat(backfills).containsExactly("10..13", "11..13");
        answers(12, 13);

        assertThat(delivered).containsExactly(11L, 12L, 13L, 14L);
        assertThat(backfills).hasSize(2);
    }

    @Test
    void asks_for_the_next_gap_after_the_first_is_closed() {
        comes(12, 15);
        answers(11);

        assertThat(delivered).containsExactly(11L, 12L);
        assertThat(backfills).containsExactly("10..11", "12..14");
        answers(13, 14);
        assertThat(delivered).containsExactly(11L, 12L, 13L, 14L, 15L);
    }

    @Test
    void holds_no_more_than_it_may_and_loses_nothing_by_it() {
        comes(20, 19, 18, 17, 16, 15, 14, 13, 12);

        assertThat(feed.held()).isEqualTo(MAX_HELD);
        answers(11);
        assertThat(delivered).containsExactly(11L, 12L, 13L, 14L);
        assertThat(backfills).containsExactly("10..19", "14..20");
        answers(15, 16, 17, 18, 19, 20);
        assertThat(delivered)
                .containsExactly(LongStream.rangeClosed(11, 20).boxed().toArray(Long[]::new));
        assertThat(feed.behind()).isZero();
    }

    @Test
    void a_page_of_what_is_known_asks_no_further_until_something_happens() {
        comes(13);
        answers();

        assertThat(backfills).containsExactly("10..12");
        assertThat(feed.behind()).isEqualTo(3);
        feed.onLook(commands);
        assertThat(backfills).containsExactly("10..12", "10..12");
    }

    @Test
    void a_head_that_is_ahead_is_a_gap() {
        feed.onHead(12, commands);
        feed.onHead(11, commands);

        assertThat(backfills).containsExactly("10..12");
        answers(11, 12);
        assertThat(delivered).containsExactly(11L, 12L);
        feed.onHead(12, commands);
        assertThat(backfills).hasSize(1);
    }

    @Test
    void a_head_that_is_heard_while_asking_is_asked_for_afterwards() {
        feed.onHead(11, commands);
        feed.onHead(13, commands);
        answers(11);

        assertThat(backfills).containsExactly("10..11", "11..13");
    }

    @Test
    void asks_again_after_a_failure_when_something_happens() {
        feed.onHead(12, commands);
        feed.onBackfillFailed();
        assertThat(backfills).hasSize(1);

        feed.onLook(commands);
        feed.onBackfillFailed();
        feed.onHead(12, commands);
        feed.onBackfillFailed();
        comes(13);

        assertThat(backfills).containsExactly("10..12", "10..12", "10..12", "10..12");
    }

    @Test
    void a_look_at_a_feed_that_misses_nothing_does_nothing() {
        comes(11);
        feed.onLook(commands);

        assertThat(backfills).isEmpty();
    }

    @Test
    void notes_which_entry_changed_membership() {
        feed.onRecord(record(Sample.joined(11, Sample.BOB)), commands);
        comes(12);

        assertThat(feed.position()).isEqualTo(new Position(12, 12, 11));
    }

    /// Any order with any repetition and any losses, pages of any size: every entry once, in order.
    @Test
    void delivers_everything_once_and_in_order_whatever_the_bus_does() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            long until = 11L + random.nextInt(30);
            delivered.clear();
            backfills.clear();
            var fresh = new Feed(new Position(10, 10, 0), 1 + random.nextInt(4));
            List<Long> comes = new ArrayList<>();
            LongStream.rangeClosed(5, until).forEach(seq -> {
                for (int copies = random.nextInt(3); copies > 0; copies--) {
                    comes.add(seq);
                }
            });
            Collections.shuffle(comes, random);
            for (long seq : comes) {
                fresh.onRecord(record(seq), commands);
                answerSome(fresh, random);
            }
            fresh.onHead(until, commands);
            while (fresh.behind() > 0) {
                answerSome(fresh, random);
                fresh.onLook(commands);
            }
            assertThat(delivered)
                    .as("seed %d", seed)
                    .containsExactly(LongStream.rangeClosed(11, until).boxed().toArray(Long[]::new));
        }
    }

    private void answerSome(Feed to, Random random) {
        if (backfills.isEmpty() || random.nextInt(3) == 0) {
            return;
        }
        String[] range = backfills.removeLast().split("\\.\\.", 2);
        backfills.clear();
        if (random.nextInt(4) == 0) {
            to.onBackfillFailed();
            return;
        }
        long after = Long.parseLong(range[0]);
        long until = Math.min(Long.parseLong(range[1]), after + random.nextInt(4));
        to.onBackfill(
                LongStream.rangeClosed(after + 1, until)
                        .mapToObj(Sample::record)
                        .toList(),
                commands);
    }
}
