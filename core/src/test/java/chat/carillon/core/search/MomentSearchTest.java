package chat.carillon.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.MessageState;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MomentSearchTest {
    /// Time by seq; other entries stand between messages.
    private final TreeMap<Long, Long> log = new TreeMap<>();

    private int looks;

    private OptionalLong firstAt(long atMillis, long afterSeq, long untilSeq) {
        return MomentSearch.firstAt(atMillis, afterSeq, untilSeq, this::look).stream()
                .mapToLong(MessageState::seq)
                .findFirst();
    }

    private Optional<MessageState> look(long afterSeq, long untilSeq) {
        looks++;
        return log.tailMap(afterSeq, false).entrySet().stream()
                .findFirst()
                .filter(entry -> entry.getKey() <= untilSeq)
                .map(entry -> message(entry.getKey(), entry.getValue()));
    }

    private static MessageState message(long seq, long atMillis) {
        return new MessageState(
                new ConversationId("c"),
                seq,
                new UserId("ann"),
                atMillis,
                "",
                null,
                null,
                List.of(),
                null,
                null,
                Map.of(),
                0,
                null);
    }

    @Test
    void the_first_message_at_or_after_a_time_is_found() {
        log.putAll(Map.of(2L, 100L, 4L, 200L, 5L, 200L, 9L, 300L));

        assertThat(firstAt(0, 0, 10)).hasValue(2);
        assertThat(firstAt(100, 0, 10)).hasValue(2);
        assertThat(firstAt(101, 0, 10)).hasValue(4);
        assertThat(firstAt(200, 0, 10)).hasValue(4);
        assertThat(firstAt(201, 0, 10)).hasValue(9);
        assertThat(firstAt(300, 0, 10)).hasValue(9);
    }

    @Test
    void nothing_is_found_where_all_is_older_or_nothing_is_there() {
        log.put(2L, 100L);

        assertThat(firstAt(101, 0, 10)).isEmpty();
        assertThat(firstAt(0, 2, 10)).isEmpty();
        assertThat(firstAt(0, 0, 1)).isEmpty();
        assertThat(firstAt(0, 0, 0)).isEmpty();
        assertThat(firstAt(0, 5, 3)).isEmpty();
    }

    @Test
    void a_long_log_is_looked_at_a_few_times() {
        for (long seq = 1; seq <= 100_000; seq++) {
            log.put(seq, seq * 10);
        }

        assertThat(firstAt(543_210, 0, 100_000)).hasValue(54_321);
        assertThat(looks).isLessThanOrEqualTo(18);
    }

    @Test
    void halving_finds_what_walking_finds() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
        for (int round = 0; round < 500; round++) {
            log.clear();
            long at = 0;
            for (long seq = 1; seq <= 60; seq++) {
                at += random.nextInt(3);
                if (random.nextBoolean()) {
                    log.put(seq, at);
                }
            }
            long wanted = random.nextLong(at + 2);
            long after = random.nextLong(60);
            OptionalLong walked = log.entrySet().stream()
                    .filter(entry -> entry.getKey() > after && entry.getValue() >= wanted)
                    .mapToLong(Map.Entry::getKey)
                    .findFirst();

            assertThat(firstAt(wanted, after, 60)).isEqualTo(walked);
        }
    }
}
