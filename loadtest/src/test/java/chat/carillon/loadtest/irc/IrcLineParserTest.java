package chat.carillon.loadtest.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IrcLineParserTest {

    @Test
    void reads_a_message_with_its_minute() {
        assertThat(parse("[09:14] <mary> is there a > in here?"))
                .isEqualTo(new IrcLine.Said(7, 554, "mary", "is there a > in here?", false));
    }

    @Test
    void reads_an_action_as_something_said() {
        assertThat(parse("[23:59]  * mary waves at tom"))
                .isEqualTo(new IrcLine.Said(7, 1439, "mary", "waves at tom", true));
    }

    @Test
    void reads_notices_of_both_forms_as_something_said() {
        assertThat(parse("[05:12] -mary:#town- bells at noon"))
                .isEqualTo(new IrcLine.Said(7, 312, "mary", "bells at noon", false));
        assertThat(parse("[05:12] (mary/#town) bells at noon"))
                .isEqualTo(new IrcLine.Said(7, 312, "mary", "bells at noon", false));
    }

    @Test
    void leaves_the_rank_out_of_the_nick() {
        assertThat(parse("[05:12] <@mary> order!")).isEqualTo(new IrcLine.Said(7, 312, "mary", "order!", false));
    }

    @Test
    void keeps_nicks_that_user_names_could_not_be() {
        assertThat(parse("[05:12] <[ma]`ry|away> hm")).isEqualTo(new IrcLine.Said(7, 312, "[ma]`ry|away", "hm", false));
    }

    @Test
    void reads_who_comes_and_goes_in_old_and_new_form() {
        assertThat(parse("=== mary [~m@host.example]  has joined #town")).isEqualTo(new IrcLine.Joined(7, "mary"));
        assertThat(parse("=== mary [n=m@host] has left #town [\"bye\"]")).isEqualTo(new IrcLine.Left(7, "mary"));
        assertThat(parse("=== mary [n=m@host] has quit [Read error]")).isEqualTo(new IrcLine.Left(7, "mary"));
        assertThat(parse("=== mary is now known as mary|away")).isEqualTo(new IrcLine.Renamed(7, "mary", "mary|away"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "===",
                "=== mary has left the building",
                "=== mary has joined",
                "=== mary has quit smoking",
                "=== mode/#town [+o mary]  by tom",
                "[25:99]",
                "[25:10] <mary> too late",
                "[09:14] <> nobody",
                "[09:14] <   > nobody",
                "[09:14]",
                "<mary> no time"
            })
    void takes_every_other_line_for_nothing_said(String line) {
        var parsed = parse(line);
        assertThat(parsed instanceof IrcLine.Other || parsed instanceof IrcLine.Said said && said.minuteOfDay() >= 1440)
                .isTrue();
    }

    @Test
    void reads_text_that_is_not_utf_8_in_the_encoding_of_its_time() {
        byte[] latin = "[09:14] <mary> caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(IrcLineParser.parse(7, latin)).isEqualTo(new IrcLine.Said(7, 554, "mary", "caf\u00e9", false));
    }

    @Test
    void replaces_what_no_store_holds() {
        assertThat(parse("[09:14] <mary> a\0b")).isEqualTo(new IrcLine.Said(7, 554, "mary", "a\ufffdb", false));
    }

    private static IrcLine parse(String line) {
        return IrcLineParser.parse(7, line.getBytes(StandardCharsets.UTF_8));
    }
}
