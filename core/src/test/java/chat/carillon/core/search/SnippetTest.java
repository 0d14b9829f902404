package chat.carillon.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnippetTest {
    private static String snippet(String text, String query) {
        return Snippet.of(text, SearchQuery.parse(query)).replace('\u0002', '[').replace('\u0003', ']');
    }

    @Test
    void a_short_text_is_shown_whole_with_its_matches_marked() {
        assertThat(snippet("Hello, big World!", "wor hello")).isEqualTo("[Hello], big World!");
        assertThat(snippet("Hello, big World!", "hello wor")).isEqualTo("[Hello], big [World]!");
        assertThat(snippet("Crème brûlée", "creme")).isEqualTo("[Crème] brûlée");
        assertThat(snippet("北京大学", "京大")).isEqualTo("北[京][大]学");
    }

    @Test
    void a_phrase_is_marked_only_where_it_stands() {
        assertThat(snippet("big hello big world", "\"big world\"")).isEqualTo("big hello [big] [world]");
    }

    @Test
    void a_long_text_is_cut_around_its_first_match() {
        String text = "word ".repeat(100) + "needle" + " word".repeat(100);

        String snippet = snippet(text, "needle");

        assertThat(snippet).contains("word [needle] word").startsWith("…word").endsWith("word…");
        assertThat(snippet.length()).isLessThan(180);
    }

    @Test
    void marks_cannot_be_forged() {
        assertThat(snippet("\u0002evil\u0003 word", "word")).isEqualTo(" evil  [word]");
    }

    @Test
    void a_word_that_never_ends_is_cut() {
        assertThat(snippet("x".repeat(10_000), "xxx").length()).isLessThan(180);
        assertThat(snippet("\ud83c\udf89".repeat(1_000), "nothing").length()).isLessThan(180);
    }

    @Test
    void text_without_a_match_is_shown_from_its_start() {
        assertThat(snippet("some text", "other")).isEqualTo("some text");
        assertThat(snippet("", "other")).isEmpty();
    }
}
