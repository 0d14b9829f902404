package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `bench fanout` measures.
///
/// @param members of the one conversation, all online
/// @param inFlight windows to measure: the next message goes out when the last member has one of so many former ones
/// @param rates messages a second to measure in open loop, whatever the server makes of them
/// @param sweep whether rates are raised until messages need two seconds for their last member
/// @param repetitions of each step; their median counts
/// @param warmUp of each side before anything is measured
/// @param step how long a step publishes
/// @param senders how many of the members publish, in turn
/// @param collector garbage collector of the server's JVM: `Serial`, `Parallel`, `G1`, `Z`; empty: as `carillon serve`
public record FanoutOptions(
        int members,
        List<Integer> inFlight,
        List<Double> rates,
        boolean sweep,
        int repetitions,
        Duration warmUp,
        Duration step,
        int senders,
        Cores cores,
        Optional<String> collector) {

    public FanoutOptions {
        inFlight = List.copyOf(inFlight);
        rates = List.copyOf(rates);
        if (members < 2 || members > SwarmOptions.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "members: %d (expected: 2 to %d, because a process may have 20,000 open files)"
                            .formatted(members, SwarmOptions.MAX_MEMBERS));
        }
        if (inFlight.stream().anyMatch(window -> window < 1) || rates.stream().anyMatch(rate -> rate <= 0)) {
            throw new IllegalArgumentException("inFlight and rates must be above 0");
        }
        if (repetitions < 1 || senders < 1 || senders > members) {
            throw new IllegalArgumentException("repetitions and senders must be above 0, senders at most members");
        }
    }

    /// One and eight in flight, then the sweep: what the figures of the documentation were measured with.
    public static FanoutOptions of(int members) {
        return new FanoutOptions(
                members,
                List.of(1, 8),
                List.of(),
                true,
                3,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Math.min(16, members),
                Cores.ofMachine(),
                Optional.empty());
    }

    public FanoutOptions withInFlight(List<Integer> windows) {
        return new FanoutOptions(members, windows, rates, sweep, repetitions, warmUp, step, senders, cores, collector);
    }

    public FanoutOptions withRates(List<Double> perSecond) {
        return new FanoutOptions(
                members, inFlight, perSecond, sweep, repetitions, warmUp, step, senders, cores, collector);
    }

    public FanoutOptions withSweep(boolean wanted) {
        return new FanoutOptions(
                members, inFlight, rates, wanted, repetitions, warmUp, step, senders, cores, collector);
    }

    public FanoutOptions withRepetitions(int count) {
        return new FanoutOptions(members, inFlight, rates, sweep, count, warmUp, step, senders, cores, collector);
    }

    public FanoutOptions withDurations(Duration warm, Duration each) {
        return new FanoutOptions(members, inFlight, rates, sweep, repetitions, warm, each, senders, cores, collector);
    }

    public FanoutOptions withCores(Cores bound) {
        return new FanoutOptions(members, inFlight, rates, sweep, repetitions, warmUp, step, senders, bound, collector);
    }

    public FanoutOptions withCollector(String name) {
        return new FanoutOptions(
                members, inFlight, rates, sweep, repetitions, warmUp, step, senders, cores, Optional.of(name));
    }
}
