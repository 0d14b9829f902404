package chat.carillon.loadtest.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IrcNickTest {
    private static final String ALPHABET = "abAB09-_.[]\\`^{}| \u00e92e";

    @Test
    void keeps_what_a_user_name_takes_and_names_the_bytes_of_the_rest() {
        assertThat(IrcNick.userId("Mary-Ann_9").value()).isEqualTo("mary-ann_9");
        assertThat(IrcNick.userId("[m]`").value()).isEqualTo(".5bm.5d.60");
        assertThat(IrcNick.userId("m.2e").value()).isEqualTo("m.2e2e");
        assertThat(IrcNick.userId("\u00e9").value()).isEqualTo(".c3.a9");
    }

    @Test
    void shortens_long_nicks_without_mixing_them_up() {
        String stem = "[".repeat(60);
        assertThat(IrcNick.userId(stem + "a").value()).hasSizeLessThanOrEqualTo(64);
        assertThat(IrcNick.userId(stem + "a")).isNotEqualTo(IrcNick.userId(stem + "b"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void gives_no_two_people_one_name(long seed) {
        var random = new Random(seed);
        Map<String, String> nickOf = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String nick = nick(random).toLowerCase(Locale.ROOT);
            String other = nickOf.putIfAbsent(IrcNick.userId(nick).value(), nick);
            assertThat(other == null || other.equals(nick))
                    .as("%s and %s", nick, other)
                    .isTrue();
        }
    }

    private static String nick(Random random) {
        var nick = new StringBuilder();
        int length = 1 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
            nick.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return nick.toString();
    }
}
