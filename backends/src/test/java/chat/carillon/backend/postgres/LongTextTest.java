package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.Limits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Texts as long as any limit allows, which a full-text index must not refuse.
class LongTextTest {
    private PostgresStore store;
    private Chat chat;

    @BeforeEach
    void open() {
        store = PostgresStore.open(PostgresOptions.of(TestDatabase.create()), Limits.DEFAULT);
        chat = Chat.in(store, "c");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void append(String key, String text) {
        assertThat(Chat.seq(chat.append(key, text))).isPositive();
    }

    @Test
    void a_text_of_many_words_is_taken_and_found() {
        append("many", IntStream.range(0, 100_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")));

        assertThat(chat.search("w16000 w16382")).hasSize(1);
        assertThat(chat.search("\"w100 w101\"")).hasSize(1);
        assertThat(chat.search("w20000")).hasSize(1);
    }

    @Test
    void texts_of_one_word_and_of_long_words_are_taken() {
        append("same", "word ".repeat(200_000));
        append("long", "x".repeat(1_000_000));
        append("wide", "京".repeat(16_000));
        append("marks", "á̧̂".repeat(4_000));
        append(
                "distinct",
                IntStream.range(0x4e00, 0x9000).mapToObj(Character::toString).collect(Collectors.joining()));

        assertThat(chat.search("word")).hasSize(1);
        assertThat(chat.search("京京京")).hasSize(1);
    }
}
