package chat.carillon.core.conversation;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummariesTest {

    @Test
    void unread_is_the_messages_after_the_read_marker() {
        var summary = Summaries.of(membership(ANN, 4, head(10, 4)));

        assertThat(summary.headSeq()).isEqualTo(10);
        assertThat(summary.readSeq()).isEqualTo(4);
        assertThat(summary.unread()).isEqualTo(6);
    }

    @Test
    void unread_counts_up_to_where_live_entries_begin() {
        var summary = Summaries.at(membership(ANN, 4, head(10, 4)), 12, 11);

        assertThat(summary.headSeq()).isEqualTo(12);
        assertThat(summary.unread()).isEqualTo(7);
    }

    @Test
    void a_marker_beyond_where_live_entries_begin_leaves_nothing_unread() {
        assertThat(Summaries.at(membership(ANN, 4, head(10, 4)), 3, 3).unread()).isZero();
    }
}
