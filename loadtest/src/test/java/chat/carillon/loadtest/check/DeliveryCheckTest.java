package chat.carillon.loadtest.check;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A checker that finds nothing proves nothing: each fault is put in by hand and must be found.
class DeliveryCheckTest {
    private static final ConversationId CONVERSATION = new ConversationId("c1");
    private static final UserId MARY = new UserId("mary");

    private final List<Entry> log =
            LongStream.rangeClosed(1, 10).mapToObj(DeliveryCheckTest::entry).toList();
    private final List<Acknowledged> sends =
            LongStream.rangeClosed(2, 10).mapToObj(DeliveryCheckTest::send).toList();

    @Test
    void finds_nothing_where_all_is_well() {
        Findings findings = check(log, sends, log);
        assertThat(findings.none()).isTrue();
        assertThat(findings).hasToString("lost 0, duplicated 0, out of order 0");
    }

    @Test
    void finds_an_entry_that_a_watcher_never_saw() {
        var shown = new ArrayList<>(log);
        shown.remove(4);
        assertFound(check(log, sends, shown), Finding.LOST, 1, "c1: a watcher was never shown seq 5");
    }

    @Test
    void finds_that_a_watcher_missed_the_end() {
        assertFound(check(log, sends, log.subList(0, 8)), Finding.LOST, 2, "c1: a watcher was never shown seq 9");
    }

    @Test
    void finds_that_a_watcher_saw_nothing() {
        assertFound(check(log, sends, List.of()), Finding.LOST, 10, "c1: a watcher was never shown seq 1");
    }

    @Test
    void finds_an_entry_that_was_shown_twice() {
        var shown = new ArrayList<>(log);
        shown.add(7, log.get(3));
        assertFound(check(log, sends, shown), Finding.DUPLICATED, 1, "c1: a watcher was shown seq 4 again");
    }

    @Test
    void finds_entries_that_changed_places() {
        var shown = new ArrayList<>(log);
        Collections.swap(shown, 3, 4);
        assertFound(check(log, sends, shown), Finding.OUT_OF_ORDER, 1, "c1: a watcher was shown seq 4 after 5");
    }

    @Test
    void finds_an_entry_with_another_text_or_sender() {
        var shown = new ArrayList<>(log);
        shown.set(4, entry(5, MARY, "something else"));
        shown.set(5, entry(6, new UserId("tom"), "text 6"));
        assertFound(
                check(log, sends, shown),
                Finding.ALTERED,
                2,
                "c1: a watcher was shown seq 5 with another sender or text");
    }

    @Test
    void finds_an_entry_that_the_log_does_not_have() {
        var shown = new ArrayList<>(log);
        shown.add(entry(11));
        assertFound(
                check(log, sends, shown),
                Finding.ALTERED,
                1,
                "c1: a watcher was shown seq 11, which the log does not have");
    }

    @Test
    void finds_a_hole_in_the_log_itself() {
        var holed = new ArrayList<>(log);
        holed.remove(4);
        assertFound(check(holed, sends, holed), Finding.LOST, 1, "c1: the log has seq 6 where 5 belongs");
    }

    @Test
    void finds_an_acknowledged_send_that_is_not_in_the_log() {
        var short9 = log.subList(0, 9);
        assertFound(
                check(short9, sends, short9),
                Finding.LOST,
                1,
                "c1: the send m10, acknowledged at seq 10, is not in the log");
    }

    @Test
    void finds_a_send_that_is_in_the_log_twice() {
        var twice = new ArrayList<>(log);
        twice.add(new Entry(CONVERSATION, 11, 11, 0, MARY, new ClientMessageId("m4"), posted("text 4")));
        assertFound(
                check(twice, sends, twice),
                Finding.DUPLICATED,
                1,
                "c1: the send m4, acknowledged at seq 4, is in the log at [4, 11]");
    }

    @Test
    void finds_sends_of_one_after_the_other_that_the_log_has_in_another_order() {
        var swapped = new ArrayList<>(sends);
        Collections.swap(swapped, 2, 3);
        assertFound(
                check(log, swapped, log),
                Finding.OUT_OF_ORDER,
                1,
                "c1: the send m4, acknowledged at seq 4, stands before 5, which was sent earlier");
    }

    @Test
    void finds_a_send_whose_text_the_log_has_otherwise() {
        var altered = new ArrayList<>(sends);
        altered.set(0, new Acknowledged("m2", 2, MARY, posted("not this")));
        assertFound(
                check(log, altered, log),
                Finding.ALTERED,
                1,
                "c1: the send m2, acknowledged at seq 2, is in the log with another sender or text");
    }

    @Test
    void adds_up_several_conversations() {
        var sum = new Findings();
        sum.add(check(log, sends, log.subList(0, 9)));
        sum.add(check(log, sends, log.subList(0, 8)));
        assertThat(sum.count(Finding.LOST)).isEqualTo(3);
        assertThat(sum.differences()).hasSize(3);
    }

    private static Findings check(List<Entry> log, List<Acknowledged> sends, List<Entry> shown) {
        var seen = new Seen("a watcher");
        shown.forEach(entry -> seen.add(entry, entry.seq()));
        return DeliveryCheck.check(new Truth("c1", log), sends, List.of(seen));
    }

    private static void assertFound(Findings findings, Finding finding, long count, String first) {
        assertThat(findings.count(finding)).isEqualTo(count);
        assertThat(findings.none()).isFalse();
        assertThat(findings.differences()).first().isEqualTo(first);
        for (Finding other : Finding.values()) {
            assertThat(findings.count(other)).isEqualTo(other == finding ? count : 0);
        }
    }

    private static Entry entry(long seq) {
        return entry(seq, MARY, "text " + seq);
    }

    private static Entry entry(long seq, UserId sender, String text) {
        return new Entry(CONVERSATION, seq, seq, 0, sender, new ClientMessageId("m" + seq), posted(text));
    }

    private static Acknowledged send(long seq) {
        return new Acknowledged("m" + seq, seq, MARY, posted("text " + seq));
    }

    private static EntryBody.Posted posted(String text) {
        return new EntryBody.Posted(text, null, null, List.of());
    }
}
