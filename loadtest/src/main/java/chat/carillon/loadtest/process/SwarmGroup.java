package chat.carillon.loadtest.process;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.step.StepResult;
import chat.carillon.loadtest.step.StepSum;
import chat.carillon.loadtest.swarm.SwarmOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/// As many swarm processes as the members need. The first publishes, and is told how far the others have come.
public final class SwarmGroup implements AutoCloseable {
    /// Members of one process, where several are needed: open files are 20,000, and the JVM has some of them.
    private static final int MEMBERS_PER_PROCESS = 18_000;

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("swarm receiver").start(task);

    private final List<SwarmProcess> processes;

    private SwarmGroup(List<SwarmProcess> processes) {
        this.processes = List.copyOf(processes);
    }

    /// Starts the processes; nothing is connected yet.
    public static SwarmGroup start(Cores cores, SwarmTarget target, int members, Path logFile) throws IOException {
        List<SwarmProcess> processes = new ArrayList<>();
        for (int first = 0; first < members; first += MEMBERS_PER_PROCESS) {
            int size = Math.min(MEMBERS_PER_PROCESS, members - first);
            SwarmOptions options = new SwarmOptions(
                    target.host(),
                    target.port(),
                    target.firstUser() + first,
                    size,
                    target.connectsPerSecond(),
                    target.receiveBytes());
            processes.add(SwarmProcess.start(cores, options, target.secret(), logFile));
        }
        return new SwarmGroup(processes);
    }

    /// As above, over several servers of one secret, so many members at each.
    public static SwarmGroup spread(Cores cores, List<SwarmTarget> targets, int members, Path logFile)
            throws IOException {
        List<SwarmProcess> processes = new ArrayList<>();
        for (SwarmTarget target : targets) {
            SwarmOptions options = new SwarmOptions(
                    target.host(),
                    target.port(),
                    target.firstUser(),
                    members,
                    target.connectsPerSecond(),
                    target.receiveBytes());
            processes.add(SwarmProcess.start(cores, options, target.secret(), logFile));
        }
        return new SwarmGroup(processes);
    }

    /// Process ids of the swarm.
    public List<Long> pids() {
        return processes.stream().map(SwarmProcess::pid).toList();
    }

    public void connect(IntConsumer progress) throws IOException {
        int before = 0;
        for (SwarmProcess process : processes) {
            int others = before;
            process.connect(open -> progress.accept(others + open));
            before += process.options().members();
        }
    }

    public void awaitJoined() throws IOException {
        for (SwarmProcess process : processes) {
            process.awaitJoined();
        }
    }

    /// Runs a step that the first process publishes, and adds up what all of them got.
    public StepResult run(StepOptions step) throws IOException {
        List<SwarmProcess> receivers = processes.subList(1, processes.size());
        int[] complete = new int[receivers.size()];
        List<CompletableFuture<StepResult>> received = new ArrayList<>();
        for (int i = 0; i < receivers.size(); i++) {
            int receiver = i;
            StepOptions receiving = step.receiving();
            receivers.get(i).begin(receiving);
            received.add(CompletableFuture.supplyAsync(
                    () -> receive(receivers.get(receiver), receiving, complete, receiver), THREADS));
        }
        SwarmProcess publisher = processes.getFirst();
        publisher.begin(step);
        if (!receivers.isEmpty()) {
            publisher.completeElsewhere(0);
        }
        List<StepResult> results = new ArrayList<>();
        results.add(publisher.awaitResult(step, _ -> {}));
        for (SwarmProcess receiver : receivers) {
            receiver.expect(results.getFirst().published());
        }
        received.forEach(result -> results.add(result.join()));
        return receivers.isEmpty() ? results.getFirst() : StepSum.of(results, members());
    }

    private StepResult receive(SwarmProcess process, StepOptions step, int[] complete, int receiver) {
        try {
            return process.awaitResult(step, count -> relay(complete, receiver, count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells the publisher how many messages the slowest of the others has complete.
    private void relay(int[] complete, int receiver, int count) {
        try {
            synchronized (complete) {
                complete[receiver] = count;
                processes
                        .getFirst()
                        .completeElsewhere(Arrays.stream(complete).min().orElse(0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Has all members read nothing any more, or read again.
    public void read(boolean reading) throws IOException {
        for (SwarmProcess process : processes) {
            process.read(reading);
        }
    }

    /// Has all members say once a second how far they have come.
    public void ack() throws IOException {
        for (SwarmProcess process : processes) {
            process.ack();
        }
    }

    /// Has them say it no more.
    ///
    /// @return how often they did
    public long silence() throws IOException {
        long acks = 0;
        for (SwarmProcess process : processes) {
            acks += process.silence();
        }
        return acks;
    }

    /// How many members have everything up to `seq`.
    public int complete(long seq) throws IOException {
        int complete = 0;
        for (SwarmProcess process : processes) {
            complete += process.complete(seq);
        }
        return complete;
    }

    /// The highest seq that a member has.
    public long headSeq() throws IOException {
        long head = 0;
        for (SwarmProcess process : processes) {
            head = Math.max(head, process.headSeq());
        }
        return head;
    }

    private int members() {
        return processes.stream()
                .mapToInt(process -> process.options().members())
                .sum();
    }

    /// What went wrong first in each process that anything went wrong in.
    public List<String> notes() throws IOException {
        List<String> notes = new ArrayList<>();
        for (SwarmProcess process : processes) {
            String note = process.note();
            if (!note.equals("-")) {
                notes.add(note);
            }
        }
        return notes;
    }

    @Override
    public void close() {
        processes.forEach(SwarmProcess::close);
    }
}
