package chat.carillon.backend.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that migrate and are killed, wherever that meets them.
class KilledMigrationTest {
    /// More than those that say where a run begins, and less than all.
    private static final int[] LINES = {2, 3, 5};

    @TempDir
    Path folder;

    @Test
    void what_killed_processes_left_is_finished_in_both_directions() throws Exception {
        Place original = new Stores(folder).directory("original");
        Place database = Stores.database();
        Place back = new Stores(folder).directory("back");
        Stores.live(original);

        migrateInPieces(original, database);
        migrateInPieces(database, back);

        assertThat(Migration.compare(original, back, new Progress())).isInstanceOf(MigrationResult.Equal.class);
        try (Store store = Stores.open(back)) {
            new Life(store).requireAlive();
        }
    }

    private static void migrateInPieces(Place from, Place to) throws Exception {
        for (int lines : LINES) {
            try (var process = MigrationProcess.start(from, to)) {
                assertThat(process.killAfter(lines)).isNotEqualTo("equal");
            }
        }
        try (var process = MigrationProcess.start(from, to)) {
            assertThat(process.last()).isEqualTo("equal");
        }
    }
}
