package chat.carillon.cli.transfer;

import chat.carillon.backend.migrate.ConversationTally;
import chat.carillon.backend.migrate.MigrationListener;
import chat.carillon.cli.console.Console;
import chat.carillon.loadtest.report.Progress;

/// Shows how far a migration has come. Confined to the command's thread.
final class ShownMigration implements MigrationListener {
    private final Progress progress;
    private final boolean list;

    /// @param list whether each conversation that is the same gets a line on standard output
    ShownMigration(Progress progress, boolean list) {
        this.progress = progress;
        this.list = list;
    }

    @Override
    public void phase(String what) {
        progress.phase(what);
    }

    @Override
    public void at(long done, long total) {
        progress.at(done, total);
    }

    @Override
    public void equal(ConversationTally tally) {
        if (list) {
            Console.out()
                    .println("%s: %d entries, %d messages, %d members, head seq %d, head ordinal %d, SHA-256 %s"
                            .formatted(
                                    tally.conversation(),
                                    tally.entries(),
                                    tally.messages(),
                                    tally.members(),
                                    tally.headSeq(),
                                    tally.headOrdinal(),
                                    tally.sha256()));
        }
    }
}
