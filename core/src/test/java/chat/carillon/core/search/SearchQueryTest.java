package chat.carillon.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.search.SearchQuery.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    @Test
    void words_are_clauses_and_the_last_is_a_prefix() {
        assertThat(SearchQuery.parse("Hello  wor").clauses())
                .containsExactly(new Clause(List.of("hello"), false), new Clause(List.of("wor"), true));
    }

    @Test
    void quotes_make_a_phrase() {
        assertThat(SearchQuery.parse("say \"hello big\" world \"to me\"").clauses())
                .containsExactly(
                        new Clause(List.of("say"), false),
                        new Clause(List.of("hello", "big"), false),
                        new Clause(List.of("world"), false),
                        new Clause(List.of("to", "me"), false));
        assertThat(SearchQuery.parse("\"still typ").clauses())
                .containsExactly(new Clause(List.of("still", "typ"), false));
    }

    @Test
    void a_word_of_several_terms_is_a_phrase() {
        assertThat(SearchQuery.parse("don't 北京").clauses())
                .containsExactly(new Clause(List.of("don", "t"), false), new Clause(List.of("北", "京"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"", "\"\"", "* - ^", "()", "\u0000", "🎉"})
    void what_holds_no_word_finds_nothing(String input) {
        SearchQuery query = SearchQuery.parse(input);

        assertThat(query.isEmpty()).isTrue();
        assertThat(query.rank("any text")).isZero();
    }

    @Test
    void queries_are_bounded() {
        assertThat(SearchQuery.parse("a ".repeat(10_000)).clauses()).hasSize(32);
        assertThat(SearchQuery.parse("\"" + "a ".repeat(10_000)).clauses())
                .singleElement()
                .satisfies(clause -> assertThat(clause.terms()).hasSize(32));
        assertThat(SearchQuery.parse("é".repeat(10_000)).clauses()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "big hello, hello big world, true",
        "hel, hello big world, true",
        "hel big, hello big world, false",
        "'\"hello big\"', hello big world, true",
        "'\"big hello\"', hello big world, false",
        "京大, 北京大学, true",
        "大京, 北京大学, false",
        "CREME, une crème, true",
        "missing, hello, false",
    })
    void a_text_matches_if_all_clauses_do(String input, String text, boolean matches) {
        assertThat(SearchQuery.parse(input).rank(text) > 0).isEqualTo(matches);
    }

    @Test
    void more_in_less_text_ranks_higher() {
        SearchQuery query = SearchQuery.parse("apple");

        assertThat(query.rank("apple apple pie")).isGreaterThan(query.rank("apple pie pie"));
        assertThat(query.rank("apple pie")).isGreaterThan(query.rank("apple " + "pie ".repeat(100)));
    }
}
