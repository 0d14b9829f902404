package chat.carillon.cli.console;

import chat.carillon.loadtest.report.Progress;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how far long work has come: a bar with an estimate at a terminal, plain lines elsewhere. On standard error.
/// Thread-safe: guarded by its own lock.
public final class Bars implements Progress, AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    private String what = "";
    private @Nullable ProgressBar bar;

    private Bars() {}

    /// Bars where they can be drawn, else lines.
    public static Progress of() {
        return Console.canDraw() ? new Bars() : Progress.lines(Console.err());
    }

    @Override
    public synchronized void phase(String phase) {
        close();
        what = phase;
        Console.err().println(phase);
    }

    @Override
    public synchronized void at(long done, long total) {
        ProgressBar shown = bar;
        if (shown == null || shown.getMax() != total) {
            close();
            shown = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .startsFrom(0, Duration.ZERO)
                    .build();
            bar = shown;
        }
        shown.stepTo(done);
        if (done >= total) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /// Ends what is drawn, where something is.
    public static void end(Progress progress) {
        if (progress instanceof Bars bars) {
            bars.close();
        }
    }
}
