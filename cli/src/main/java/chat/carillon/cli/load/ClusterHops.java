package chat.carillon.cli.load;

import chat.carillon.backend.kafka.KafkaBus;
import chat.carillon.backend.kafka.KafkaOptions;
import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.PostgresStore;
import chat.carillon.backend.postgres.cluster.PostgresSessionRegistry;
import chat.carillon.backend.redis.RedisBus;
import chat.carillon.backend.redis.RedisOptions;
import chat.carillon.backend.redis.RedisSessionRegistry;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.time.SystemTime;
import chat.carillon.loadtest.bench.cluster.HopYardstick;
import chat.carillon.loadtest.cluster.Broker;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The hops of a cluster's message through the same code that the nodes run, but nothing before and after.
final class ClusterHops implements HopYardstick {
    private static final int WARM_UP = 1_000;
    private static final int PATIENCE_SECONDS = 10;
    private static final UserId ANN = new UserId("hop-ann");
    private static final UserId BOB = new UserId("hop-bob");
    private static final ConversationId CONVERSATION = new ConversationId("hops");

    /// What is measured.
    private interface Hop {
        void pass() throws IOException, InterruptedException;
    }

    @Override
    public Hops measure(LocalCluster cluster, int times) throws IOException {
        try (var time = new SystemTime();
                PostgresStore store =
                        PostgresStore.open(PostgresOptions.of(cluster.database().url()), Limits.DEFAULT)) {
            Broker broker = cluster.brokers().getFirst();
            InetSocketAddress address = broker.addressFor(0);
            return switch (cluster.plan().broker()) {
                case REDIS -> {
                    var options = RedisOptions.of(List.of("redis://127.0.0.1:" + address.getPort()), false)
                            .withPrefix("hops:");
                    try (var one = RedisBus.open("hop1#1", options, time);
                            var other = RedisBus.open("hop2#1", options, time);
                            var registry = RedisSessionRegistry.open("hop1#1", options, time)) {
                        yield measure(store, registry, one, other, times);
                    }
                }
                case KAFKA -> {
                    var options = new KafkaOptions("127.0.0.1:" + address.getPort(), "hops.", 1, Map.of());
                    try (var one = KafkaBus.open("hop1#1", options, time);
                            var other = KafkaBus.open("hop2#1", options, time);
                            var registry = PostgresSessionRegistry.open("hop1#1", store.writes(), store.reads())) {
                        yield measure(store, registry, one, other, times);
                    }
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Hops measure(PostgresStore store, SessionRegistry registry, Bus one, Bus other, int times)
            throws IOException, InterruptedException {
        BlockingQueue<BusRecord> received = new ArrayBlockingQueue<>(1_000);
        other.listen(new Bus.Listener() {
            @Override
            public void onRecord(BusRecord.OfConversation record) {
                received.add(record);
            }

            @Override
            public void onSubscribed(ConversationId conversation) {}
        });
        BusRecord.OfConversation record = new BusRecord.Ephemeral(CONVERSATION, new byte[200]);
        Histogram append = timed(times, appending(store));
        Histogram lookup = timed(times, () -> registry.find(List.of(ANN, BOB)));
        Histogram broker = timed(times, () -> {
            one.send(Set.of("hop2#1"), record);
            if (received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
                throw new IOException("A record was not received within %d s.".formatted(PATIENCE_SECONDS));
            }
        });
        return new Hops(append, lookup, broker);
    }

    private static Hop appending(PostgresStore store) {
        var _ = store.conversations()
                .create(new NewConversation(
                        CONVERSATION,
                        ConversationKind.CHANNEL,
                        "hops",
                        null,
                        Conversation.Settings.of(ConversationKind.CHANNEL),
                        ANN,
                        List.of(),
                        System.currentTimeMillis()));
        int[] number = new int[1];
        return () -> store.log()
                .append(List.of(new NewEntry(
                        CONVERSATION,
                        ANN,
                        Authority.MEMBER,
                        new ClientMessageId("hop" + number[0]++),
                        System.currentTimeMillis(),
                        new EntryBody.Posted("x".repeat(100), null, null, List.of()))));
    }

    private static Histogram timed(int times, Hop hop) throws IOException, InterruptedException {
        var histogram = new Histogram(3);
        for (int i = 0; i < WARM_UP + times; i++) {
            long start = System.nanoTime();
            hop.pass();
            if (i >= WARM_UP) {
                histogram.recordValue(System.nanoTime() - start);
            }
        }
        return histogram;
    }
}
