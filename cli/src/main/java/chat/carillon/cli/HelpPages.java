package chat.carillon.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The help: the root's commands in groups, and the same look for all.
final class HelpPages {
    static final int COLUMNS = 100;
    static final int OPTION_COLUMNS = 28;

    private static final int NAME_COLUMNS = 14;

    /// Every command of the root, in the order of the help.
    static final Map<String, List<String>> GROUPS = groups();

    /// What the shell script does by itself, before Java starts.
    static final Map<String, String> SCRIPT = new LinkedHashMap<>();

    static {
        SCRIPT.put("test", "Run all checks and tests, as CI does; takes Maven's arguments.");
        SCRIPT.put("check", "Run the unit tests quickly; takes Maven's arguments (-pl core -am).");
        SCRIPT.put("build", "Build even if nothing is stale.");
        SCRIPT.put("fmt", "Format the code; takes Maven's arguments.");
        SCRIPT.put("clean", "Remove everything that was built.");
    }

    private HelpPages() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Run a server", List.of("serve", "drain", "cluster", "config", "backup", "import", "migrate"));
        groups.put("Talk", List.of("chat", "login", "logout", "send", "tail", "search", "notify"));
        groups.put("Administer", List.of("user", "conversation", "trace"));
        groups.put("Measure and prove", List.of("replay", "verify", "bench", "simulate"));
        groups.put("Look up", List.of("openapi", "asyncapi", "help"));
        return groups;
    }

    static void arrange(CommandLine root) {
        everywhere(root);
        UsageMessageSpec usage = root.getCommandSpec().usageMessage();
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpPages::commands);
        usage.footer(
                "",
                "'carillon help COMMAND' or 'carillon COMMAND --help' explains a command.",
                "A first chat: docs/tutorial/first-chat.md");
    }

    /// Every command explains itself with `--help` and fills its lines.
    private static void everywhere(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        if (!spec.mixinStandardHelpOptions()) {
            spec.addOption(helpOption());
        }
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .synopsisSubcommandLabel("COMMAND")
                .footer(paragraphs(spec.usageMessage().footer()));
        commandLine.getSubcommands().values().forEach(HelpPages::everywhere);
    }

    /// Lines without an empty one between them are one paragraph, which is broken where the page ends.
    private static String[] paragraphs(String... lines) {
        String text = String.join("\n", lines);
        return text.isEmpty()
                ? lines
                : Stream.of(text.split("\n\n|(?<=^)\n"))
                        .map(paragraph -> paragraph.replace('\n', ' '))
                        .toArray(String[]::new);
    }

    /// The page of what the script does.
    static String ofScript(String name) {
        return String.format("Usage: carillon %s%n%s%n", name, SCRIPT.get(name));
    }

    private static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    private static String commands(Help help) {
        StringBuilder text = new StringBuilder();
        Map<String, Help> subcommands = help.allSubcommands();
        GROUPS.forEach((group, names) -> {
            text.append(String.format("%n%s:%n", group));
            for (String name : names) {
                Help subcommand = subcommands.get(name);
                String[] description = subcommand == null
                        ? new String[0]
                        : subcommand.commandSpec().usageMessage().description();
                line(text, name, description.length == 0 ? "" : description[0]);
            }
        });
        text.append(String.format("%nWork on Carillon itself:%n"));
        SCRIPT.forEach((name, description) -> line(text, name, description));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String description) {
        text.append(String.format("  %-" + NAME_COLUMNS + "s%s%n", name, description));
    }
}
