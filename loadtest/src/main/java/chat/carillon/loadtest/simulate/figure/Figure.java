package chat.carillon.loadtest.simulate.figure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one thing costs, as it was measured for the documentation, or assumed where nothing here measures it.
public enum Figure {
    /// A message to 10,000 members took 114 ms.
    WRITE_MICROS(11.4, "us of a core", "one delivery, one message in flight", "bench fanout --members 10000"),

    /// 3.39 million deliveries a second.
    BATCHED_MICROS(0.295, "us of a core", "one delivery, 64 in each write", "bench fanout --members 10000"),

    MESSAGE_MICROS(110, "us of a core", "reading, appending and answering a message", "bench append --store postgres"),

    /// 6,000 sessions that did nothing took 3 % of a core.
    IDLE_MICROS(5, "us of a core", "one second of a session that does nothing", "bench idle"),

    RECORD_MICROS(20, "us of a core", "taking a record from the broker", null),

    SESSION_KIB(5.2, "KiB", "a session in the process", "bench idle"),

    /// Half of what both ends of a connection over loopback take.
    KERNEL_KIB(4.7, "KiB", "a session's socket in the kernel", "Slab in /proc/meminfo, around bench idle"),

    PROCESS_MIB(250, "MiB", "a process without sessions", "bench idle"),

    NODE_SESSIONS(50_000, "sessions", "what a node holds at most", "limits.maxConnections"),

    OPEN_PER_SECOND(1_000, "sessions", "what a warm core opens in a second", null),

    STORE_MESSAGES(6_000, "messages/s", "one PostgreSQL, committed", "bench append --store postgres"),

    STORE_LOG_BYTES(2_200, "bytes", "write-ahead log of a message", "bench append --store postgres"),

    STORE_HEADS(500_000, "heads/s", "one PostgreSQL, told to nodes that ask what changed", null),

    LOOK_BACK_SECONDS(11, "s", "how far back a node looks for changes, every second", "Sweeper"),

    BROKER_RECORDS(100_000, "records/s", "one Redis, taken and given out", null),

    APPEND_MILLIS(0.42, "ms", "append and commit", "bench cluster"),

    LOOKUP_MILLIS(0.13, "ms", "who is connected where", "bench cluster"),

    BROKER_MILLIS(0.07, "ms", "a record from node to node", "bench cluster"),

    FRAME_BYTES(420, "bytes", "a message of 200 on the way to a member", null),

    NETWORK_GBITS(10, "Gbit/s", "the network of a node", null);

    private final double standard;
    private final String unit;
    private final String meaning;
    private final @Nullable String source;

    Figure(double standard, String unit, String meaning, @Nullable String source) {
        this.standard = standard;
        this.unit = unit;
        this.meaning = meaning;
        this.source = source;
    }

    /// As files of figures call it: `write-micros`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    double standard() {
        return standard;
    }

    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }

    /// Which command measures it; empty if it is assumed.
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    static Optional<Figure> ofKey(String key) {
        return Arrays.stream(values())
                .filter(figure -> figure.key().equals(key))
                .findFirst();
    }
}
