package chat.carillon.loadtest.report;

import java.io.PrintStream;

/// Is told how far a long run has come. May be called from any thread.
public interface Progress {
    /// Tells nobody.
    Progress SILENT = new Progress() {
        @Override
        public void phase(String what) {}

        @Override
        public void at(long done, long total) {}
    };

    /// Another part of the run begins.
    void phase(String what);

    /// So much of the present part is done.
    void at(long done, long total);

    /// Lines for a log or a pipe: one a phase, and one every other second with an estimate.
    static Progress lines(PrintStream out) {
        return new ProgressLines(out);
    }
}
