package chat.carillon.cli.load;

import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Failure;
import chat.carillon.loadtest.report.Progress;
import java.io.IOException;
import java.util.function.Supplier;

/// What the commands of `bench` have in common.
public final class BenchRun {
    private static final int REACHED = 0;
    private static final int NOT_REACHED = 1;

    private BenchRun() {}

    /// Work that takes long enough to be watched.
    @FunctionalInterface
    public interface Work<T> {
        T run(Progress progress) throws IOException;
    }

    public static <T> T watched(Work<T> work) throws IOException {
        Progress progress = Bars.of();
        try {
            return work.run(progress);
        } finally {
            Bars.end(progress);
        }
    }

    /// Options that say themselves what is wrong with them.
    public static <T> T checked(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage() + ".", "--help lists the options.", e);
        }
    }

    public static int exitCode(boolean reached) {
        return reached ? REACHED : NOT_REACHED;
    }
}
