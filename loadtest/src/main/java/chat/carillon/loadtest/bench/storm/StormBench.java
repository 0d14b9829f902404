package chat.carillon.loadtest.bench.storm;

import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.StormProcess;
import chat.carillon.loadtest.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Takes servers away from very many clients, and measures how all of them come back.
public final class StormBench {
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MESSAGES = 5;
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("storm driver").start(task);

    private final StormPlan plan;
    private final Progress progress;
    private final StormServers servers;
    private final StormGroup clients;

    private StormBench(StormPlan plan, Progress progress, StormServers servers, StormGroup clients) {
        this.plan = plan;
        this.progress = progress;
        this.servers = servers;
        this.clients = clients;
    }

    /// @throws IOException with one sentence, if a process does not start or not all come back in time
    public static StormReport run(StormPlan plan, Progress progress) throws IOException {
        progress.phase("Starting %s".formatted(plan.nodes() == 1 ? "a server" : plan.nodes() + " nodes"));
        try (Scratch scratch = Scratch.make("storm");
                StormServers servers = StormServers.start(plan, scratch);
                StormGroup clients = StormGroup.start(plan, servers, scratch)) {
            return new StormBench(plan, progress, servers, clients).run();
        }
    }

    private StormReport run() throws IOException {
        Histogram calm;
        // Before the crowd: a node that holds all the connections it may would keep them out.
        try (Observers observers = Observers.start(servers)) {
            awaitConnected(observers);
            gather();
            progress.phase("Talking while nothing happens");
            rest(CALM);
            var _ = observers.take();
            rest(CALM);
            calm = observers.take();
        }
        return storm(calm);
    }

    private void gather() throws IOException {
        progress.phase("Connecting %,d clients".formatted(plan.clients()));
        clients.connect();
        await(StormProcess.State::open);
        progress.phase("Making conversations of %d".formatted(StormPlan.GROUP));
        try (ServerApi api = servers.api(0)) {
            clients.gather(api);
        }
        await(StormProcess.State::joined);
    }

    private StormReport storm(Histogram calm) throws IOException {
        progress.phase(
                switch (plan.fault()) {
                    case KILL -> "Killing " + (plan.nodes() == 1 ? "the server" : "all nodes");
                    case DRAIN -> "Draining " + (plan.nodes() == 1 ? "the server" : "one node after the other");
                });
        long start = System.nanoTime();
        clients.mark(start);
        servers.suffer(plan.fault());
        long away = System.nanoTime() - start;
        progress.phase("Waiting until all are back");
        try (Observers observers = Observers.start(servers);
                ServerApi api = servers.api(0)) {
            CompletableFuture<Void> posted = CompletableFuture.runAsync(() -> post(api), THREADS);
            await(StormProcess.State::open);
            double cpu = servers.cpuSeconds();
            Histogram stormy = observers.take();
            posted.join();
            await(StormProcess.State::synced);
            // What is sent live may still be on its way to some.
            rest(Duration.ofSeconds(2));
            return new StormReport(
                    plan,
                    clients.result(),
                    new StormReport.Servers(
                            away,
                            cpu,
                            servers.memoryBytes(),
                            (long) servers.metric("carillon_membership_queries_total"),
                            (long) servers.metric("carillon_membership_lookups_total")),
                    new StormReport.Talk(calm, stormy));
        }
    }

    private void post(ServerApi api) {
        try {
            clients.post(api, MESSAGES);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private interface Figure {
        int of(StormProcess.State state);
    }

    private void await(Figure figure) throws IOException {
        long deadline = System.nanoTime() + plan.patience().toNanos();
        StormProcess.State state = clients.state();
        while (figure.of(state) < plan.clients()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("After %d s %,d of %,d clients are there; the first trouble: %s."
                        .formatted(plan.patience().toSeconds(), figure.of(state), plan.clients(), state.note()));
            }
            progress.at(figure.of(state), plan.clients());
            rest(POLL);
            state = clients.state();
        }
    }

    private void awaitConnected(Observers observers) throws IOException {
        long deadline = System.nanoTime() + plan.patience().toNanos();
        while (!observers.connected()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The observers do not get a session.");
            }
            rest(POLL);
        }
    }

    private static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
