package chat.carillon.testkit.sim;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/// Runs tasks one after the other, in order, with a hop before each.
final class Serial implements Executor {
    private final SimScheduler scheduler;
    private final Life life;
    private final Runner runner;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /// Runs one task, then the other.
    interface Runner {
        void run(Runnable task, Runnable then);
    }

    Serial(SimScheduler scheduler, Life life, Runner runner) {
        this.scheduler = scheduler;
        this.life = life;
        this.runner = runner;
    }

    @Override
    public void execute(Runnable task) {
        if (!life.isOver()) {
            tasks.add(task);
            runNext();
        }
    }

    private void runNext() {
        if (running || tasks.isEmpty()) {
            return;
        }
        running = true;
        scheduler.after(scheduler.hop(), () -> life.run(this::runFirst));
    }

    private void runFirst() {
        if (!life.isOver()) {
            runner.run(tasks.remove(), () -> {
                running = false;
                runNext();
            });
        }
    }
}
