package chat.carillon.backend.bus;

import chat.carillon.backend.kafka.KafkaBus;
import chat.carillon.backend.kafka.KafkaOptions;
import chat.carillon.backend.redis.RedisBus;
import chat.carillon.backend.redis.RedisOptions;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ConversationId;
import chat.carillon.services.kafka.KafkaServer;
import chat.carillon.services.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// From handing a record to the bus of one node until the bus of another hands it over: one record at a time, on a
/// broker that has nothing else to do. Run by hand; prints a table.
final class BusMeasurement {
    private static final ConversationId GENERAL = new ConversationId("general");
    private static final int WARM_UP = 2_000;
    private static final int SAMPLES = 3_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private BusMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("carillon-measure-");
        System.out.println("| bus | p50, ms | p99, ms | p99.9, ms |");
        System.out.println("|---|---|---|---|");
        try (var time = new SystemTime()) {
            try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"))) {
                measureKafka("Kafka", kafka, time, Map.of());
                measureKafka(
                        "Kafka, linger.ms = 5 as its clients would have it", kafka, time, Map.of("linger.ms", "5"));
            }
            try (RedisServer redis = RedisServer.start(directory.resolve("redis"))) {
                RedisOptions options = RedisOptions.of(List.of(redis.url()), false);
                try (Bus from = RedisBus.open("n1#1", options, time);
                        Bus to = RedisBus.open("n2#1", options, time)) {
                    measure("Redis", from, to);
                }
            }
        }
    }

    private static void measureKafka(String name, KafkaServer kafka, SystemTime time, Map<String, String> properties)
            throws InterruptedException {
        var options = new KafkaOptions(
                kafka.servers(), KafkaOptions.DEFAULT_PREFIX, KafkaOptions.DEFAULT_PARTITIONS, properties);
        try (Bus from = KafkaBus.open("n1#1", options, time);
                Bus to = KafkaBus.open("n2#1", options, time)) {
            measure(name, from, to);
        }
    }

    private static void measure(String name, Bus from, Bus to) throws InterruptedException {
        var arrived = new LinkedBlockingQueue<Long>();
        to.listen(new Bus.Listener() {
            @Override
            public void onRecord(BusRecord.OfConversation record) {
                arrived.add(System.nanoTime());
            }

            @Override
            public void onSubscribed(ConversationId conversation) {}
        });
        to.subscribe(GENERAL);
        while (!from.healthy() || !to.healthy()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        once(from, arrived, WARM_UP);
        long[] nanos = once(from, arrived, SAMPLES);
        Arrays.sort(nanos);
        System.out.printf(
                "| %s | %.2f | %.2f | %.2f |%n",
                name, at(nanos, 0.5) / 1e6, at(nanos, 0.99) / 1e6, at(nanos, 0.999) / 1e6);
    }

    private static long[] once(Bus bus, BlockingQueue<Long> arrived, int times) throws InterruptedException {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long started = System.nanoTime();
            bus.publish(Heard.entry(GENERAL, i + 1L));
            Long at = arrived.poll(10, TimeUnit.SECONDS);
            if (at == null) {
                throw new IllegalStateException("lost one");
            }
            nanos[i] = at - started;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return nanos;
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }
}
