package chat.carillon.backend.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.search.SearchQuery;
import chat.carillon.model.ConversationId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchDocumentTest {
    private static final ConversationId C = new ConversationId("it's\\c");

    @Test
    void terms_stand_with_their_places_beside_the_conversation() {
        assertThat(SearchDocument.of(C, "To be, or not to be"))
                .isEqualTo("'=it''s\\\\c' 'to':1,5 'be':2,6 'or':3 'not':4");
        assertThat(SearchDocument.of(C, "!?")).isEqualTo("'=it''s\\\\c'");
    }

    @Test
    void a_query_becomes_clauses_that_must_all_match() {
        assertThat(SearchExpression.of(SearchQuery.parse("\"to be\" or no")))
                .isEqualTo("('to' <-> 'be') & ('or') & ('no':*)");
        assertThat(SearchExpression.of(SearchQuery.parse("x"), List.of(C, new ConversationId("d"))))
                .isEqualTo("('x':*) & ('=it''s\\\\c' | '=d')");
    }

    @Test
    void what_postgresql_cannot_hold_is_left_out() {
        String same = "word ".repeat(20_000);
        String different = IntStream.range(0, 100_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

        assertThat(SearchDocument.of(C, same).split(",")).hasSize(255);
        assertThat(SearchDocument.of(C, different))
                .contains("'w16382':16383 ", "'w16383' 'w16384'")
                .hasSizeLessThan(600_000);
    }
}
