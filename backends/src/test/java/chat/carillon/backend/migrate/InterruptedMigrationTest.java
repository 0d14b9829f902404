package chat.carillon.backend.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.backend.migrate.Migration.Mode;
import chat.carillon.backend.migrate.Progress.EndException;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Migrations that end before their end, and are run again.
class InterruptedMigrationTest {
    /// Looking at the source, beginning to copy, and how far that has come already.
    private static final int CALLS_BEFORE_BATCHES = 3;

    @TempDir
    Path folder;

    private Stores stores;
    private Place original;

    @BeforeEach
    void prepare() {
        stores = new Stores(folder);
        original = stores.directory("original");
        Stores.live(original);
    }

    private static void endAfter(int calls, Place from, Place to) {
        assertThatThrownBy(() -> Migration.run(from, to, Mode.MOVE, Stores.SMALL, new Progress(calls)))
                .isInstanceOf(EndException.class);
    }

    private static void finish(Place from, Place to) {
        assertThat(Migration.run(from, to, Mode.MOVE, Stores.SMALL, new Progress()))
                .isInstanceOf(MigrationResult.Equal.class);
    }

    /// Ends at every boundary of two batches in turn; each run finds out where the last one was.
    private static int endAtEveryBatch(Place from, Place to) {
        for (int ends = 0; ; ends++) {
            var progress = new Progress(CALLS_BEFORE_BATCHES);
            assertThatThrownBy(() -> Migration.run(from, to, Mode.MOVE, Stores.SMALL, progress))
                    .isInstanceOf(EndException.class);
            if (progress.phases.getLast().startsWith("Comparing")) {
                return ends;
            }
        }
    }

    @Test
    void goes_on_after_each_batch_on_the_way_to_postgresql_and_back() {
        Place database = Stores.database();
        Place back = stores.directory("back");

        assertThat(endAtEveryBatch(original, database)).isGreaterThan(20);
        finish(original, database);
        assertThat(endAtEveryBatch(database, back)).isGreaterThan(20);
        finish(database, back);

        assertThat(Migration.compare(original, back, new Progress())).isInstanceOf(MigrationResult.Equal.class);
        try (Store store = Stores.open(back)) {
            new Life(store).requireAlive();
        }
    }

    @Test
    void no_server_opens_a_target_before_it_is_finished() {
        for (Place target : new Place[] {Stores.database(), stores.directory("target")}) {
            endAfter(10, original, target);

            assertThatThrownBy(() -> Stores.open(target))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("is filled by a migration that is not finished");
        }
    }

    @Test
    void what_was_begun_from_another_source_is_not_gone_on_with() {
        Place database = Stores.database();
        Place other = stores.directory("other");
        Stores.live(other);
        endAfter(10, original, database);

        assertThatThrownBy(() -> finish(other, database))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("holds a migration of another source, " + original.label());
        finish(original, database);
    }

    @Test
    void a_source_that_was_served_meanwhile_is_noticed() {
        Place database = Stores.database();
        endAfter(10, original, database);
        try (Store store = Stores.open(original)) {
            new Life(store).requireAlive();
        }

        assertThatThrownBy(() -> finish(original, database))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("%s has changed since the migration to %s began: begin anew with an empty target"
                        .formatted(original.label(), database.label()));
    }

    @Test
    void a_source_that_changes_while_it_is_copied_is_noticed() {
        Place source = Stores.database();
        finish(original, source);
        Place target = stores.directory("target");
        var progress = new MigrationListener() {
            private boolean changed;

            @Override
            public void phase(String what) {}

            @Override
            public void at(long done, long total) {
                if (done > 100 && !changed) {
                    changed = true;
                    Stores.execute(source, "UPDATE account SET display_name = 'Other' WHERE user_id = 'ann'");
                }
            }
        };

        assertThatThrownBy(() -> Migration.run(source, target, Mode.MOVE, Stores.SMALL, progress))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("has changed during the migration");
        assertThatThrownBy(() -> Stores.open(target)).hasMessageContaining("not finished");
    }

    @Test
    void a_crash_between_the_last_steps_leaves_the_epoch_in_no_place_but_one() {
        Place database = Stores.database();
        String epoch = epoch(original);
        finish(original, database);
        // As it was when the source had been given up already, and the target not yet opened.
        Stores.execute(database, "DELETE FROM meta WHERE name = 'epoch'");
        Stores.execute(
                database,
                ("INSERT INTO meta VALUES ('migration', '"
                                + "{\"epoch\":\"%s\",\"fingerprint\":\"%s\",\"from\":\"x\",\"after\":[]}')")
                        .formatted(epoch, fingerprint(original)));
        assertThatThrownBy(() -> Stores.open(original)).hasMessageContaining("was moved away");
        assertThatThrownBy(() -> Stores.open(database)).hasMessageContaining("not finished");

        finish(original, database);

        assertThat(epoch(database)).isEqualTo(epoch);
        assertThatThrownBy(() -> Stores.open(original)).hasMessageContaining("was moved away");
    }

    private static String epoch(Place place) {
        try (Store store = Stores.open(place)) {
            return store.epoch();
        }
    }

    private static String fingerprint(Place place) {
        try (var side = place.open()) {
            return Origin.of(side, new Progress()).fingerprint();
        }
    }

    @Test
    void what_was_done_to_the_target_meanwhile_is_found() {
        Place database = Stores.database();
        endAfter(12, original, database);
        Stores.execute(database, "DELETE FROM entry WHERE (conversation, seq) = ('Z-direct', 2)");

        assertThatThrownBy(() -> finish(original, database))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(database.label() + " is not whole: the log of Z-direct lacks seq 2");
    }
}
