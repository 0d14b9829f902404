package chat.carillon.loadtest.simulate.capacity;

import chat.carillon.loadtest.simulate.capacity.Need.Part;
import chat.carillon.loadtest.simulate.figure.Figure;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.util.List;

/// The formulas of a cluster: what each thing costs, times how often it happens. Immutable.
public final class CapacityModel {
    /// From here on a conversation has a topic of its own, and nobody is looked up.
    private static final double LARGE = 32;

    private static final double MICROS_A_SECOND = 1e6;
    private static final double KIB_A_GIB = 1024 * 1024;
    private static final double MIB_A_GIB = 1024;
    private static final double BYTES_A_GBIT = 1e9 / 8;
    private static final int ROUNDS = 50;

    private final MeasuredFigures figures;

    public CapacityModel(MeasuredFigures figures) {
        this.figures = figures;
    }

    /// Everything that a plan needs, nodes first.
    public List<Need> needs(CapacityPlan plan) {
        return needs(plan, nodes(plan));
    }

    /// Nodes that carry the load, and one more in each region for one that fails.
    public long nodesWithSpare(CapacityPlan plan) {
        long busy = (long) Math.ceil(nodes(plan));
        long each = Math.ceilDiv(busy, plan.regions());
        return (each + 1) * plan.regions();
    }

    /// More nodes make more records, which need more nodes: the number at which it comes to rest.
    private double nodes(CapacityPlan plan) {
        double nodes = 1;
        for (int i = 0; i < ROUNDS; i++) {
            nodes = needs(plan, nodes).stream()
                    .filter(need -> need.part() == Part.NODE)
                    .mapToDouble(Need::count)
                    .reduce(plan.regions(), Math::max);
        }
        return nodes;
    }

    private List<Need> needs(CapacityPlan plan, double nodes) {
        double use = plan.hardware().use();
        double whole = Math.max(1, Math.ceil(nodes));
        return List.of(
                new Need(Part.NODE, "sockets", plan.sessions(), figures.get(Figure.NODE_SESSIONS), "sessions"),
                new Need(
                        Part.NODE,
                        "cores",
                        coresBusy(plan, whole),
                        plan.hardware().cores() * use,
                        "cores"),
                new Need(Part.NODE, "memory", memoryGib(plan), memoryGibEach(plan), "GiB"),
                new Need(Part.NODE, "network", networkGbits(plan), figures.get(Figure.NETWORK_GBITS) * use, "Gbit/s"),
                new Need(
                        Part.DATABASE,
                        "commits",
                        plan.messages(),
                        figures.get(Figure.STORE_MESSAGES) * use,
                        "messages/s"),
                new Need(
                        Part.DATABASE,
                        "looks for changes",
                        headsTold(plan, whole),
                        figures.get(Figure.STORE_HEADS) * use,
                        "heads/s"),
                new Need(
                        Part.BROKER,
                        "records",
                        brokerRecords(plan, whole),
                        figures.get(Figure.BROKER_RECORDS) * use,
                        "records/s"));
    }

    private double coresBusy(CapacityPlan plan, double nodes) {
        double micros = plan.messages()
                        * (figures.get(Figure.MESSAGE_MICROS)
                                + plan.audience() * figures.get(Figure.WRITE_MICROS)
                                + otherNodes(plan, nodes) * figures.get(Figure.RECORD_MICROS))
                + plan.sessions() * figures.get(Figure.IDLE_MICROS);
        return micros / MICROS_A_SECOND;
    }

    private double memoryGib(CapacityPlan plan) {
        return plan.sessions() * (figures.get(Figure.SESSION_KIB) + figures.get(Figure.KERNEL_KIB)) / KIB_A_GIB;
    }

    /// What a process needs without sessions is its own.
    private double memoryGibEach(CapacityPlan plan) {
        double own = figures.get(Figure.PROCESS_MIB) / MIB_A_GIB;
        return Math.max(0.01, plan.hardware().memoryGib() * plan.hardware().use() - own);
    }

    private double networkGbits(CapacityPlan plan) {
        return plan.messages() * plan.audience() * figures.get(Figure.FRAME_BYTES) / BYTES_A_GBIT;
    }

    /// Nodes that a message must reach, beside its sender's: its audience sits on so many different ones.
    double otherNodes(CapacityPlan plan, double nodes) {
        return (nodes - 1) * (1 - Math.pow(1 - 1 / nodes, plan.audience()));
    }

    /// Every node is told of every conversation that changed while it looks back.
    private double headsTold(CapacityPlan plan, double nodes) {
        double each = plan.messages() * figures.get(Figure.LOOK_BACK_SECONDS);
        double conversations = plan.conversations();
        return nodes * conversations * -Math.expm1(-each / conversations);
    }

    /// One taken and so many given out; a small conversation is looked up as well.
    private double brokerRecords(CapacityPlan plan, double nodes) {
        if (nodes <= 1) {
            return 0;
        }
        double lookups = plan.habits().members() <= LARGE ? 1 : 0;
        double copies = otherNodes(plan, nodes);
        double taken = lookups > 0 ? copies : Math.min(1, copies);
        return plan.messages() * (lookups + taken + copies);
    }

    /// Users at which one of these is full, everything else as planned.
    ///
    /// @param most users at which the search ends
    public double fullAt(CapacityPlan plan, Need need, long most) {
        double good = 2;
        double bad = (double) most;
        while (bad / good > 1.001) {
            double middle = Math.sqrt(good * bad);
            CapacityPlan smaller = plan.withUsers((long) middle);
            double count = needs(smaller).stream()
                    .filter(other ->
                            other.part() == need.part() && other.resource().equals(need.resource()))
                    .mapToDouble(Need::count)
                    .sum();
            if (count <= 1) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }
}
