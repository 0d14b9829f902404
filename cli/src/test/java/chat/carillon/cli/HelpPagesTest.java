package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What a user is told who asks for help.
class HelpPagesTest {
    private static final List<CommandLine> COMMANDS = new ArrayList<>();

    static {
        collect(CarillonMain.commandLine(), COMMANDS);
    }

    private static List<CommandLine> commands() {
        return COMMANDS;
    }

    private static void collect(CommandLine command, List<CommandLine> found) {
        found.add(command);
        command.getSubcommands().values().forEach(subcommand -> collect(subcommand, found));
    }

    @Test
    void lists_every_command_in_a_group() {
        List<String> listed =
                HelpPages.GROUPS.values().stream().flatMap(Collection::stream).toList();
        assertThat(CarillonMain.commandLine().getSubcommands().keySet()).containsExactlyInAnyOrderElementsOf(listed);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explains_every_command_in_one_line(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description())
                .singleElement()
                .asString()
                .endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shows_no_format_characters_and_no_line_that_is_too_long(CommandLine command) {
        assertThat(command.getUsageMessage()).doesNotContain("%", "${");
        assertThat(command.getUsageMessage().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(HelpPages.COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void describes_every_option_and_parameter(CommandLine command) {
        assertThat(command.getCommandSpec().args())
                .allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tells_every_default(CommandLine command) {
        assertThat(command.getCommandSpec().args())
                .filteredOn(argument -> argument.defaultValue() != null)
                .allSatisfy(argument -> assertThat(String.join(" ", argument.description()))
                        .containsAnyOf("default: " + argument.defaultValue(), "(default)", "Default: "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void says_of_every_command_with_commands_that_one_is_needed(CommandLine command) {
        assertThat(command.getUsageMessage()).doesNotContain("[COMMAND]");
    }
}
