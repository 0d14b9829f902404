package chat.carillon.backend.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.backend.migrate.Migration.Mode;
import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.TestDatabase;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused, each in one sentence.
class MigrationRefusalTest {
    @TempDir
    Path folder;

    private Stores stores;
    private Place original;

    @BeforeEach
    void prepare() {
        stores = new Stores(folder);
        original = stores.directory("original");
    }

    private static void assertRefused(Place from, Place to, String sentence) {
        assertThatThrownBy(() -> Migration.run(from, to, Mode.MOVE, Stores.SMALL, new Progress()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(sentence);
    }

    @Test
    void a_source_that_a_server_uses() {
        Place database = Stores.database();
        try (Store store = Stores.open(original)) {
            assertThat(store.epoch()).isNotEmpty();
            assertThatThrownBy(() -> Migration.run(original, database, Mode.MOVE, new Progress()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_database_that_nodes_use() {
        Place database = Stores.database();
        String sentence = database.label()
                + " is in use by the node n1: stop all nodes (one that was killed is forgotten after 10 s)";
        Stores.open(original).close();
        try (Store store = Stores.open(database)) {
            store.nodes().renew(new NodeRecord("n1", "main", "", 1, "x", 0), Duration.ofMinutes(1));

            assertRefused(original, database, sentence);
            assertRefused(database, stores.directory("target"), sentence);
            store.nodes().leave("n1");
        }
        assertThat(Migration.run(original, database, Mode.MOVE, new Progress()))
                .isInstanceOf(MigrationResult.Equal.class);
    }

    @Test
    void a_database_that_another_migration_uses() {
        Place database = Stores.database();
        Stores.open(original).close();
        try (var side = database.open()) {
            assertRefused(original, database, side.name() + " is in use by another migration");
        }
    }

    @Test
    void a_target_that_holds_something_of_its_own() {
        Place database = Stores.database();
        Stores.live(original);
        Stores.live(database);

        assertRefused(
                original,
                database,
                database.label() + " is not empty, it has rows of kind 'conversation' (expected: an empty target)");
        assertRefused(
                database,
                original,
                original.label() + " is not empty, it has rows of kind 'conversation' (expected: an empty target)");
        Stores.open(original).close();
    }

    @Test
    void a_source_that_is_none() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        Place bare = new Place.Database(PostgresOptions.of(TestDatabase.createBare()));

        assertRefused(new Place.Directory(nowhere), Stores.database(), "there is no store in " + nowhere);
        assertRefused(bare, stores.directory("target"), "there is no store in " + bare.label());
        assertThat(nowhere).doesNotExist();
        assertThat(Files.exists(folder.resolve("target"))).isFalse();
    }

    @Test
    void a_place_that_is_both() {
        assertRefused(original, original, "the source and the target are the same: " + original.label());
    }

    @Test
    void a_source_that_was_moved_already() {
        Place database = Stores.database();
        Place next = Stores.database();
        Stores.live(original);
        Migration.run(original, database, Mode.MOVE, new Progress());

        assertRefused(
                original,
                next,
                "%s was moved to %s already: take that one, or 'carillon migrate --reopen' this one"
                        .formatted(original.label(), database.label()));
        assertRefused(
                database,
                original,
                "%s is no target: its content was moved to %s".formatted(original.label(), database.label()));
        assertThatThrownBy(() -> Stores.open(original))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageEndingWith("was moved away by 'carillon migrate': serve the store that it was moved to");
    }

    @Test
    void a_source_that_is_not_whole_itself() {
        Stores.live(original);
        Stores.execute(original, "DELETE FROM entry WHERE key & 68719476735 = 2");

        assertThatThrownBy(() -> Migration.run(original, Stores.database(), Mode.MOVE, new Progress()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("is not whole: the log of ")
                .hasMessageEndingWith(" lacks seq 2");
    }

    @Test
    void rows_of_a_conversation_that_does_not_exist() {
        Stores.live(original);
        Stores.execute(original, "INSERT INTO mention VALUES ('ann', (99 << 36) + 1)");

        assertRefused(
                original,
                Stores.database(),
                original.label()
                        + " is not whole: of 2 rows of kind 'mention' only 1 belong to a conversation with a log");
    }

    @Test
    void a_text_that_postgresql_cannot_keep() {
        Stores.live(original);
        Stores.execute(original, "UPDATE entry SET text = 'a' || char(0) || 'b' WHERE text = 'hello world, said @bob'");

        assertRefused(
                original,
                Stores.database(),
                "entry [b-channel, 3]: its text holds U+0000 (expected: text that PostgreSQL can keep):"
                        + " mend it in the source");
    }
}
