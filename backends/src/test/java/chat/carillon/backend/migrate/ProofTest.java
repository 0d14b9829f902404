package chat.carillon.backend.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.backend.migrate.Migration.Mode;
import chat.carillon.core.store.StoreUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever differs between two stores is found.
class ProofTest {
    @TempDir
    Path folder;

    private Place original;
    private Place database;

    @BeforeEach
    void prepare() {
        original = new Stores(folder).directory("original");
        database = Stores.database();
        Stores.live(original);
        assertThat(Migration.run(original, database, Mode.COPY, Stores.SMALL, new Progress()))
                .isInstanceOf(MigrationResult.Equal.class);
    }

    private String difference() {
        MigrationResult result = Migration.compare(original, database, new Progress());
        assertThat(result).isInstanceOf(MigrationResult.Different.class);
        return ((MigrationResult.Different) result).difference();
    }

    @Test
    void equal_stores_stay_as_they_are() {
        assertThat(Migration.compare(original, database, new Progress())).isInstanceOf(MigrationResult.Equal.class);
        assertThat(Migration.compare(database, original, new Progress())).isInstanceOf(MigrationResult.Equal.class);
        Stores.open(original).close();
        Stores.open(database).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET text = text || ' ' WHERE (conversation, seq) = ('a-group', 7)",
                "UPDATE entry SET at_millis = at_millis + 1 WHERE (conversation, seq) = ('a-group', 7)",
                "UPDATE entry SET client_message_id = NULL WHERE (conversation, seq) = ('a-group', 7)",
                "UPDATE entry SET reply_to = 3 WHERE (conversation, seq) = ('a-group', 7)",
                "UPDATE entry SET edited_text = 'x', edited_at = 1 WHERE (conversation, seq) = ('a-group', 7)",
                "UPDATE member SET read_seq = read_seq - 1 WHERE (conversation, user_id) = ('a-group', 'bob')",
                "UPDATE member SET role = 'owner' WHERE (conversation, user_id) = ('a-group', 'bob')",
                "UPDATE conversation SET topic = NULL WHERE id = 'a-group'",
                "UPDATE conversation SET changed_at = changed_at + 1 WHERE id = 'a-group'",
                "INSERT INTO reaction VALUES ('a-group', 7, 'x', 'bob', 8)",
                "INSERT INTO mention VALUES ('bob', 'a-group', 7)"
            })
    void a_conversation_that_differs_in_anything(String tampering) {
        Stores.execute(database, tampering);

        assertThat(difference()).startsWith("conversation a-group differs: as many rows, but not the same (SHA-256 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE account SET administrator = false WHERE user_id = 'ann'             | account
            UPDATE account SET password_hash = '' WHERE user_id = 'bob'                | account
            UPDATE token SET expires_at = 0                                            | token
            UPDATE secret SET value = '\\x00' WHERE name = 'tickets'                     | secret
            UPDATE device_cursor SET seq = seq + 1 WHERE conversation = 'Z-direct'     | device cursor
            """)
    void the_rest_that_differs_in_anything(String tampering, String kind) {
        Stores.execute(database, tampering);

        assertThat(difference()).startsWith("rows of kind '%s' differ".formatted(kind));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM account WHERE user_id = 'ann' \
            | rows of kind 'account' differ: 254 in the source, 253 in the target
            DELETE FROM member WHERE (conversation, user_id) = ('a-group', 'bob') \
            | conversation a-group differs: its members: 2 in the source, 1 in the target
            UPDATE entry SET type = 'delete' WHERE (conversation, seq) = ('a-group', 7) \
            | conversation a-group differs: its messages: 30 in the source, 29 in the target
            """)
    void counts_that_differ(String tampering, String sentence) {
        Stores.execute(database, tampering);

        assertThat(difference()).isEqualTo(sentence);
    }

    @Test
    void a_conversation_that_is_in_one_store_only() {
        for (String table : new String[] {"entry", "member", "reaction", "mention", "device_cursor"}) {
            Stores.execute(database, "DELETE FROM " + table + " WHERE conversation = 'a-group'");
        }
        Stores.execute(database, "DELETE FROM conversation WHERE id = 'a-group'");

        assertThat(difference()).isEqualTo("conversation a-group is only in the source");
        assertThat(Migration.compare(database, original, new Progress()))
                .isEqualTo(new MigrationResult.Different("conversation a-group is only in the target"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM entry WHERE (conversation, seq) = ('a-group', 7)     | the log of a-group lacks seq 7
            UPDATE conversation SET head_seq = 40 WHERE id = 'a-group' \
            | the log of a-group ends at seq 32, ordinal 30, and its head is at seq 40, ordinal 30
            UPDATE conversation SET head_ordinal = 9 WHERE id = 'a-group' \
            | the log of a-group ends at seq 32, ordinal 30, and its head is at seq 32, ordinal 9
            INSERT INTO mention VALUES ('bob', 'a-grouq', 7) \
            | mention [a-grouq, 7, bob] belongs to no conversation
            INSERT INTO mention VALUES ('bob', 'zzz', 7) \
            | mention [zzz, 7, bob] belongs to no conversation
            """)
    void a_store_that_is_not_whole(String tampering, String sentence) {
        Stores.execute(database, tampering);

        assertThatThrownBy(() -> Migration.compare(original, database, new Progress()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(database.label() + " is not whole: " + sentence);
    }
}
