package chat.carillon.backend.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation.Head;
import chat.carillon.model.ConversationId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentChangesTest {
    private final RecentChanges changes = new RecentChanges(1_000);

    private static Head head(String conversation, long seq, long changedAt) {
        return new Head(new ConversationId(conversation), seq, 0, 1, 1, 1, changedAt);
    }

    @Test
    void changes_come_in_order_of_time_and_each_log_once() {
        changes.add(List.of(head("a", 1, 1_001), head("b", 1, 1_001)));
        changes.add(List.of(head("a", 2, 1_002)));

        assertThat(changes.since(1_001, 10)).contains(List.of(head("b", 1, 1_001), head("a", 2, 1_002)));
        assertThat(changes.since(1_001, 1)).contains(List.of(head("b", 1, 1_001)));
        assertThat(changes.since(1_003, 10)).contains(List.of());
    }

    @Test
    void what_happened_up_to_the_start_is_not_known() {
        assertThat(changes.since(1_000, 10)).isEmpty();
        assertThat(changes.since(1_001, 10)).contains(List.of());
    }

    @Test
    void a_head_that_is_told_late_does_not_replace_a_newer_one() {
        changes.add(List.of(head("a", 3, 1_003)));
        changes.add(List.of(head("a", 2, 1_002)));

        assertThat(changes.since(1_001, 10)).contains(List.of(head("a", 3, 1_003)));
    }

    @Test
    void what_was_forgotten_is_not_claimed_to_be_known() {
        changes.add(IntStream.range(0, 10_100)
                .mapToObj(i -> head("c" + i, 1, 2_000 + i))
                .toList());

        assertThat(changes.since(2_050, 20_000)).isEmpty();
        assertThat(changes.since(2_099, 20_000)).isEmpty();
        assertThat(changes.since(2_100, 20_000))
                .hasValueSatisfying(heads -> assertThat(heads).hasSize(10_000));
    }
}
