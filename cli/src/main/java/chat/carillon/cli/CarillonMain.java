package chat.carillon.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The root command of `./carillon`; without a subcommand it prints its help.
@Command(
        name = "carillon",
        description = "A real-time chat system.",
        mixinStandardHelpOptions = true,
        versionProvider = CarillonMain.Version.class)
public final class CarillonMain implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CarillonMain()).execute(arguments));
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
