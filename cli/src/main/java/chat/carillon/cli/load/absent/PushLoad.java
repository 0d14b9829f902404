package chat.carillon.cli.load.absent;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.notify.Notifying;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Writers that append as fast as the store lets them, beside direct messages at a steady pace to users who are away.
/// Threads of its own; [#close] ends them.
final class PushLoad implements AutoCloseable {
    static final int TURNS_A_SECOND = 50;

    private static final int BATCH = 64;
    private static final int GROUPS_A_WRITER = 16;
    private static final String TEXT = "What somebody says who has something to say. ".repeat(4);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PushWorld world;
    private final AtomicLong appended = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable RuntimeException failure;
    private volatile boolean ended;

    /// @param name distinguishes this load's conversations from those of others
    /// @param writers that append at a time
    /// @param told hears of the direct messages, as of a node's own; null: nobody plans them
    PushLoad(PushWorld world, String name, int writers, int rate, @Nullable Notifying told) {
        this.world = world;
        for (int i = 0; i < writers; i++) {
            String group = name + "w" + i + "u";
            world.users(group, 2 * GROUPS_A_WRITER, false);
            List<ConversationId> groups = world.pairs(group, GROUPS_A_WRITER, ConversationKind.GROUP);
            threads.add(new Thread(() -> guarded(() -> write(group, groups)), "writer " + i));
        }
        String absent = name + "d";
        world.users(absent, rate, true);
        List<ConversationId> directs = world.pairs(absent, rate / 2, ConversationKind.DIRECT);
        threads.add(new Thread(() -> guarded(() -> pace(absent, directs, rate, told)), "pace"));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /// Messages of the writers so far.
    ///
    /// @throws IllegalStateException if a thread has failed
    long appended() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IllegalStateException("The load failed: " + cause.getMessage(), cause);
        }
        return appended.get();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void write(String group, List<ConversationId> groups) {
        while (!ended) {
            List<NewEntry> batch = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                int pair = i % groups.size();
                batch.add(world.message(groups.get(pair), PushWorld.user(group, 2 * pair), TEXT));
            }
            appended.addAndGet(world.append(batch).size());
        }
    }

    private void pace(String group, List<ConversationId> directs, int rate, @Nullable Notifying told) {
        long start = System.nanoTime();
        int next = 0;
        for (long turn = 1; !ended; turn++) {
            List<NewEntry> batch = new ArrayList<>();
            for (int i = 0; i < rate / TURNS_A_SECOND; i++) {
                int pair = next++ % directs.size();
                batch.add(world.message(directs.get(pair), PushWorld.user(group, 2 * pair), TEXT));
            }
            List<AppendResult.Appended> results = world.append(batch);
            if (told != null) {
                results.forEach(result -> told.appended(result.entry(), result.head()));
            }
            long due = start + turn * TimeUnit.SECONDS.toNanos(1) / TURNS_A_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
