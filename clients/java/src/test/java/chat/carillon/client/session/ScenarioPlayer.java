package chat.carillon.client.session;

import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.net.Socket;
import chat.carillon.client.net.SocketListener;
import chat.carillon.client.outbox.OutboxBounds;
import chat.carillon.client.outbox.OutboxStorage;
import chat.carillon.client.sync.SyncBounds;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.PresenceStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Plays a scenario on a whole client, in the thread of the test; `clients/scenarios/README.md`.
final class ScenarioPlayer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ManualTicker ticker = new ManualTicker();
    private final List<SocketListener> sockets = new ArrayList<>();
    private final ScenarioFrames frames = new ScenarioFrames(ticker);
    private final ClientLoop loop;
    private ObjectNode outcome = JSON.createObjectNode();

    ScenarioPlayer(JsonNode scenario) {
        Deque<String> tokens = values(scenario, "tokens", JsonNode::asString, "token");
        Deque<Double> random = values(scenario, "random", JsonNode::asDouble, 0.5);
        Deque<String> hosts = values(scenario, "trustedHosts", JsonNode::asString, "chat.example.org");
        var settings = new ClientSettings(
                ServerAddress.of(URI.create("https://chat.example.org")).allowing(hosts),
                new DeviceId("d1"),
                () -> next(tokens),
                SyncCursors.NONE,
                SyncBounds.DEFAULT,
                OutboxBounds.DEFAULT,
                new GivenNumbers(random));
        var edge = new ClientSettings.Edge(this::connects, ticker, Runnable::run);
        loop = new ClientLoop(settings, edge, OutboxStorage.memory(), listener(), entries());
    }

    private static <T> Deque<T> values(JsonNode scenario, String name, Function<JsonNode, T> value, T otherwise) {
        Deque<T> values = new ArrayDeque<>();
        for (JsonNode each : scenario.path(name)) {
            values.add(value.apply(each));
        }
        if (values.isEmpty()) {
            values.add(otherwise);
        }
        return values;
    }

    private static <T> T next(Deque<T> values) {
        return values.size() > 1 ? values.removeFirst() : values.getFirst();
    }

    /// Chance that is none.
    private record GivenNumbers(Deque<Double> numbers) implements RandomGenerator {
        @Override
        public double nextDouble() {
            return next(numbers);
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only numbers from 0 to 1 are given");
        }
    }

    /// @return what the client did
    ObjectNode play(JsonNode step) {
        outcome = JSON.createObjectNode();
        if (step.has("connect")) {
            var _ = loop.connect();
        } else if (step.has("away")) {
            loop.send(new ClientFrame.Presence(PresenceStatus.AWAY));
        } else if (step.has("close")) {
            var _ = loop.close();
        } else if (step.has("write")) {
            write(step.get("write"));
        } else if (step.has("pass")) {
            ticker.pass(Duration.ofMillis(step.get("pass").asLong()));
        } else {
            serve(step, step.path("on").asInt(sockets.size()));
        }
        return outcome;
    }

    private void serve(JsonNode step, int on) {
        SocketListener client = sockets.get(on - 1);
        if (step.has("open")) {
            client.opened(new RecordedSocket(on));
        } else if (step.has("lose")) {
            lose(client, step.get("lose"));
        } else {
            frames.of(step).forEach(client::received);
        }
    }

    private static void lose(SocketListener client, JsonNode how) {
        if (how.has("closeCode")) {
            client.closed(how.get("closeCode").asInt(), "");
        } else {
            Duration retryAfter = how.has("retryAfterMs")
                    ? Duration.ofMillis(how.get("retryAfterMs").asLong())
                    : null;
            client.failed(new IOException("lost"), how.path("httpStatus").asInt(0), retryAfter);
        }
    }

    private void write(JsonNode message) {
        String id = message.get("id").asString();
        var send = new ClientFrame.Send(
                id,
                new ConversationId("c1"),
                new ClientMessageId(id),
                message.get("text").asString(),
                null,
                null,
                List.of());
        var _ = loop.write(send).handle((sent, failure) -> {
            Object answer = failure instanceof CarillonException refused
                    ? refused.code().code()
                    : failure;
            add("answers", id + " " + (failure == null ? sent.seq() : answer));
            return sent;
        });
    }

    private void connects(URI address, SocketListener listener) {
        sockets.add(listener);
        add("connects", address.toString());
    }

    private void add(String kind, String what) {
        outcome.withArray(kind).add(what);
    }

    private final class RecordedSocket implements Socket {
        private final int number;

        RecordedSocket(int number) {
            this.number = number;
        }

        @Override
        public void send(String text) {
            ObjectNode sent = outcome.withArray("sent").addObject();
            sent.put("on", number);
            sent.set("frame", JSON.readTree(text));
        }

        @Override
        public void request() {}

        @Override
        public void close() {
            outcome.withArray("dropped").add(number);
        }
    }

    private EntryListener entries() {
        return new EntryListener() {
            @Override
            public void entry(Entry entry) {
                add("told", "entry %s %d".formatted(entry.conversation().value(), entry.seq()));
            }

            @Override
            public void reset(ConversationId conversation, long afterSeq, long firstSeq) {
                add("told", "reset %s %d".formatted(conversation.value(), afterSeq));
            }
        };
    }

    private ClientListener listener() {
        return new ClientListener() {
            @Override
            public void stateChanged(ClientState state) {
                add("told", state.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public void nextAttempt(Duration delay) {
                add(
                        "told",
                        "next attempt in %d ms"
                                .formatted(delay.plusNanos(500_000).toMillis()));
            }

            @Override
            public void closed(CarillonException reason) {
                add("told", "closed: " + reason.code().code());
            }

            @Override
            public void joined(ConversationSummary conversation) {
                add("told", "joined " + conversation.id().value());
            }

            @Override
            public void left(ConversationId conversation) {
                add("told", "left " + conversation.value());
            }

            @Override
            public void degraded(String reason) {
                add("told", "degraded: " + reason);
            }

            @Override
            public void recovered() {
                add("told", "recovered");
            }
        };
    }
}
