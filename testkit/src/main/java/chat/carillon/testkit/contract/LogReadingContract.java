package chat.carillon.testkit.contract;

import static chat.carillon.testkit.contract.StoreWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation.Head;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.LogStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the reading half of [LogStore], and the store itself, promises.
interface LogReadingContract {
    StoreWorld world();

    private ConversationId tenEntries() {
        ConversationId general = world().channel("ann");
        for (int i = 2; i <= 10; i++) {
            world().post(general, "ann", "text " + i);
        }
        return general;
    }

    @Test
    default void a_range_excludes_its_start_and_includes_its_end() {
        LogStore log = world().store().log();
        ConversationId general = tenEntries();

        assertThat(log.read(general, 3, 6, 100, 100_000)).extracting(Entry::seq).containsExactly(4L, 5L, 6L);
        assertThat(log.read(general, 0, 1, 100, 100_000)).extracting(Entry::seq).containsExactly(1L);
        assertThat(log.read(general, 8, Long.MAX_VALUE, 100, 100_000))
                .extracting(Entry::seq)
                .containsExactly(9L, 10L);
    }

    @Test
    default void ranges_without_entries_are_empty() {
        LogStore log = world().store().log();
        ConversationId general = tenEntries();
        world().channel("ann");

        assertThat(log.read(general, 10, Long.MAX_VALUE, 100, 100_000)).isEmpty();
        assertThat(log.read(general, 99, Long.MAX_VALUE, 100, 100_000)).isEmpty();
        assertThat(log.read(general, 6, 6, 100, 100_000)).isEmpty();
        assertThat(log.read(general, 6, 3, 100, 100_000)).isEmpty();
        assertThat(log.read(general, Long.MAX_VALUE, Long.MAX_VALUE, 100, 100_000))
                .isEmpty();
        assertThat(log.read(new ConversationId("none"), 0, 10, 100, 100_000)).isEmpty();
    }

    @Test
    default void a_page_is_bounded_in_entries_and_bytes_but_never_empty() {
        LogStore log = world().store().log();
        ConversationId general = world().channel("ann");
        for (int i = 0; i < 10; i++) {
            world().post(general, "ann", "x".repeat(10_000));
        }

        assertThat(log.read(general, 0, 100, 3, 1_000_000))
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L);
        assertThat(log.read(general, 1, 100, 100, 35_000))
                .extracting(Entry::seq)
                .containsExactly(2L, 3L, 4L);
        assertThat(log.read(general, 1, 100, 100, 1)).extracting(Entry::seq).containsExactly(2L);
    }

    @Test
    default void heads_of_many_logs_come_at_once() {
        var conversations = new ArrayList<ConversationId>();
        for (int i = 0; i < 1_200; i++) {
            conversations.add(world().channel("ann"));
        }
        world().post(conversations.getLast(), "ann", "hi");
        var asked = new ArrayList<ConversationId>(conversations);
        asked.add(new ConversationId("none"));

        Map<ConversationId, Head> heads = world().store().log().heads(asked);

        assertThat(heads).containsOnlyKeys(conversations);
        long now = world().time().wallMillis();
        assertThat(heads.get(conversations.getFirst()))
                .isEqualTo(new Head(conversations.getFirst(), 1, 0, 1, 1, 1, now));
        assertThat(heads.get(conversations.getLast())).isEqualTo(new Head(conversations.getLast(), 2, 1, 1, 1, 1, now));
        assertThat(world().store().log().heads(List.of())).isEmpty();
    }

    @Test
    default void changes_since_a_time_come_oldest_first() {
        LogStore log = world().store().log();
        ConversationId one = world().channel("ann");
        ConversationId two = world().channel("ann");
        ConversationId three = world().channel("ann");
        world().time().advance(Duration.ofSeconds(1));
        long since = world().time().wallMillis();
        world().post(two, "ann", "hi");
        world().time().advance(Duration.ofMillis(1));
        world().post(one, "ann", "hi");

        assertThat(log.changedSince(since, 100)).containsExactly(world().head(two), world().head(one));
        assertThat(log.changedSince(since, 1)).containsExactly(world().head(two));
        assertThat(log.changedSince(since + 1, 100)).containsExactly(world().head(one));
        assertThat(log.changedSince(since + 2, 100)).isEmpty();
        assertThat(log.changedSince(0, 100)).contains(world().head(three)).hasSize(3);
    }

    @Test
    default void the_time_of_a_change_is_the_time_of_the_store() {
        LogStore log = world().store().log();
        ConversationId conversation = world().channel("ann");
        world().time().advance(Duration.ofSeconds(1));
        world().post(conversation, "ann", "hi");

        assertThat(log.nowMillis()).isEqualTo(world().head(conversation).changedAtMillis());
        world().time().advance(Duration.ofSeconds(1));
        assertThat(log.nowMillis()).isEqualTo(world().head(conversation).changedAtMillis() + 1_000);
    }

    @Test
    default void a_log_that_changes_again_counts_with_its_latest_change() {
        ConversationId one = world().channel("ann");
        ConversationId two = world().channel("ann");
        world().time().advance(Duration.ofSeconds(1));
        long since = world().time().wallMillis();
        world().post(one, "ann", "hi");
        world().time().advance(Duration.ofSeconds(1));
        world().post(two, "ann", "hi");
        world().time().advance(Duration.ofSeconds(1));
        world().post(one, "ann", "again");

        assertThat(world().store().log().changedSince(since, 100))
                .containsExactly(world().head(two), world().head(one));
        assertThat(world().head(one).changedAtMillis()).isEqualTo(since + 2_000);
    }

    @Test
    default void a_large_batch_is_appended_whole() {
        ConversationId general = world().channel("ann");
        var batch = new ArrayList<NewEntry>();
        for (int i = 0; i < 2_000; i++) {
            batch.add(world().entry(general, "ann", text("text " + i)));
        }

        world().store().log().append(batch);

        List<Entry> log = world().log(general);
        assertThat(log).hasSize(2_001);
        assertThat(log.getLast().body()).isEqualTo(text("text 1999"));
        assertThat(log.getLast().ordinal()).isEqualTo(2_000);
    }

    @Test
    default void a_store_that_works_says_so() {
        assertThat(world().store().epoch())
                .isNotBlank()
                .isEqualTo(world().store().epoch());
        assertThat(world().store().appendConcurrency()).isPositive();
        assertThat(world().store().refusal()).isEmpty();
        world().store().probe();
        assertThat(world().store().refusal()).isEmpty();
    }
}
