package chat.carillon.client.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever becomes of frames, answers, connections and the process itself: every write is appended once, and those
/// of one conversation in the order in which they were made.
class OutboxSimulationTest {
    private static final int SEEDS_PER_CASE = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, 2_000_000, 3_000_000, 4_000_000})
    void appends_every_write_once_and_in_order(long first) {
        for (long seed = first; seed < first + SEEDS_PER_CASE; seed++) {
            new World(seed).run();
        }
    }

    /// What a storage keeps while the process is gone.
    private static final class Disk implements OutboxStorage {
        private final Map<ClientMessageId, ClientFrame.Write> kept = new LinkedHashMap<>();

        @Override
        public List<ClientFrame.Write> load() {
            return List.copyOf(kept.values());
        }

        @Override
        public void add(ClientFrame.Write write) {
            kept.put(write.clientMessageId(), write);
        }

        @Override
        public void remove(ClientMessageId id) {
            kept.remove(id);
        }

        @Override
        public void close() {}
    }

    private static final class World {
        private static final int STEPS = 200;
        private static final int CONVERSATIONS = 2;

        private final long seed;
        private final Random random;
        private final OutboxBounds bounds;
        private final Disk disk = new Disk();
        private final Map<ConversationId, List<String>> wanted = new HashMap<>();
        private final Map<ConversationId, List<String>> logs = new HashMap<>();
        private final Map<String, Long> known = new HashMap<>();
        private final Queue<ClientFrame.Write> toServer = new ArrayDeque<>();
        private final Queue<ServerFrame> toClient = new ArrayDeque<>();
        private final Set<ConversationId> retries = new LinkedHashSet<>();
        private final boolean refusals;
        private Outbox outbox;
        private boolean connected;
        private int made;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            // Only with one write on its way does a refusal for the moment keep the order.
            this.refusals = random.nextBoolean();
            this.bounds = OutboxBounds.DEFAULT.inFlightPerConversation(refusals ? 1 : 1 + random.nextInt(4));
            this.outbox = new Outbox(disk, bounds);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            reconnect();
            for (int i = 0; i < 10_000 && !outbox.isEmpty(); i++) {
                serve();
                answer();
                retry();
            }
            assertThat(logs).as("seed %d", seed).isEqualTo(wanted);
            assertThat(disk.kept).as("seed %d", seed).isEmpty();
        }

        private void step() {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4 -> write();
                case 5, 6, 7, 8, 9 -> serve();
                case 10, 11, 12, 13, 14 -> answer();
                case 15, 16 -> retry();
                case 17 -> disconnect();
                case 18 -> reconnect();
                default -> {
                    if (random.nextInt(5) == 0) {
                        restartProcess();
                    }
                }
            }
        }

        private void write() {
            ConversationId conversation = new ConversationId("c" + random.nextInt(CONVERSATIONS));
            String id = "m" + made++;
            wanted.computeIfAbsent(conversation, _ -> new ArrayList<>()).add(id);
            carryOut(outbox.add(Frames.send(conversation, id)));
        }

        private void serve() {
            ClientFrame.Write write = toServer.poll();
            if (write == null) {
                return;
            }
            if (refusals && random.nextInt(5) == 0) {
                toClient.add(Frames.failure(write.ref(), ErrorCode.OVERLOADED, null));
                return;
            }
            List<String> log = logs.computeIfAbsent(write.conversation(), _ -> new ArrayList<>());
            long seq = known.computeIfAbsent(write.ref(), id -> {
                log.add(id);
                return (long) log.size();
            });
            toClient.add(new ServerFrame.Sent(write.ref(), write.conversation(), seq, 0));
        }

        private void answer() {
            switch (toClient.poll()) {
                case ServerFrame.Sent sent -> carryOut(outbox.sent(sent));
                case ServerFrame.Failure failure -> carryOut(outbox.refused(failure));
                case null, default -> {}
            }
        }

        private void retry() {
            if (!retries.isEmpty()) {
                ConversationId conversation = retries.iterator().next();
                retries.remove(conversation);
                carryOut(outbox.retry(conversation));
            }
        }

        /// The server may still take what was on its way; nobody hears its answers.
        private void disconnect() {
            connected = false;
            outbox.disconnected();
            while (!toServer.isEmpty() && random.nextInt(4) != 0) {
                serve();
            }
            toServer.clear();
            toClient.clear();
        }

        private void reconnect() {
            disconnect();
            connected = true;
            carryOut(outbox.connected());
        }

        private void restartProcess() {
            disconnect();
            retries.clear();
            outbox = new Outbox(disk, bounds);
        }

        private void carryOut(List<OutboxCommand> commands) {
            for (OutboxCommand command : commands) {
                switch (command) {
                    case OutboxCommand.Transmit(var write) -> {
                        assertThat(connected).as("seed %d connected", seed).isTrue();
                        toServer.add(write);
                    }
                    case OutboxCommand.RetryLater(var conversation, var _) -> retries.add(conversation);
                    case OutboxCommand.Answered answered ->
                        assertThat(known)
                                .as("seed %d", seed)
                                .containsKey(answered.write().ref());
                    case OutboxCommand.Failed failed -> throw new AssertionError("seed " + seed + ": " + failed);
                }
            }
        }
    }
}
