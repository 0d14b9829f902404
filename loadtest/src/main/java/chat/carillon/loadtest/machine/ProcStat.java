package chat.carillon.loadtest.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel says of cores and processes: `/proc/stat`, `/proc/PID/stat`, `/proc/PID/smaps_rollup`.
///
/// Everything is 0 where there is no `/proc`.
public final class ProcStat {
    /// The unit of the kernel's figures, fixed for user space on every Linux that Java runs on.
    private static final double TICKS_PER_SECOND = 100;

    private ProcStat() {}

    /// Time that a core spent since the machine started, in seconds.
    ///
    /// @param interrupts what the kernel books to no process: a loopback's TCP input is among it
    /// @param foreign time of niced processes and of the hypervisor: never ours
    public record Core(double user, double system, double interrupts, double foreign) {
        static final Core NONE = new Core(0, 0, 0, 0);
    }

    /// CPU time that a process has had, in seconds.
    public record Cpu(double user, double system) {
        /// Both.
        public double total() {
            return user + system;
        }
    }

    /// One core's time; a negative core is the whole machine.
    public static Core core(int core) {
        String name = core < 0 ? "cpu" : "cpu" + core;
        for (String line : read(Path.of("/proc/stat")).split("\n")) {
            String[] fields = line.split(" +");
            if (fields[0].equals(name) && fields.length > 8) {
                double foreign = seconds(fields[2]) + seconds(fields[8]);
                double interrupts = seconds(fields[6]) + seconds(fields[7]);
                return new Core(seconds(fields[1]), seconds(fields[3]), interrupts, foreign);
            }
        }
        return Core.NONE;
    }

    /// A process's CPU time, all threads together.
    public static Cpu cpu(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        // The name in parentheses may hold blanks; user and system time are the 12th and 13th field after it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length < 13 ? new Cpu(0, 0) : new Cpu(seconds(fields[11]), seconds(fields[12]));
    }

    /// Bytes of a process's memory: `Rss`, `Pss` …
    public static long memoryBytes(long pid, String kind) {
        for (String line : read(Path.of("/proc/" + pid + "/smaps_rollup")).split("\n")) {
            if (line.startsWith(kind + ":")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    private static double seconds(String ticks) {
        return Long.parseLong(ticks) / TICKS_PER_SECOND;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
