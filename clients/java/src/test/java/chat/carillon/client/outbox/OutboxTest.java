package chat.carillon.client.outbox;

import static chat.carillon.client.outbox.Frames.C1;
import static chat.carillon.client.outbox.Frames.failure;
import static chat.carillon.client.outbox.Frames.send;
import static chat.carillon.client.outbox.Frames.sent;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(OutboxStorage.memory(), OutboxBounds.DEFAULT);

    private static OutboxCommand transmit(String id) {
        return new OutboxCommand.Transmit(send(id));
    }

    @Test
    void keeps_writes_while_there_is_no_connection_and_sends_them_in_order() {
        assertThat(outbox.add(send("a"))).isEmpty();
        assertThat(outbox.add(send("b"))).isEmpty();

        assertThat(outbox.connected()).containsExactly(transmit("a"));
        assertThat(outbox.sent(sent("a", 1)))
                .containsExactly(new OutboxCommand.Answered(send("a"), sent("a", 1)), transmit("b"));
    }

    @Test
    void sends_again_what_was_not_answered_before_the_connection_was_lost() {
        assertThat(outbox.connected()).isEmpty();
        assertThat(outbox.add(send("a"))).containsExactly(transmit("a"));
        assertThat(outbox.add(send("b"))).isEmpty();
        outbox.disconnected();

        assertThat(outbox.connected()).containsExactly(transmit("a"));
    }

    @Test
    void takes_the_same_write_once() {
        assertThat(outbox.add(send("a"))).isEmpty();
        assertThat(outbox.add(send("a"))).isEmpty();

        assertThat(outbox.connected()).containsExactly(transmit("a"));
        assertThat(outbox.sent(sent("a", 1))).hasSize(1);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void does_not_let_one_conversation_wait_for_another() {
        ConversationId other = new ConversationId("c2");
        assertThat(outbox.connected()).isEmpty();

        assertThat(outbox.add(send("a"))).hasSize(1);
        assertThat(outbox.add(send(other, "b"))).containsExactly(new OutboxCommand.Transmit(send(other, "b")));
    }

    @Test
    void waits_as_long_as_the_server_wants_and_keeps_the_order() {
        assertThat(outbox.connected()).isEmpty();
        assertThat(outbox.add(send("a"))).hasSize(1);
        assertThat(outbox.add(send("b"))).isEmpty();

        assertThat(outbox.refused(failure("a", ErrorCode.RATE_LIMITED, 1_500L)))
                .containsExactly(new OutboxCommand.RetryLater(C1, Duration.ofMillis(1_500)));
        assertThat(outbox.add(send("c"))).isEmpty();
        assertThat(outbox.retry(C1)).containsExactly(transmit("a"));
    }

    @Test
    void waits_longer_each_time_when_the_server_names_no_time() {
        assertThat(outbox.connected()).isEmpty();
        assertThat(outbox.add(send("a"))).hasSize(1);
        List<OutboxCommand> delays = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            delays.addAll(outbox.refused(failure("a", ErrorCode.UNAVAILABLE, null)));
            assertThat(outbox.retry(C1)).hasSize(1);
        }

        assertThat(delays)
                .extracting(delay -> ((OutboxCommand.RetryLater) delay).delay().toMillis())
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void fails_the_write_that_is_refused_for_good_and_goes_on_with_the_next() {
        assertThat(outbox.connected()).isEmpty();
        assertThat(outbox.add(send("a"))).hasSize(1);
        assertThat(outbox.add(send("b"))).isEmpty();

        assertThat(outbox.refused(failure("a", ErrorCode.FORBIDDEN, null)))
                .containsExactly(
                        new OutboxCommand.Failed(send("a"), ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.meaning()),
                        transmit("b"));
    }

    @Test
    void does_not_repeat_for_ever_what_the_server_fails_at() {
        assertThat(outbox.connected()).isEmpty();
        assertThat(outbox.add(send("a"))).hasSize(1);
        List<OutboxCommand> last = List.of();
        for (int i = 0; i < OutboxBounds.DEFAULT.maxAttempts(); i++) {
            last = outbox.refused(failure("a", ErrorCode.INTERNAL, null));
            assertThat(outbox.retry(C1)).hasSizeLessThan(2);
        }

        assertThat(last).hasSize(1).first().isInstanceOf(OutboxCommand.Failed.class);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void ignores_answers_that_are_not_for_it() {
        assertThat(outbox.connected()).isEmpty();

        assertThat(outbox.sent(sent("x", 1))).isEmpty();
        assertThat(outbox.refused(failure("sync 1", ErrorCode.RATE_LIMITED, null)))
                .isEmpty();
    }

    @Test
    void is_full_at_its_bound() {
        var small = new Outbox(
                OutboxStorage.memory(), new OutboxBounds(1, 1, 1, 1, Duration.ofMillis(1), Duration.ofMillis(1)));
        assertThat(small.hasRoom()).isTrue();
        assertThat(small.add(send("a"))).isEmpty();

        assertThat(small.hasRoom()).isFalse();
    }
}
