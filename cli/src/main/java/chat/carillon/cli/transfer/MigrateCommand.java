package chat.carillon.cli.transfer;

import chat.carillon.backend.migrate.Migration;
import chat.carillon.backend.migrate.Migration.Mode;
import chat.carillon.backend.migrate.MigrationResult;
import chat.carillon.backend.migrate.Place;
import chat.carillon.cli.console.Bars;
import chat.carillon.cli.console.Console;
import chat.carillon.cli.console.Failure;
import chat.carillon.cli.console.TextTable;
import chat.carillon.loadtest.report.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `carillon migrate`.
@Command(
        name = "migrate",
        description = "Carry a store into another database, and prove that it is the same there.",
        footer = {
            "",
            "PLACE is a data directory, or a database: jdbc:postgresql://HOST/DATABASE. No server may use either.",
            "The target is empty, or was left by an interrupted run, which is gone on with: run the same again.",
            "Afterwards both stores are read back and compared by counts, heads and hashes of every conversation.",
            "Only then can the target be served; the source cannot any more, unless --reopen opens it again.",
            "",
            "Both are the same at the end, or the exit code is 1. How to: docs/how-to/migrate.md"
        })
public final class MigrateCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Work work = new Work();

    @Option(
            names = "--copy",
            description =
                    "Leaves the source as it is; the target becomes a store of its own, where clients begin anew.")
    private boolean copy;

    @Option(names = "--verify-only", description = "Only compares the two stores, and changes nothing.")
    private boolean verifyOnly;

    @Option(names = "--list", description = "Prints a line for each conversation that is the same in both stores.")
    private boolean list;

    @Mixin
    private final DatabaseLogin login = new DatabaseLogin();

    /// What is to be done: one of the two.
    static final class Work {
        @ArgGroup(exclusive = false)
        private @Nullable Ends ends;

        @Option(
                names = "--reopen",
                required = true,
                paramLabel = "PLACE",
                description = "Lets servers use a store again that was carried away. Its clients begin anew.")
        private @Nullable String reopened;
    }

    /// From where to where.
    static final class Ends {
        @Option(names = "--from", required = true, paramLabel = "PLACE", description = "The store that is carried.")
        private String from = "";

        @Option(names = "--to", required = true, paramLabel = "PLACE", description = "Where it is carried to.")
        private String to = "";
    }

    @Override
    public Integer call() {
        if (work.ends == null) {
            reopen(place(String.valueOf(work.reopened)));
            return 0;
        }
        Place from = place(work.ends.from);
        Place to = place(work.ends.to);
        Progress progress = Bars.of();
        MigrationResult result;
        try {
            ShownMigration shown = new ShownMigration(progress, list);
            result = verifyOnly
                    ? Migration.compare(from, to, shown)
                    : Migration.run(from, to, copy ? Mode.COPY : Mode.MOVE, shown);
        } finally {
            Bars.end(progress);
        }
        report(result, from, to);
        return 0;
    }

    private Place place(String text) {
        return text.startsWith("jdbc:") ? new Place.Database(login.options(text)) : new Place.Directory(Path.of(text));
    }

    private static void reopen(Place place) {
        Console.out()
                .println(
                        Migration.reopen(place)
                                ? place.label() + " can be served again. Clients will begin anew there."
                                : place.label() + " was not carried away: nothing is changed.");
    }

    private void report(MigrationResult result, Place from, Place to) {
        switch (result) {
            case MigrationResult.Different(String difference) ->
                throw new Failure(
                        "The stores are not the same: %s.".formatted(difference),
                        verifyOnly ? null : "The target stays closed to servers. Begin anew with an empty one.");
            case MigrationResult.Equal equal -> {
                TextTable table = new TextTable("rows", "in both stores");
                equal.rows().forEach((kind, rows) -> table.add(kind, "%,d".formatted(rows)));
                table.print(Console.out());
                Console.out()
                        .println("%,d messages. Both stores are the same: SHA-256 %s"
                                .formatted(equal.messages(), equal.sha256()));
                if (!verifyOnly) {
                    Console.out().println(after(from, to));
                }
            }
        }
    }

    private String after(Place from, Place to) {
        return copy
                ? "%s can be served; its clients begin anew. %s is as it was.".formatted(to.label(), from.label())
                : "Serve %s from now on. %s is closed to servers.".formatted(to.label(), from.label());
    }
}
