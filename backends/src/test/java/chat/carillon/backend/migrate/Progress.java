package chat.carillon.backend.migrate;

import java.util.ArrayList;
import java.util.List;

/// Writes down what a migration says; ends it where it is told to, as a crash between two transactions would.
final class Progress implements MigrationListener {
    final List<String> phases = new ArrayList<>();
    final List<ConversationTally> equal = new ArrayList<>();
    private final int lastCall;
    private int calls;

    /// What ends a migration.
    static final class EndException extends RuntimeException {}

    Progress() {
        this(Integer.MAX_VALUE);
    }

    /// @param lastCall ends the migration when it is told something for the time after this one
    Progress(int lastCall) {
        this.lastCall = lastCall;
    }

    private void call() {
        if (++calls > lastCall) {
            throw new EndException();
        }
    }

    @Override
    public void phase(String what) {
        phases.add(what);
        call();
    }

    @Override
    public void at(long done, long total) {
        call();
    }

    @Override
    public void equal(ConversationTally conversation) {
        equal.add(conversation);
    }
}
