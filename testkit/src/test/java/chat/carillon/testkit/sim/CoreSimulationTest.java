package chat.carillon.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.testkit.sim.scenario.Outcome;
import chat.carillon.testkit.sim.scenario.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several nodes, users with devices, a bus that loses, repeats, delays and reorders, a store that fails before and
/// after its effect, clocks that jump, processes that die: whatever happens, the invariants I1 to I5 hold at every
/// moment, and once nothing goes wrong any more everybody has everything within 30 s.
///
/// `-Dsimulation.seeds=N` runs N seeds instead of the usual number, `-Dsimulation.first=N` begins at another one,
/// `-Dsimulation.seed=N` runs that one only and prints what happens.
class CoreSimulationTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final String REGRESSIONS = "regression-seeds.txt";

    @Test
    void keeps_every_promise_whatever_goes_wrong() {
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            System.out.println(Simulation.run(only, System.out::println));
            return;
        }
        double began = cpuSeconds();
        List<Outcome> outcomes = LongStream.range(FIRST, FIRST + SEEDS)
                .mapToObj(CoreSimulationTest::run)
                .toList();
        long entries = outcomes.stream().mapToLong(Outcome::entries).sum();
        long gaps = outcomes.stream().mapToLong(Outcome::gaps).sum();
        long slowest = outcomes.stream().mapToLong(Outcome::healing).max().orElse(0);
        System.out.printf(
                "%d seeds: %d entries, %d gaps, slowest healing %d ms, %.1f s of CPU%n",
                SEEDS, entries, gaps, slowest, cpuSeconds() - began);
        // Otherwise nothing went wrong, and nothing was tested.
        assertThat(entries).isGreaterThan(15L * SEEDS);
        assertThat(gaps).isGreaterThan(SEEDS);
    }

    @Test
    void keeps_every_promise_where_it_was_broken_once() throws IOException {
        try (InputStream file = CoreSimulationTest.class.getResourceAsStream(REGRESSIONS)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> run(Long.parseLong(line.split("\\s+", 2)[0])));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STORE_FORGETS_KEYS, I1, 1",
        "STORE_LOSES_A_COMMIT, I2, 1",
        "STORE_HIDES_CHANGES, I7, 1",
        "STORE_HIDES_MEMBERSHIPS, I7, 1",
        // Shows in one of 500 seeds; begins shortly before one of them.
        "STORE_TELLS_OF_THE_LATEST_ONLY, I7, 1160",
        "DELIVERY_REPEATS, I3, 1",
        "DELIVERY_SKIPS, I3, 1",
        "DELIVERY_IGNORES_LEAVING, member, 1",
    })
    void notices_what_is_broken(Sabotage sabotage, String complaint, long firstSeed) {
        assertThatThrownBy(() ->
                        LongStream.range(firstSeed, firstSeed + 5_000).forEach(seed -> Simulation.run(seed, sabotage)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void does_the_same_again_from_the_same_seed() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(Simulation.run(seed)).isEqualTo(Simulation.run(seed, _ -> {}));
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private static Outcome run(long seed) {
        try {
            return Simulation.run(seed);
        } catch (AssertionError | RuntimeException e) {
            throw FailedSeed.of(seed, e);
        }
    }
}
