package chat.carillon.testkit.sim;

import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one thread of a simulation. Owns time and the order in which everything happens: of what is
/// due at the same moment, chance says what comes first.
public final class SimScheduler {
    /// How long handing over from one thread to another takes: mostly nothing, now and then a lot.
    private static final Duration SHORT_HOP = Duration.ofNanos(50_000);

    private static final Duration LONG_HOP = Duration.ofMillis(20);
    private static final double LONG_HOPS = 0.02;

    private static final long MAX_STEPS = 5_000_000;

    private final Chance chance;
    private final SimThreads threads;
    private final @Nullable Consumer<String> log;
    private final PriorityQueue<Event> events = new PriorityQueue<>();

    private long nowNanos;
    private long scheduled;
    private long steps;
    private long fingerprint;
    private @Nullable Throwable failure;

    /// @param log is given a line for everything that is observed; null if nobody reads it
    public SimScheduler(Chance chance, @Nullable Consumer<String> log) {
        this.chance = chance;
        this.log = log;
        this.threads = new SimThreads(piece -> after(Duration.ZERO, piece));
    }

    private static final class Event implements Comparable<Event>, Time.Timer {
        final long atNanos;
        final long tie;
        final long number;

        @Nullable
        Runnable task;

        Event(long atNanos, long tie, long number, Runnable task) {
            this.atNanos = atNanos;
            this.tie = tie;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            int byTie = byTime != 0 ? byTime : Long.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(number, other.number);
        }
    }

    public Chance chance() {
        return chance;
    }

    public long nowNanos() {
        return nowNanos;
    }

    /// Things done so far.
    public long steps() {
        return steps;
    }

    /// Differs between two runs that differ anywhere.
    public long fingerprint() {
        return fingerprint;
    }

    /// Mixes something that was observed into the fingerprint and the log.
    public void trace(long observed, Supplier<String> what) {
        fingerprint = (fingerprint ^ observed) * 0x9E3779B97F4A7C15L + nowNanos;
        if (log != null) {
            log.accept("%12.6f %s".formatted(nowNanos / 1e9, what.get()));
        }
    }

    public Time.Timer after(Duration delay, Runnable task) {
        var event = new Event(nowNanos + delay.toNanos(), chance.bits(), scheduled++, task);
        events.add(event);
        return event;
    }

    /// A delay such as lies between two threads.
    public Duration hop() {
        return chance.upTo(chance.happens(LONG_HOPS) ? LONG_HOP : SHORT_HOP);
    }

    /// Ends the run: the first failure is its outcome.
    public void fail(Throwable why) {
        if (failure == null) {
            failure = why;
        }
    }

    /// Runs until `done`, at most until `limit` has passed.
    ///
    /// @return whether it was done
    public boolean runUntil(BooleanSupplier done, Duration limit) {
        long deadline = nowNanos + limit.toNanos();
        while (!done.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.atNanos > deadline) {
                nowNanos = deadline;
                return false;
            }
            step();
        }
        return true;
    }

    private void step() {
        Event event = events.remove();
        nowNanos = event.atNanos;
        Runnable task = event.task;
        if (task == null) {
            return;
        }
        steps++;
        fingerprint = (fingerprint ^ event.number) * 0x9E3779B97F4A7C15L + nowNanos;
        try {
            threads.runHandedBack();
            task.run();
        } catch (Throwable e) {
            fail(e);
        }
        if (steps > MAX_STEPS) {
            fail(new Violation("no end after %d steps".formatted(steps)));
        }
        if (failure != null) {
            throw asUnchecked(failure);
        }
    }

    private static RuntimeException asUnchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    // ---- threads ----

    /// Where tasks may block; each has a thread of its own.
    public Executor blocking(Life life) {
        return task -> {
            if (!life.isOver()) {
                after(hop(), () -> life.run(() -> startBlocking(life, task, () -> {})));
            }
        };
    }

    /// Tasks one after the other, in order; they may block.
    public Executor lane(Life life) {
        return new Serial(this, life, (task, then) -> startBlocking(life, task, then));
    }

    /// Tasks one after the other, in order; whatever blocks here is a violation.
    public Executor loop(Life life) {
        return new Serial(this, life, (task, then) -> {
            task.run();
            then.run();
        });
    }

    private void startBlocking(Life life, Runnable task, Runnable then) {
        if (life.isOver()) {
            return;
        }
        threads.start(() -> {
            try {
                task.run();
                then.run();
            } catch (Life.Over _) {
                // Killed in the middle of it.
            } catch (Throwable e) {
                fail(e);
            }
        });
    }

    /// Waits on a thread that may block, and learns whether its life is over.
    public void pause(Life life, Duration howLong) {
        Thread waiting = Thread.currentThread();
        if (!waiting.isVirtual()) {
            throw new Violation("a blocking call on an event loop, a timer or a listener");
        }
        var waited = new boolean[1];
        after(
                howLong,
                () -> life.run(() -> {
                    waited[0] = true;
                    LockSupport.unpark(waiting);
                }));
        while (!waited[0]) {
            LockSupport.park();
        }
        life.check();
    }
}
