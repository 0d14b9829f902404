package chat.carillon.loadtest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.loadtest.chaos.Fault;
import chat.carillon.loadtest.chaos.Fault.Scope;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long NEVER = 0;

    private final Problems problems = new Problems();
    private final Measurement measurement = new Measurement(Duration.ofSeconds(2), problems);

    private static Phase phase(Scope scope) {
        return Phase.of(new Fault("k", "w", scope, Duration.ZERO, () -> {}, () -> {}));
    }

    /// Due at second 10; answered a second later at `seq`, or never.
    private static Recorded send(Phase phase, long seq) {
        var send = new Recorded(new UserId("ann"), new ClientMessageId("k" + seq), "text", 10 * SECOND, phase);
        if (seq > 0) {
            send.acknowledge(seq, 11 * SECOND);
        }
        return send;
    }

    @Test
    void what_comes_late_breaks_the_promise_where_there_is_one() {
        Recorded promised = send(phase(Scope.NOBODY), 1);
        measurement.shown("c", List.of(promised), new long[] {NEVER, 12 * SECOND});
        assertThat(problems.none()).isTrue();

        measurement.shown("c", List.of(promised), new long[] {NEVER, 12 * SECOND + 1});
        assertThat(problems).hasToString("late 1");
        assertThat(problems.examples().getFirst()).contains("seq 1");
        assertThat(promised.phase().seen().getTotalCount()).isEqualTo(2);
    }

    @Test
    void who_cannot_reach_the_store_may_wait() {
        measurement.shown("c", List.of(send(phase(Scope.SOME), 1)), new long[] {NEVER, 60 * SECOND});
        measurement.shown("c", List.of(send(Phase.warmUp(), 1)), new long[] {NEVER, 60 * SECOND});

        assertThat(problems.none()).isTrue();
    }

    @Test
    void a_send_that_was_never_answered_or_refused_for_good_is_a_problem() {
        Recorded refused = send(Phase.health(), 0);
        refused.refuse("forbidden");
        measurement.answered("c", List.of(send(Phase.health(), 1), send(Phase.health(), 0), refused));

        assertThat(problems).hasToString("late 0, unanswered 2, not recovered 0");
        assertThat(problems.examples()).anyMatch(example -> example.contains("forbidden"));
    }

    @Test
    void what_was_not_shown_is_left_to_the_check_against_the_log() {
        measurement.shown("c", List.of(send(Phase.health(), 1), send(Phase.health(), 5)), new long[] {NEVER, NEVER});

        assertThat(problems.none()).isTrue();
    }
}
