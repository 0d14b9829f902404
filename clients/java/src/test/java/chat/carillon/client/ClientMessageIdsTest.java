package chat.carillon.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ClientMessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientMessageIdsTest {
    private static final int MANY = 10_000;

    private final AtomicLong nowMillis = new AtomicLong(1_795_000_000_000L);
    private final ClientMessageIds ids = new ClientMessageIds(nowMillis::get, new SplittableRandom(1));

    private static UUID uuid(ClientMessageId id) {
        return UUID.fromString(id.value());
    }

    private List<String> make(int count) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(ids.next().value());
        }
        return made;
    }

    @Test
    void a_key_is_a_uuid_of_version_7_that_begins_with_the_time() {
        UUID key = uuid(ids.next());
        assertThat(key.version()).isEqualTo(7);
        assertThat(key.variant()).isEqualTo(2);
        assertThat(key.getMostSignificantBits() >>> 16).isEqualTo(nowMillis.get());
    }

    @Test
    void keys_grow_with_time() {
        String earlier = ids.next().value();
        nowMillis.addAndGet(1);
        assertThat(ids.next().value()).isGreaterThan(earlier);
    }

    @Test
    void keys_of_one_millisecond_grow_too_however_many_there_are() {
        assertThat(make(MANY)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void keys_go_on_growing_while_the_clock_goes_back() {
        List<String> made = make(5);
        nowMillis.addAndGet(-60_000);
        made.addAll(make(5));
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void two_programs_of_one_user_make_different_keys_at_the_same_moment() {
        var other = new ClientMessageIds(nowMillis::get, new SplittableRandom(2));
        assertThat(ids.next()).isNotEqualTo(other.next());
    }

    @Test
    void every_draft_has_a_fresh_one() {
        assertThat(Draft.of("a").clientMessageId()).isNotEqualTo(Draft.of("a").clientMessageId());
        assertThat(uuid(Draft.of("a").clientMessageId()).version()).isEqualTo(7);
    }
}
