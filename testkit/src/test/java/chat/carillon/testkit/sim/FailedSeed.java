package chat.carillon.testkit.sim;

import chat.carillon.testkit.sim.scenario.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tells what happened in a run that failed: runs it again with its log, writes that to a file, and says how to see it
/// once more.
final class FailedSeed {
    private static final int SHOWN_LINES = 150;
    private static final String REPLAY = "./carillon check -pl testkit -am -Dtest=CoreSimulationTest#keeps*"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=";

    private FailedSeed() {}

    static AssertionError of(long seed, Throwable why) {
        List<String> log = replay(seed);
        return new AssertionError(
                """
                seed %d: %s
                %s
                the whole log: %s
                again: %s%d
                """.formatted(
                                seed,
                                why,
                                String.join("\n", log.subList(Math.max(0, log.size() - SHOWN_LINES), log.size())),
                                write(seed, log),
                                REPLAY,
                                seed),
                why);
    }

    private static List<String> replay(long seed) {
        var log = new ArrayList<String>();
        try {
            var _ = Simulation.run(seed, log::add);
            log.add("-- it went well this time: the run depends on something else than its seed");
        } catch (AssertionError | RuntimeException e) {
            log.add("-- " + e);
        }
        return log;
    }

    private static Path write(long seed, List<String> log) {
        try {
            Path file = Path.of("target", "simulation", "seed-" + seed + ".log");
            Files.createDirectories(file.getParent());
            return Files.write(file, log).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
