package chat.carillon.loadtest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcStatTest {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @Test
    void reads_what_this_process_and_its_machine_cost() {
        assertThat(ProcStat.cpu(OWN_PID).total()).isPositive();
        assertThat(ProcStat.core(-1).user()).isPositive();
        assertThat(ProcStat.memoryBytes(OWN_PID, "Rss")).isGreaterThan(10 << 20);
    }
}
