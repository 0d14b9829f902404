package chat.carillon.backend.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.backend.sqlite.db.Migrations;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.ManualTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store finds when it is opened again.
class OpeningTest {
    private static final int PAGE_BYTES = 4_096;

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();

    private SqliteStore open() {
        return SqliteStore.open(directory, time, Limits.DEFAULT);
    }

    @Test
    void everything_is_there_again() {
        String epoch;
        List<MessageState> messages;
        try (var store = open()) {
            epoch = store.epoch();
            Chat chat = Chat.in(store);
            chat.post("hello");
            chat.append("react", new EntryBody.ReactionAdded(2, "+"));
            store.accounts().secret("key", new byte[] {1});
            messages = store.history().messages(chat.id(), 0, 99, 10);
        }
        try (var store = open()) {
            Chat chat = new Chat(store, Chat.in(store).id());
            assertThat(store.epoch()).isEqualTo(epoch);
            assertThat(chat.texts()).containsExactly("hello");
            assertThat(store.history().messages(chat.id(), 0, 99, 10)).isEqualTo(messages);
            assertThat(store.accounts().secret("key", new byte[] {2})).containsExactly(1);
            assertThat(chat.search("hello")).containsExactly("hello");
            assertThat(chat.post("again")).isEqualTo(4);
        }
    }

    @Test
    void changes_of_a_former_life_are_known() {
        long start = time.wallMillis();
        try (var store = open()) {
            Chat.in(store, "one");
            time.advance(Duration.ofSeconds(10));
            Chat.in(store, "two");
        }
        time.advance(Duration.ofSeconds(10));
        try (var store = open()) {
            time.advance(Duration.ofSeconds(10));
            new Chat(store, Chat.in(store, "one").id()).post("hi");

            assertThat(store.log().changedSince(start, 10))
                    .extracting(head -> head.conversation().value())
                    .containsExactly("two", "one");
            assertThat(store.log().changedSince(start + 15_000, 10))
                    .extracting(head -> head.conversation().value())
                    .containsExactly("one");
            assertThat(store.log().changedSince(start + 25_000, 10)).hasSize(1);
        }
    }

    @Test
    void only_this_user_may_read_the_files() throws IOException {
        try (var store = open()) {
            Chat.in(store).post("hello");
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(f -> f.toString().contains(".db")).toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void what_was_deleted_is_not_in_the_files() throws IOException {
        try (var store = open()) {
            Chat chat = Chat.in(store);
            long seq = chat.post("zanzibarsecret " + "x".repeat(10_000));
            chat.append("edit", new EntryBody.Edited(seq, "zanzibaredit"));
            assertThat(chat.search("zanzibaredit")).hasSize(1);
            chat.append("delete", new EntryBody.Deleted(seq));
            assertThat(chat.search("zanzibaredit")).isEmpty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("zanzibar");
            }
        }
    }

    @Test
    void a_damaged_file_is_named() throws IOException {
        try (var store = open()) {
            for (int i = 0; i < 200; i++) {
                Chat.in(store).post("text " + i);
            }
        }
        Path file = directory.resolve("carillon.db");
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page = 2; page * PAGE_BYTES < access.length(); page++) {
                access.seek(page * PAGE_BYTES + 3);
                access.writeInt(0x7fffffff);
            }
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(file.toRealPath() + " is damaged")
                .hasMessageContaining("restore it from a backup");
    }

    @Test
    void a_file_that_is_no_database_is_named() throws IOException {
        Files.writeString(directory.resolve("carillon.db"), "this is not a database".repeat(1_000));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("carillon.db is damaged");
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> SqliteStore.open(file, time, Limits.DEFAULT))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_file_of_a_newer_version_is_left_alone() {
        try (var store = open()) {
            store.writer().write(session -> {
                session.execute("PRAGMA user_version = 99");
                return true;
            });
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("newer version of Carillon (schema 99");
    }

    @Test
    void the_version_is_that_of_the_last_migration() throws IOException {
        Path migrations = Path.of("src/main/resources/chat/carillon/backend/sqlite/migration");
        try (Stream<Path> files = Files.list(migrations)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(Migrations.VERSION)
                    .anyMatch(name -> name.startsWith("V" + Migrations.VERSION + "__"));
        }
    }

    @Test
    void a_lost_search_index_is_made_again() throws IOException {
        try (var store = open()) {
            Chat.in(store).post("hello");
        }
        Files.delete(directory.resolve("search.db"));
        assertFound();
    }

    @Test
    void a_damaged_search_index_is_made_again() throws IOException {
        try (var store = open()) {
            Chat.in(store).post("hello");
        }
        Files.writeString(directory.resolve("search.db"), "this is not a database".repeat(1_000));
        assertFound();
        Files.writeString(directory.resolve("search.damaged"), "");
        assertFound();
        assertThat(directory.resolve("search.damaged")).doesNotExist();
    }

    @Test
    void the_search_index_of_another_store_is_not_used(@TempDir Path other) throws IOException {
        try (var store = SqliteStore.open(other, time, Limits.DEFAULT)) {
            Chat.in(store).post("something else");
        }
        try (var store = open()) {
            Chat.in(store).post("hello");
        }
        Files.copy(other.resolve("search.db"), directory.resolve("search.db"), StandardCopyOption.REPLACE_EXISTING);
        assertFound();
    }

    private void assertFound() {
        try (var store = open()) {
            assertThat(Chat.in(store).search("hello")).containsExactly("hello");
            assertThat(Chat.in(store).search("something")).isEmpty();
        }
    }
}
