package chat.carillon.cli;

import chat.carillon.cli.chat.ChatCommand;
import chat.carillon.cli.cluster.ClusterCommand;
import chat.carillon.cli.cluster.VerifyCommand;
import chat.carillon.cli.connect.LoginCommand;
import chat.carillon.cli.connect.LogoutCommand;
import chat.carillon.cli.conversation.ConversationCommand;
import chat.carillon.cli.load.BenchCommand;
import chat.carillon.cli.load.ReplayCommand;
import chat.carillon.cli.message.SearchCommand;
import chat.carillon.cli.message.SendCommand;
import chat.carillon.cli.message.TailCommand;
import chat.carillon.cli.server.AsyncApiCommand;
import chat.carillon.cli.server.BackupCommand;
import chat.carillon.cli.server.ConfigCommand;
import chat.carillon.cli.server.DrainCommand;
import chat.carillon.cli.server.OpenApiCommand;
import chat.carillon.cli.server.ServeCommand;
import chat.carillon.cli.simulate.SimulateCommand;
import chat.carillon.cli.trace.TraceCommand;
import chat.carillon.cli.transfer.ImportCommand;
import chat.carillon.cli.transfer.MigrateCommand;
import chat.carillon.cli.user.NotifyCommand;
import chat.carillon.cli.user.UserCommand;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root command of `./carillon`; without a subcommand it prints its help.
@Command(
        name = "carillon",
        description = "A real-time chat system.",
        mixinStandardHelpOptions = true,
        versionProvider = CarillonMain.Version.class,
        subcommands = {
            ServeCommand.class,
            DrainCommand.class,
            ClusterCommand.class,
            ConfigCommand.class,
            BackupCommand.class,
            ImportCommand.class,
            MigrateCommand.class,
            ChatCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            SendCommand.class,
            TailCommand.class,
            SearchCommand.class,
            UserCommand.class,
            NotifyCommand.class,
            ConversationCommand.class,
            TraceCommand.class,
            ReplayCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            SimulateCommand.class,
            OpenApiCommand.class,
            AsyncApiCommand.class,
            HelpCommand.class
        })
public final class CarillonMain implements Runnable {
    /// A thread in a native call of the store must not keep the others waiting.
    private static final int MIN_PARALLELISM = 8;

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = ErrorReport.DEBUG,
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Shows where a problem happened.")
    private boolean debug;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] arguments) {
        if (System.getProperty(PARALLELISM) == null) {
            int processors = Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, Integer.toString(Math.max(MIN_PARALLELISM, processors)));
        }
        System.exit(run(arguments));
    }

    /// Runs one command in this process.
    ///
    /// @return its exit code: 0 done, 1 could not be done, 2 not understood
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        ErrorReport report = new ErrorReport();
        CommandLine commandLine = new CommandLine(new CarillonMain())
                .setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report)
                .setAbbreviatedSubcommandsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(HelpPages.OPTION_COLUMNS)
                .setUsageHelpWidth(HelpPages.COLUMNS);
        HelpPages.arrange(commandLine);
        return commandLine;
    }

    /// Whether the user wants to see where problems happen.
    boolean debug() {
        return debug;
    }

    /// The version that the build wrote into the jar.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CarillonMain.class.getPackage().getImplementationVersion();
            return new String[] {"carillon " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
