package chat.carillon.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTermsTest {
    @ParameterizedTest
    @CsvSource({
        "Hello World, hello world",
        "Ｆｕｌｌ１２, full12",
        "Crème BRÛLÉE, creme brulee",
        "don't stop!, don t stop",
        "a-b_c.d, a b c d",
        "Straße ŁÓDŹ, straße łodz",
        "北京大学 in 2026, 北 京 大 学 in 2026",
        "東京タワー, 東 京 タ ワ ー",
        "한국어, 한 국 어",
        "สวัสดี, ส ว ส ด",
        "Привет Мир, привет мир",
        "İstanbul, istanbul",
        "x²+y³, x y",
        "🎉 party 🎉, party",
    })
    void text_falls_into_terms_without_case_and_accents(String text, String terms) {
        assertThat(SearchTerms.joined(text)).isEqualTo(terms);
    }

    @Test
    void terms_know_where_they_stand() {
        assertThat(SearchTerms.of("Ab, cd北"))
                .containsExactly(
                        new SearchTerms.Term("ab", 0, 2),
                        new SearchTerms.Term("cd", 4, 6),
                        new SearchTerms.Term("北", 6, 7));
    }

    @Test
    void composed_and_decomposed_letters_are_the_same() {
        assertThat(SearchTerms.joined("caf\u00e9")).isEqualTo(SearchTerms.joined("cafe\u0301"));
    }

    @Test
    void long_words_are_cut() {
        assertThat(SearchTerms.joined("x".repeat(10_000))).isEqualTo("x".repeat(64));
    }

    @Test
    void nothing_and_noise_have_no_terms() {
        assertThat(SearchTerms.of("")).isEmpty();
        assertThat(SearchTerms.of(" \n\t.,;\"'()*\u0301")).isEmpty();
    }
}
