package chat.carillon.core.testing;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/// An executor whose tasks wait until a test runs them.
public final class Tasks implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    public int waiting() {
        return tasks.size();
    }

    public void runOne() {
        tasks.remove().run();
    }

    /// Runs all, also those that come while it runs.
    public void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
