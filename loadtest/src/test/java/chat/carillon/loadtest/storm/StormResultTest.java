package chat.carillon.loadtest.storm;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.loadtest.step.Fields;
import org.junit.jupiter.api.Test;

class StormResultTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void counts_by_the_second_since_the_storm_began() {
        var tally = new StormTally(5 * SECOND);
        tally.attempt(5 * SECOND + 1);
        tally.attempt(7 * SECOND);
        tally.attempt(8 * SECOND - 1);
        tally.refused(6 * SECOND);
        tally.back(9 * SECOND, 3 * SECOND);

        StormResult result = tally.result(4);

        assertThat(result.attempts()).containsExactly(1, 0, 2);
        assertThat(result.refusals()).containsExactly(0, 1);
        assertThat(result.returns()).containsExactly(0, 0, 0, 0, 1);
        assertThat(result.lost()).isEqualTo(4);
    }

    @Test
    void what_one_process_writes_another_reads_and_adds_up() {
        var tally = new StormTally(0);
        tally.attempt(1);
        tally.back(2 * SECOND, SECOND);
        tally.synced(3 * SECOND);
        tally.cut();
        tally.failed(1);
        tally.repeated(true);
        StormResult one =
                StormResult.parse(Fields.parse(tally.result(1).fields().toString()));

        StormResult both = one.plus(StormResult.parse(one.fields()));

        assertThat(both.attempts()).containsExactly(2);
        assertThat(both.returns()).containsExactly(0, 0, 2);
        assertThat(both.synced().getTotalCount()).isEqualTo(2);
        assertThat(both.away().getMaxValue()).isGreaterThanOrEqualTo(SECOND);
        assertThat(both.lost() + both.duplicated() + both.cut() + both.failed()).isEqualTo(8);
    }
}
