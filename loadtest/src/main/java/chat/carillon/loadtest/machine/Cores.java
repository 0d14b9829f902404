package chat.carillon.loadtest.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which cores of the machine server and load run on.
///
/// @param server core of the server; -1 where processes are not bound to cores
/// @param load core of the load
public record Cores(int server, int load) {
    /// No process is bound to a core.
    public static final Cores ANY = new Cores(-1, -1);

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    /// Core 0 for the server and core 1 for the load, where the machine has two and `taskset` is installed.
    public static Cores ofMachine() {
        boolean possible = Runtime.getRuntime().availableProcessors() >= 2 && Files.isExecutable(TASKSET);
        return possible ? new Cores(0, 1) : ANY;
    }

    /// Whether processes are bound to cores, so that a core's time is that of its process.
    public boolean bound() {
        return server >= 0;
    }

    /// The command that runs `command` on `core`.
    public List<String> bind(int core, List<String> command) {
        if (core < 0) {
            return command;
        }
        List<String> bound = new ArrayList<>(List.of(TASKSET.toString(), "-c", Integer.toString(core)));
        bound.addAll(command);
        return bound;
    }
}
