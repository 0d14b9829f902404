package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpPagesTest {
    @Test
    void lists_every_command_in_a_group() {
        List<String> listed =
                HelpPages.GROUPS.values().stream().flatMap(Collection::stream).toList();
        assertThat(CarillonMain.commandLine().getSubcommands().keySet()).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void explains_every_command_in_one_line() {
        CarillonMain.commandLine().getSubcommands().forEach((name, command) -> {
            String[] description = command.getCommandSpec().usageMessage().description();
            assertThat(description).as(name).hasSize(1);
        });
    }
}
