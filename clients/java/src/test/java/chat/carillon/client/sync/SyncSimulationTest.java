package chat.carillon.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever becomes of live entries, requests and connections: a device is shown every entry once and in order.
///
/// Each case runs many seeds; a failure names its own. Reproduce it with `runs_one(SEED)` in a debugger.
class SyncSimulationTest {
    private static final int SEEDS_PER_CASE = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, 2_000_000, 3_000_000, 4_000_000})
    void shows_every_entry_once_and_in_order_over_a_faulty_network(long first) {
        for (long seed = first; seed < first + SEEDS_PER_CASE; seed++) {
            runs_one(seed);
        }
    }

    private static void runs_one(long seed) {
        new World(seed).run();
    }

    /// One device, one server, and a network that loses, repeats and delays live entries, delays answers, and breaks.
    private static final class World {
        private static final int STEPS = 150;
        private static final int CONVERSATIONS = 3;
        private static final int PAGE = 4;
        private static final String EPOCH = "e";

        private final long seed;
        private final Random random;
        private final SyncEngine engine;
        private final Map<ConversationId, List<Entry>> logs = new HashMap<>();
        private final Map<ConversationId, Long> shown = new HashMap<>();
        private final List<Entry> inFlight = new ArrayList<>();
        private final Queue<Runnable> answers = new ArrayDeque<>();
        private final Set<ConversationId> checks = new LinkedHashSet<>();
        private final double faults;
        private boolean connected;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.faults = random.nextDouble() * 0.5;
            var bounds = new SyncBounds(1 + random.nextInt(6), 1 + random.nextInt(3), 1 + random.nextInt(3));
            this.engine = new SyncEngine(bounds, SyncCursors.NONE);
            for (int i = 0; i < CONVERSATIONS; i++) {
                ConversationId conversation = new ConversationId("c" + i);
                logs.put(conversation, new ArrayList<>());
                shown.put(conversation, 0L);
                carryOut(engine.start(conversation, 0));
            }
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            heal();
            logs.forEach((conversation, log) -> assertThat(shown.get(conversation))
                    .as("seed %d, %s shown up to", seed, conversation)
                    .isEqualTo(log.size()));
            assertThat(engine.behind()).as("seed %d behind", seed).isFalse();
        }

        private void step() {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> append();
                case 4, 5, 6 -> arrive();
                case 7, 8, 9 -> answer();
                case 10 -> check();
                case 11 -> reconnect();
                case 12 -> lagOrSent();
                default -> pauseOrResume();
            }
        }

        private ConversationId anyConversation() {
            return new ConversationId("c" + random.nextInt(CONVERSATIONS));
        }

        private void append() {
            ConversationId conversation = anyConversation();
            List<Entry> log = logs.get(conversation);
            Entry entry = Scenes.entry(conversation, log.size() + 1L);
            log.add(entry);
            if (connected && random.nextDouble() >= faults) {
                inFlight.add(entry);
                if (random.nextDouble() < faults) {
                    inFlight.add(entry);
                }
            }
        }

        /// Live entries arrive in any order.
        private void arrive() {
            if (!inFlight.isEmpty()) {
                int index = random.nextDouble() < faults ? random.nextInt(inFlight.size()) : 0;
                carryOut(engine.live(inFlight.remove(index)));
            }
        }

        private void answer() {
            Runnable next = answers.poll();
            if (next != null) {
                next.run();
            }
        }

        private void check() {
            if (!checks.isEmpty()) {
                ConversationId conversation = checks.iterator().next();
                checks.remove(conversation);
                carryOut(engine.check(conversation));
            }
        }

        private void reconnect() {
            inFlight.clear();
            answers.clear();
            engine.disconnected();
            connected = random.nextDouble() < 0.7;
            if (connected) {
                carryOut(engine.welcome(
                        EPOCH,
                        logs.entrySet().stream()
                                .map(log -> Scenes.summary(
                                        log.getKey(), log.getValue().size()))
                                .toList()));
            }
        }

        private void lagOrSent() {
            ConversationId conversation = anyConversation();
            int head = logs.get(conversation).size();
            if (connected && random.nextBoolean()) {
                carryOut(engine.lagging(List.of(conversation)));
            } else if (connected && head > 0) {
                carryOut(engine.sent(conversation, head));
            }
        }

        private void pauseOrResume() {
            if (random.nextBoolean()) {
                engine.pause();
            } else {
                carryOut(engine.resume());
            }
        }

        private void heal() {
            connected = false;
            while (!connected) {
                reconnect();
            }
            carryOut(engine.resume());
            for (int i = 0; i < 1_000 && !(answers.isEmpty() && checks.isEmpty()); i++) {
                answer();
                check();
            }
        }

        private void carryOut(List<SyncCommand> commands) {
            for (SyncCommand command : commands) {
                switch (command) {
                    case SyncCommand.Deliver(Entry entry) -> {
                        long before = shown.put(entry.conversation(), entry.seq());
                        assertThat(entry.seq())
                                .as("seed %d, %s after %d", seed, entry.conversation(), before)
                                .isEqualTo(before + 1);
                    }
                    case SyncCommand.Reset reset -> throw new AssertionError("seed " + seed + ": " + reset);
                    case SyncCommand.Ended ended -> throw new AssertionError("seed " + seed + ": " + ended);
                    case SyncCommand.CheckLater(var conversation, int _) -> checks.add(conversation);
                    case SyncCommand.Request request -> {
                        assertThat(connected).as("seed %d connected", seed).isTrue();
                        serve(request);
                    }
                }
            }
        }

        /// Each cursor is answered on its own, later; some requests are refused as a whole.
        private void serve(SyncCommand.Request request) {
            if (random.nextDouble() < faults / 4) {
                answers.add(() -> carryOut(engine.refused(request.ref(), ErrorCode.RATE_LIMITED)));
                return;
            }
            request.cursors()
                    .forEach((conversation, afterSeq) ->
                            answers.add(() -> carryOut(engine.entries(page(request.ref(), conversation, afterSeq)))));
        }

        private ServerFrame.Entries page(String ref, ConversationId conversation, long afterSeq) {
            List<Entry> log = logs.get(conversation);
            int until = (int) Math.min(log.size(), afterSeq + PAGE);
            return new ServerFrame.Entries(
                    ref,
                    conversation,
                    List.copyOf(log.subList((int) Math.min(afterSeq, until), until)),
                    log.size(),
                    until < log.size());
        }
    }
}
