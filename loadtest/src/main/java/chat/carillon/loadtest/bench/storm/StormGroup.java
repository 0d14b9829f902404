package chat.carillon.loadtest.bench.storm;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.StormProcess;
import chat.carillon.loadtest.storm.StormOptions;
import chat.carillon.loadtest.storm.StormResult;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// All clients, in as many processes as they need, and their conversations. Confined to one thread.
final class StormGroup implements AutoCloseable {
    private static final int CONNECTS_PER_SECOND = 4_000;

    private final List<StormProcess> processes = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    /// One conversation.
    private record Group(StormProcess process, int number, ConversationId conversation, UserId member) {}

    static StormGroup start(StormPlan plan, StormServers servers, Scratch scratch) throws IOException {
        var group = new StormGroup();
        int most = StormOptions.MAX_CLIENTS / StormPlan.GROUP * StormPlan.GROUP;
        try {
            for (int first = 0; first < plan.clients(); first += most) {
                int clients = Math.min(most, plan.clients() - first);
                var options = new StormOptions(servers.ports(), first, clients, StormPlan.GROUP, CONNECTS_PER_SECOND);
                group.processes.add(StormProcess.start(options, servers.secret(), scratch.log()));
            }
            return group;
        } catch (IOException e) {
            group.close();
            throw e;
        }
    }

    void connect() throws IOException {
        for (StormProcess process : processes) {
            process.connect();
        }
    }

    /// Makes the conversations; the members must be connected.
    void gather(ServerApi api) throws IOException {
        for (StormProcess process : processes) {
            StormOptions options = process.options();
            List<ConversationId> made = Gathering.groups(api, options.firstUser(), options.clients(), options.group());
            for (int i = 0; i < made.size(); i++) {
                int member = options.firstUser() + i * options.group();
                groups.add(new Group(process, i, made.get(i), new UserId("u" + member)));
            }
        }
    }

    /// Writes into every conversation, and has its members expect what was written.
    void post(ServerApi api, int messages) throws IOException {
        for (int message = 0; message < messages; message++) {
            for (Group group : groups) {
                String key = "storm-%d".formatted(message);
                long seq = api.post(group.conversation(), group.member(), key, "Has everybody come back?");
                group.process().expect(group.number(), seq);
            }
        }
    }

    StormProcess.State state() throws IOException {
        int open = 0;
        int synced = 0;
        int joined = 0;
        String note = "-";
        for (StormProcess process : processes) {
            StormProcess.State state = process.state();
            open += state.open();
            synced += state.synced();
            joined += state.joined();
            note = note.equals("-") ? state.note() : note;
        }
        return new StormProcess.State(open, synced, joined, note);
    }

    void mark(long nanos) throws IOException {
        for (StormProcess process : processes) {
            process.mark(nanos);
        }
    }

    StormResult result() throws IOException {
        StormResult sum = StormResult.none();
        for (StormProcess process : processes) {
            sum = sum.plus(process.result());
        }
        return sum;
    }

    @Override
    public void close() {
        processes.forEach(StormProcess::close);
    }
}
