package chat.carillon.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.HandTime;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final ConversationId HERE = new ConversationId("here");
    private static final ConversationId THERE = new ConversationId("there");
    private static final UserId ANN = new UserId("ann");
    private static final DeviceId PHONE = new DeviceId("phone");

    private final Journal journal = new Journal(new HandTime());

    private void committed(ConversationId conversation, long seq) {
        journal.add(new Step.Committed(conversation, seq, journal.nowNanos()));
    }

    @Test
    void finds_the_steps_of_one_entry_and_of_no_other() {
        committed(HERE, 1);
        committed(HERE, 2);
        committed(THERE, 2);
        journal.add(new Step.Written(HERE, 1, 5, 0, 0, 10, 0));

        assertThat(journal.find(HERE, 2).steps())
                .containsExactly(new Step.Committed(HERE, 2, 0), new Step.Written(HERE, 1, 5, 0, 0, 10, 0));
        assertThat(journal.find(HERE, 5).steps()).hasSize(1);
        assertThat(journal.find(HERE, 6).steps()).isEmpty();
    }

    @Test
    void an_ack_of_a_later_entry_is_one_of_all_before_it() {
        committed(HERE, 3);
        journal.acked(HERE, ANN, PHONE, 2);
        journal.acked(HERE, ANN, PHONE, 4);
        journal.acked(THERE, ANN, PHONE, 4);

        Journal.Found found = journal.find(HERE, 3);
        assertThat(found.acks()).singleElement().matches(ack -> ack.seq() == 4);
        assertThat(found.acksReachBack()).isTrue();
    }

    @Test
    void says_when_older_acks_are_forgotten() {
        var time = new HandTime();
        var busy = new Journal(time);
        busy.add(new Step.Committed(HERE, 3, time.monotonicNanos()));
        time.advance(java.time.Duration.ofSeconds(1));
        LongStream.range(0, Journal.MAX_ACKS).forEach(seq -> busy.acked(THERE, ANN, PHONE, seq));
        busy.acked(HERE, ANN, PHONE, 3);

        assertThat(busy.find(HERE, 3).acks()).hasSize(1);
        assertThat(busy.find(HERE, 3).acksReachBack()).isFalse();
    }

    @Test
    void keeps_the_newest_steps_within_its_bound() {
        LongStream.rangeClosed(1, Journal.MAX_STEPS + 1).forEach(seq -> committed(HERE, seq));

        assertThat(journal.find(HERE, 1).steps()).isEmpty();
        assertThat(journal.find(HERE, 2).steps()).hasSize(1);
        assertThat(journal.find(HERE, Journal.MAX_STEPS + 1).steps()).hasSize(1);
    }

    @Test
    void an_attachment_that_began_after_the_entry_is_none_of_its_business() {
        var holder = new Attachment.Holder(ANN, PHONE, new SessionId("s"));
        journal.ended(HERE, new Attachment(holder, 5, 9, 0));

        assertThat(journal.find(HERE, 5).ended()).isEmpty();
        assertThat(journal.find(HERE, 6).ended()).hasSize(1);
    }

    @Test
    void loses_nothing_when_many_threads_add() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            var conversation = new ConversationId("c" + i);
            threads.add(Thread.ofPlatform()
                    .start(() -> LongStream.rangeClosed(1, 10_000).forEach(seq -> committed(conversation, seq))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(List.of(1L, 5_000L, 10_000L))
                .allMatch(seq ->
                        journal.find(new ConversationId("c3"), seq).steps().size() == 1);
    }
}
