package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.chaos.Mishaps;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/// Has the mishaps happen that were drawn. Thread-safe.
final class Trouble {
    private final Mishaps mishaps;
    private final ReplayStage stage;
    private final Tally tally;

    /// Servers that are being killed, or were: as many as there are kills.
    private final List<CompletableFuture<Void>> kills = new CopyOnWriteArrayList<>();

    Trouble(Mishaps mishaps, ReplayStage stage, Tally tally) {
        this.mishaps = mishaps;
        this.stage = stage;
        this.tally = tally;
    }

    /// To be called after each message that was sent.
    void afterMessage() {
        Mishaps.Due due = mishaps.afterMessage();
        if (due.cut() && stage.cutOne(due.draw())) {
            tally.cuts.increment();
        }
        if (due.kill()) {
            kills.add(CompletableFuture.runAsync(
                    this::kill, task -> Thread.ofVirtual().name("killer").start(task)));
        }
    }

    private void kill() {
        try {
            stage.kill();
            tally.kills.increment();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /// Waits until every server that was killed is back.
    void await() throws IOException {
        for (CompletableFuture<Void> kill : kills) {
            try {
                kill.join();
            } catch (CompletionException e) {
                throw new IOException("The server did not come back: " + e.getMessage(), e);
            }
        }
    }
}
