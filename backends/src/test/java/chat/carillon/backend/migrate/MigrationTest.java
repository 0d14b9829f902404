package chat.carillon.backend.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.backend.migrate.Migration.Mode;
import chat.carillon.core.store.Store;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores that are carried from one database to another, whole.
class MigrationTest {
    @TempDir
    Path folder;

    private Stores stores;

    @BeforeEach
    void prepare() {
        stores = new Stores(folder);
    }

    private static MigrationResult.Equal migrated(Place from, Place to, Mode mode, Progress progress) {
        return equal(Migration.run(from, to, mode, Stores.SMALL, progress));
    }

    private static MigrationResult.Equal equal(MigrationResult result) {
        assertThat(result).isInstanceOf(MigrationResult.Equal.class);
        return (MigrationResult.Equal) result;
    }

    @Test
    void a_store_that_goes_to_postgresql_and_back_is_the_same_and_goes_on() {
        Place original = stores.directory("original");
        Place database = Stores.database();
        Place back = stores.directory("back");
        String epoch = Stores.live(original);

        Progress there = new Progress();
        MigrationResult.Equal one = migrated(original, database, Mode.MOVE, there);
        try (Store store = Stores.open(database)) {
            assertThat(store.epoch()).as("cursors stay valid").isEqualTo(epoch);
        }
        Progress andBack = new Progress();
        MigrationResult.Equal other = migrated(database, back, Mode.MOVE, andBack);

        assertThat(other).isEqualTo(one);
        assertThat(andBack.equal).isEqualTo(there.equal).hasSize(3);
        assertThat(equal(Migration.compare(original, back, new Progress()))).isEqualTo(one);
        try (Store store = Stores.open(back)) {
            assertThat(store.epoch()).isEqualTo(epoch);
            new Life(store).requireAlive();
        }
    }

    @Test
    void a_store_goes_on_in_postgresql() {
        Place original = stores.directory("original");
        Place database = Stores.database();
        String epoch = Stores.live(original);
        migrated(original, database, Mode.MOVE, new Progress());

        try (Store store = Stores.open(database)) {
            assertThat(store.epoch()).isEqualTo(epoch);
            new Life(store).requireAlive();
        }
    }

    @Test
    void a_database_moves_to_another_database_and_a_directory_to_another_directory() {
        Place database = Stores.database();
        Stores.live(database);
        Place next = Stores.database();
        Place directory = stores.directory("one");
        Place last = stores.directory("other");

        MigrationResult.Equal first = migrated(database, next, Mode.MOVE, new Progress());
        assertThat(migrated(next, directory, Mode.MOVE, new Progress())).isEqualTo(first);
        assertThat(migrated(directory, last, Mode.MOVE, new Progress())).isEqualTo(first);
        try (Store store = Stores.open(last)) {
            new Life(store).requireAlive();
        }
    }

    @Test
    void counts_tell_what_was_carried() {
        Place original = stores.directory("original");
        Stores.live(original);
        Progress progress = new Progress();

        MigrationResult.Equal result = migrated(original, Stores.database(), Mode.MOVE, progress);

        assertThat(result.rows())
                .containsEntry("conversation", 3L)
                .containsEntry("account", 254L)
                .containsEntry("token", 2L)
                .containsEntry("secret", 2L)
                .containsEntry("device cursor", 4L)
                .containsEntry("reaction", 2L);
        assertThat(result.messages()).isEqualTo(6 + 30 + 1);
        ConversationTally group = progress.equal.get(1);
        assertThat(group.conversation()).isEqualTo("a-group");
        assertThat(group.entries()).isEqualTo(group.headSeq()).isEqualTo(32);
        assertThat(group.messages()).isEqualTo(group.headOrdinal()).isEqualTo(30);
        assertThat(group.sha256()).hasSize(64);
        assertThat(progress.equal).extracting(ConversationTally::conversation).isSorted();
    }

    @Test
    void an_empty_store_is_carried_too() {
        Place original = stores.directory("original");
        Stores.open(original).close();

        assertThat(migrated(original, Stores.database(), Mode.MOVE, new Progress())
                        .rows()
                        .values())
                .containsOnly(0L);
    }

    @Test
    void a_copy_is_a_store_of_its_own_and_the_source_goes_on() {
        Place original = stores.directory("original");
        Place database = Stores.database();
        String epoch = Stores.live(original);

        migrated(original, database, Mode.COPY, new Progress());

        for (Place place : List.of(original, database)) {
            try (Store store = Stores.open(place)) {
                assertThat(store.epoch().equals(epoch)).isEqualTo(place.equals(original));
                new Life(store).requireAlive();
            }
        }
    }

    @Test
    void a_moved_store_that_is_opened_again_is_another_one_for_clients() {
        Place original = stores.directory("original");
        Place database = Stores.database();
        String epoch = Stores.live(original);
        migrated(original, database, Mode.MOVE, new Progress());

        assertThat(Migration.reopen(original)).isTrue();
        assertThat(Migration.reopen(original)).isFalse();

        try (Store store = Stores.open(original)) {
            assertThat(store.epoch()).isNotEqualTo(epoch);
            new Life(store).requireAlive();
        }
    }

    @Test
    void what_is_served_after_the_migration_is_found_to_differ() {
        Place original = stores.directory("original");
        Place database = Stores.database();
        Stores.live(original);
        migrated(original, database, Mode.MOVE, new Progress());
        try (Store store = Stores.open(database)) {
            new Life(store).requireAlive();
        }

        assertThat(Migration.compare(original, database, new Progress()))
                .isEqualTo(new MigrationResult.Different(
                        "conversation a-group differs: its entries: 32 in the source, 33 in the target"));
    }
}
