package chat.carillon.cli.chat.input;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.cli.chat.input.SlashCommand.Wish;
import chat.carillon.model.ConversationKind;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyParserTest {
    @Test
    void a_level_is_of_this_conversation_or_of_a_kind() {
        assertThat(SlashParser.parse("/notify ALL")).isEqualTo(new Wish.Level(NotificationLevel.ALL));
        assertThat(SlashParser.parse("/notify default")).isEqualTo(new Wish.Level(null));
        assertThat(SlashParser.parse("/notify none groups"))
                .isEqualTo(new Wish.Usual(ConversationKind.GROUP, NotificationLevel.NONE));
        assertThat(SlashParser.parse("/notify")).isEqualTo(new Wish.Show());
    }

    @Test
    void a_conversation_is_muted_for_a_time_or_for_good() {
        assertThat(SlashParser.parse("/mute 2d")).isEqualTo(new Wish.Mute(Duration.ofDays(2)));
        assertThat(SlashParser.parse("/mute")).isEqualTo(new Wish.Mute(null));
        assertThat(SlashParser.parse("/mute off")).isEqualTo(new Wish.Unmute());
        assertThat(SlashParser.parse("/unmute")).isEqualTo(new Wish.Unmute());
    }

    @Test
    void nobody_disturbs_for_a_time_or_in_some_hours() {
        assertThat(SlashParser.parse("/dnd 90m")).isEqualTo(new Wish.Snooze(Duration.ofMinutes(90)));
        assertThat(SlashParser.parse("/dnd 22:00-07:00 Europe/Vienna"))
                .isEqualTo(new Wish.Quiet(QuietHours.parse("22:00", "07:00", "Europe/Vienna")));
        assertThat(SlashParser.parse("/dnd 22:00-07:00"))
                .isEqualTo(new Wish.Quiet(QuietHours.parse(
                        "22:00", "07:00", ZoneId.systemDefault().getId())));
        assertThat(SlashParser.parse("/dnd off")).isEqualTo(new Wish.Disturb());
        assertThat(SlashParser.parse("/dnd")).isEqualTo(new Wish.Show());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/notify loud",
                "/notify all people",
                "/notify default groups",
                "/notify all channels now",
                "/mute a while",
                "/mute 0m",
                "/dnd always",
                "/dnd 22:00-22:00",
                "/dnd 22:00",
                "/dnd 22-7",
                "/dnd 22:00-07:00 Atlantis",
                "/dnd 22:00-07:00 Europe/Vienna now"
            })
    void what_cannot_be_understood_is_said(String line) {
        assertThat(SlashParser.parse(line)).isInstanceOf(SlashCommand.Unclear.class);
    }
}
