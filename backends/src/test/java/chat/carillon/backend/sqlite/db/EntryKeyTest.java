package chat.carillon.backend.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntryKeyTest {
    @Test
    void a_key_gives_back_what_it_was_made_of() {
        long key = EntryKey.of(123_456, 987_654_321);

        assertThat(EntryKey.conversationNo(key)).isEqualTo(123_456);
        assertThat(EntryKey.seq(key)).isEqualTo(987_654_321);
        assertThat(key).isEqualTo((123_456L << 36) + 987_654_321);
    }

    @Test
    void seqs_that_cannot_exist_stay_within_their_log() {
        assertThat(EntryKey.of(5, Long.MAX_VALUE)).isLessThan(EntryKey.of(6, 0));
        assertThat(EntryKey.of(5, -1)).isEqualTo(EntryKey.of(5, 0));
        assertThat(EntryKey.of((1L << 27) - 1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }
}
