package chat.carillon.client.unread;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadTest {
    private static final ConversationId C1 = new ConversationId("c1");
    private static final UserId ANNA = new UserId("anna");
    private static final UserId BEN = new UserId("ben");

    /// Ten entries, read up to the fifth; three unread messages, one means Anna.
    private final Unread unread = new Unread(ANNA, summary(10, 5, 3, 1));

    private long ordinal = 8;

    private static ConversationSummary summary(long head, long read, long unread, long mentions) {
        return new ConversationSummary(
                C1,
                ConversationKind.CHANNEL,
                "ops",
                null,
                List.of(),
                Role.MEMBER,
                Role.MEMBER,
                false,
                head,
                1,
                read,
                unread,
                mentions);
    }

    private void came(long seq, UserId sender, EntryBody body) {
        ordinal += body instanceof EntryBody.Posted ? 1 : 0;
        unread.came(new Entry(C1, seq, ordinal, 0, sender, null, body));
    }

    private void posted(long seq, UserId sender, String text) {
        came(seq, sender, new EntryBody.Posted(text, null, null, List.of()));
    }

    private void assertUnread(long messages, long mentions) {
        assertThat(unread.messages()).isEqualTo(messages);
        assertThat(unread.mentions()).isEqualTo(mentions);
    }

    @Test
    void adds_what_comes_to_what_the_server_counted() {
        posted(9, BEN, "the server has counted this one");
        posted(11, BEN, "@anna, look");
        came(12, BEN, new EntryBody.ReactionAdded(11, "👍"));
        posted(13, BEN, "@annabel, look");
        posted(14, BEN, "@channel: all of you");
        assertUnread(6, 3);
        assertThat(unread.headSeq()).isEqualTo(14);
    }

    @Test
    void who_writes_has_read_everything() {
        posted(11, BEN, "@anna?");
        posted(12, ANNA, "yes?");
        assertUnread(0, 0);
        assertThat(unread.readSeq()).isEqualTo(12);
    }

    @Test
    void knows_exactly_what_remains_of_what_came_one_by_one() {
        posted(11, BEN, "one");
        posted(12, BEN, "two @anna");
        posted(13, BEN, "three");
        unread.read(11);
        assertUnread(2, 1);
        unread.read(4);
        assertUnread(2, 1);
        unread.read(12);
        assertUnread(1, 0);
        assertThat(unread.exact()).isTrue();
    }

    @Test
    void knows_only_the_most_it_can_be_when_a_part_was_read_of_what_the_server_counted() {
        posted(11, BEN, "one");
        unread.read(8);
        assertUnread(3, 1);
        assertThat(unread.exact()).isFalse();
        unread.counted(summary(11, 8, 2, 0));
        assertUnread(2, 0);
        assertThat(unread.exact()).isTrue();
    }

    @Test
    void an_answer_from_before_the_marker_was_known_is_not_exact() {
        unread.read(8);
        unread.counted(summary(10, 5, 3, 1));
        assertThat(unread.exact()).isFalse();
        assertThat(unread.readSeq()).isEqualTo(8);
        unread.read(10);
        unread.counted(summary(10, 5, 3, 1));
        assertUnread(0, 0);
    }

    @Test
    void keeps_what_came_after_the_head_that_the_server_counted() {
        posted(11, BEN, "one");
        posted(12, BEN, "two @anna");
        unread.counted(summary(11, 5, 4, 1));
        assertUnread(5, 2);
        posted(13, BEN, "three");
        assertUnread(6, 2);
    }

    @Test
    void a_deleted_message_still_counts_but_means_nobody() {
        posted(11, BEN, "one");
        posted(12, BEN, "two @anna");
        posted(13, BEN, "three @anna");
        came(14, BEN, new EntryBody.Deleted(12));
        assertUnread(6, 2);
        unread.read(12);
        assertUnread(1, 1);
    }

    @Test
    void of_what_was_deleted_before_it_came_the_ordinal_tells_whether_it_was_a_message() {
        posted(11, BEN, "one");
        unread.came(new Entry(C1, 12, 10, 0, BEN, null, new EntryBody.Tombstone()));
        unread.came(new Entry(C1, 13, 10, 0, BEN, null, new EntryBody.Tombstone()));
        assertUnread(5, 1);
    }

    @Test
    void messages_that_were_never_shown_count_by_their_ordinals() {
        posted(11, BEN, "one @anna");
        ordinal += 20;
        posted(60, BEN, "much later");
        assertUnread(3 + 1 + 20 + 1, 2);
        unread.read(59);
        assertUnread(1, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void counts_like_the_log_whatever_is_read_when(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var fresh = new Unread(ANNA, summary(0, 0, 0, 0));
        boolean[] message = new boolean[2_001];
        long posted = 0;
        long read = 0;
        for (int seq = 1; seq <= 2_000; seq++) {
            message[seq] = random.nextInt(4) > 0;
            EntryBody body = message[seq]
                    ? new EntryBody.Posted("hello", null, null, List.of())
                    : new EntryBody.ReactionAdded(1, "👍");
            posted += message[seq] ? 1 : 0;
            fresh.came(new Entry(C1, seq, posted, 0, BEN, null, body));
            if (random.nextInt(20) == 0) {
                read = Math.max(read, seq - random.nextInt(Unread.MAX_TOLD_APART / 2));
                fresh.read(read);
            }
            long expected = 0;
            for (long i = read + 1; i <= seq; i++) {
                expected += message[(int) i] ? 1 : 0;
            }
            assertThat(fresh.messages()).as("at %d, read %d", seq, read).isEqualTo(expected);
        }
    }
}
