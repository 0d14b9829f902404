package chat.carillon.cli.chat.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlashParserTest {
    @Test
    void takes_everything_else_for_a_message() {
        assertThat(SlashParser.parse(" hi there ")).isEqualTo(new SlashCommand.Say("hi there"));
        assertThat(SlashParser.parse("//join is a command")).isEqualTo(new SlashCommand.Say("/join is a command"));
    }

    @Test
    void understands_every_command() {
        assertThat(SlashParser.parse("/join #general")).isEqualTo(new SlashCommand.Join("#general"));
        assertThat(SlashParser.parse("/LEAVE")).isEqualTo(new SlashCommand.Leave());
        assertThat(SlashParser.parse("/create #ops our servers"))
                .isEqualTo(new SlashCommand.Create("ops", "our servers"));
        assertThat(SlashParser.parse("/create ops")).isEqualTo(new SlashCommand.Create("ops", null));
        assertThat(SlashParser.parse("/dm @anna")).isEqualTo(new SlashCommand.Direct("anna"));
        assertThat(SlashParser.parse("/invite @anna, ben")).isEqualTo(new SlashCommand.Invite(List.of("anna", "ben")));
        assertThat(SlashParser.parse("/me waves")).isEqualTo(new SlashCommand.Act("waves"));
        assertThat(SlashParser.parse("/edit  new text")).isEqualTo(new SlashCommand.Edit("new text"));
        assertThat(SlashParser.parse("/delete")).isEqualTo(new SlashCommand.Delete());
        assertThat(SlashParser.parse("/react :+1:")).isEqualTo(new SlashCommand.React("👍"));
        assertThat(SlashParser.parse("/react 🦆")).isEqualTo(new SlashCommand.React("🦆"));
        assertThat(SlashParser.parse("/reply yes")).isEqualTo(new SlashCommand.Reply("yes"));
        assertThat(SlashParser.parse("/search \"a phrase\"")).isEqualTo(new SlashCommand.Search("\"a phrase\""));
        assertThat(SlashParser.parse("/topic t")).isEqualTo(new SlashCommand.Topic("t"));
        assertThat(SlashParser.parse("/go gen")).isEqualTo(new SlashCommand.Go("gen"));
        assertThat(SlashParser.parse("/help")).isEqualTo(new SlashCommand.Help());
        assertThat(SlashParser.parse("/quit")).isEqualTo(new SlashCommand.Quit());
    }

    @Test
    void lists_every_command_that_it_understands() {
        assertThat(SlashParser.COMMANDS)
                .allSatisfy(usage -> assertThat(SlashParser.parse(usage.name() + " x"))
                        .isNotInstanceOf(SlashCommand.Say.class)
                        .asString()
                        .doesNotContain("There is no command"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/frobnicate", "/join", "/dm ", "/react", "/", "/me"})
    void says_why_it_does_not_understand(String line) {
        assertThat(SlashParser.parse(line)).isInstanceOf(SlashCommand.Unclear.class);
    }
}
