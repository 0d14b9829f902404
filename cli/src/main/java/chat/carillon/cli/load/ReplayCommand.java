package chat.carillon.cli.load;

import chat.carillon.cli.console.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `carillon replay`.
@Command(name = "replay", description = "Send a chat corpus through a server and prove that nothing is lost.")
public final class ReplayCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new Failure("Not in this build.", null);
    }
}
