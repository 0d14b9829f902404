package chat.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static List<UserId> users(String... names) {
        return Arrays.stream(names).map(UserId::new).toList();
    }

    @Test
    void names_stand_after_an_at_sign() {
        assertThat(Mentions.in("@ann: ask @Bob_2, (@c-d) or @e.f!"))
                .containsExactlyElementsOf(users("ann", "bob_2", "c-d", "e.f"));
    }

    @Test
    void a_mail_address_names_nobody() {
        assertThat(Mentions.in("write to ann@example.org or ä@example.org")).isEmpty();
    }

    @Test
    void a_sentence_may_end_in_a_name() {
        assertThat(Mentions.in("thanks @ann.")).containsExactlyElementsOf(users("ann.", "ann"));
        assertThat(Mentions.in("well, @ann...")).containsExactlyElementsOf(users("ann...", "ann"));
    }

    @Test
    void signs_without_a_name_name_nobody() {
        assertThat(Mentions.in("@ @@ @, @é meet @ 5")).isEmpty();
        assertThat(Mentions.in("@" + "a".repeat(65))).isEmpty();
        assertThat(Mentions.in("@@ann")).containsExactlyElementsOf(users("ann"));
        assertThat(Mentions.in("@...")).containsExactly(new UserId("..."));
    }

    @Test
    void one_message_names_a_bounded_number_of_users() {
        String text = IntStream.range(0, 1_000).mapToObj(i -> "@user" + i).collect(Collectors.joining(" "));

        assertThat(Mentions.in(text)).hasSize(Mentions.MAX_PER_MESSAGE);
    }

    @Test
    void a_message_means_those_it_names_and_everybody_if_it_says_so() {
        UserId ann = new UserId("ann");

        assertThat(Mentions.mayMean("@Ann: look", ann)).isTrue();
        assertThat(Mentions.mayMean("@annabel: look", ann)).isFalse();
        assertThat(Mentions.mayMean("@channel look", ann)).isTrue();
        assertThat(Mentions.mayMean("is anybody @here?", ann)).isTrue();
        assertThat(Mentions.mayMean("look", ann)).isFalse();
    }
}
