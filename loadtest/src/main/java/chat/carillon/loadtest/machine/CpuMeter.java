package chat.carillon.loadtest.machine;

/// What a server's process and its core spent between two moments.
public final class CpuMeter {
    private final Cores cores;
    private final long pid;
    private final ProcStat.Cpu processBefore;
    private final ProcStat.Core coreBefore;
    private final long startNanos = System.nanoTime();

    private CpuMeter(Cores cores, long pid) {
        this.cores = cores;
        this.pid = pid;
        this.processBefore = ProcStat.cpu(pid);
        this.coreBefore = ProcStat.core(cores.server());
    }

    /// Starts measuring the server process `pid`.
    public static CpuMeter start(Cores cores, long pid) {
        return new CpuMeter(cores, pid);
    }

    /// What was spent since the start.
    ///
    /// @param processSeconds booked to the process
    /// @param coreSeconds of the process, and, where it is bound to a core, that core's interrupts
    /// @param foreignShare of the core (of the machine, where nothing is bound): time that others took
    public record Spent(double processSeconds, double coreSeconds, double foreignShare) {}

    /// Reads what was spent so far.
    public Spent spent() {
        ProcStat.Cpu process = ProcStat.cpu(pid);
        ProcStat.Core core = ProcStat.core(cores.server());
        double wall = (System.nanoTime() - startNanos) / 1e9;
        double user = process.user() - processBefore.user();
        double system = process.system() - processBefore.system();
        double interrupts = core.interrupts() - coreBefore.interrupts();
        double foreign = core.foreign() - coreBefore.foreign();
        if (cores.bound()) {
            foreign += Math.max(0, core.user() - coreBefore.user() - user);
            foreign += Math.max(0, core.system() - coreBefore.system() - system);
        }
        double coreSeconds = user + system + (cores.bound() ? interrupts : 0);
        return new Spent(user + system, coreSeconds, foreign / wall);
    }
}
