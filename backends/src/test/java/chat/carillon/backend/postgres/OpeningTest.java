package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.backend.postgres.db.Migrations;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a store finds when it is opened.
class OpeningTest {
    private static PostgresStore open(String url) {
        return PostgresStore.open(PostgresOptions.of(url), Limits.DEFAULT);
    }

    @Test
    void nodes_that_start_at_once_on_an_empty_database_agree() {
        String url = TestDatabase.createBare();
        var one = CompletableFuture.supplyAsync(() -> open(url));
        var other = CompletableFuture.supplyAsync(() -> open(url));

        try (PostgresStore first = one.join();
                PostgresStore second = other.join()) {
            assertThat(first.epoch()).isEqualTo(second.epoch());
            Chat.in(first, "c").post("hello");
            assertThat(Chat.in(second, "c").texts()).containsExactly("hello");
        }
    }

    @Test
    void everything_is_there_again() {
        String url = TestDatabase.create();
        String epoch;
        try (PostgresStore store = open(url)) {
            epoch = store.epoch();
            Chat.in(store, "c").post("hello");
        }
        try (PostgresStore store = open(url)) {
            assertThat(store.epoch()).isEqualTo(epoch);
            assertThat(Chat.in(store, "c").texts()).containsExactly("hello");
        }
    }

    @Test
    void a_database_of_a_newer_version_is_left_alone() throws SQLException {
        String url = TestDatabase.create();
        TestDatabase.execute(url, "UPDATE meta SET value = '99' WHERE name = 'schema'");

        assertThatThrownBy(() -> open(url))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("newer version of Carillon (schema 99");
    }

    @Test
    void what_cannot_be_reached_is_said_without_the_password() {
        var options = PostgresOptions.of(
                        TestDatabase.server().url("no_such_database").replace("?", "?sslmode=disable&"))
                .withLogin("carillon", "sesame");

        assertThatThrownBy(() -> PostgresStore.open(options, Limits.DEFAULT))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no_such_database")
                .hasMessageNotContaining("sesame");
        assertThat(options.toString()).doesNotContain("sesame", "jdbc");
    }

    @Test
    void an_encoding_that_cannot_hold_every_text_is_refused() throws SQLException {
        TestDatabase.execute(
                TestDatabase.server().url("postgres"), "CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0");

        assertThatThrownBy(() -> open(TestDatabase.server().url("ascii")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("the encoding is SQL_ASCII (expected: UTF8)");
    }

    @Test
    void the_version_is_that_of_the_last_migration() throws IOException {
        Path migrations = Path.of("src/main/resources/chat/carillon/backend/postgres/migration");
        try (Stream<Path> files = Files.list(migrations)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(Migrations.VERSION)
                    .anyMatch(name -> name.startsWith("V" + Migrations.VERSION + "__"));
        }
    }
}
