package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.chaos.Mishaps;
import chat.carillon.loadtest.irc.IrcLog;
import chat.carillon.loadtest.irc.IrcLogs;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Replays logs of real chat and proves that everyone saw exactly the log.
public final class Replay {
    /// Mean number of messages between two cuts is the inverse of this: a few dozen cuts in a thousand messages.
    private static final double CUTS_PER_MESSAGE = 0.02;

    private static final Duration PROGRESS = Duration.ofMillis(200);

    private final ReplayOptions options;
    private final Progress progress;
    private final List<IrcLog> logs;
    private final long expectedMessages;
    private final Tally tally;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private Replay(ReplayOptions options, Progress progress, List<IrcLog> logs) {
        this.options = options;
        this.progress = progress;
        this.logs = logs;
        long all = logs.stream().mapToLong(IrcLog::messages).sum();
        this.expectedMessages = options.maxMessages() == 0 ? all : Math.min(all, options.maxMessages());
        this.tally = new Tally(options.maxMessages());
    }

    /// Runs a replay from the first line to the check.
    ///
    /// @throws IOException with one sentence, if logs cannot be read, the server does not come (back), or a send is
    ///     not answered
    public static ReplayReport run(ReplayOptions options, Progress progress) throws IOException {
        progress.phase("Reading logs");
        List<IrcLog> logs = IrcLogs.read(options.places());
        progress.phase(
                switch (options.target()) {
                    case ReplayOptions.Target.Running _ -> "Connecting";
                    case ReplayOptions.Target.OwnServer _ -> "Starting a server";
                    case ReplayOptions.Target.OwnCluster _ -> "Starting a cluster";
                });
        try (Scratch scratch = Scratch.make("replay");
                ReplayStage stage = ReplayStage.open(options, scratch)) {
            return new Replay(options, progress, logs).run(stage);
        }
    }

    private ReplayReport run(ReplayStage stage) throws IOException {
        progress.phase("Replaying %,d messages of %,d conversations".formatted(expectedMessages, logs.size()));
        Mishaps mishaps = new Mishaps(options.seed(), CUTS_PER_MESSAGE, options.kills(), expectedMessages);
        Trouble trouble = new Trouble(mishaps, stage, tally);
        String id = Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), Character.MAX_RADIX);
        long startNanos = System.nanoTime();
        try (Authors authors = new Authors(stage, tally, options.sessions())) {
            var run =
                    new ConversationReplay.Run(id, options, stage, authors, trouble, tally, () -> !failures.isEmpty());
            replayAll(run);
        }
        trouble.await();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        if (!failures.isEmpty()) {
            throw new IOException(failures.getFirst().getMessage(), failures.getFirst());
        }
        return tally.report(seconds);
    }

    /// As many threads as conversations go on at a time; each takes the next log when it is done with one.
    private void replayAll(ConversationReplay.Run run) throws IOException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("conversation-", 0).factory());
        try (threads) {
            for (int i = 0; i < Math.min(options.parallel(), logs.size()); i++) {
                threads.execute(() -> replayInTurn(run, next));
            }
            threads.shutdown();
            while (!threads.awaitTermination(PROGRESS.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.at(tally.messages.sum(), expectedMessages);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void replayInTurn(ConversationReplay.Run run, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < logs.size() && goesOn(); i = next.getAndIncrement()) {
            try {
                new ConversationReplay(run, logs.get(i), i).replay();
            } catch (IOException | RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private boolean goesOn() {
        boolean enough = options.maxMessages() > 0 && tally.messages.sum() >= options.maxMessages();
        return failures.isEmpty() && !enough;
    }
}
