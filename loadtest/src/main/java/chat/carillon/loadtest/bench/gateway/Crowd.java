package chat.carillon.loadtest.bench.gateway;

import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.model.UserId;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// All clients in memory, the users `u0`, `u1` …, and what they were given. Thread-safe.
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(10);

    /// Clients that may be on their way in at a time: what waits in the loops' queues is bounded.
    private static final int MAX_OPENING = 2_000;

    private final HostedServer.Door door;
    private final TokenSource tokens;
    private final MultiThreadIoEventLoopGroup loops;
    private final MemoryClient[] clients;
    private final LongAdder welcomed = new LongAdder();
    private final LongAdder joined = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final LongAdder pinged = new LongAdder();
    private final LongAdder entries = new LongAdder();

    Crowd(HostedServer.Door door, TokenSource tokens, int size) {
        this.door = door;
        this.tokens = tokens;
        this.loops =
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
        this.clients = new MemoryClient[size];
        for (int i = 0; i < size; i++) {
            clients[i] = new MemoryClient(i, this);
        }
    }

    HostedServer.Door door() {
        return door;
    }

    String token(int index) {
        return tokens.of(new UserId("u" + index));
    }

    void welcomed() {
        welcomed.increment();
    }

    void joined() {
        joined.increment();
    }

    void left() {
        left.increment();
    }

    void pinged() {
        pinged.increment();
    }

    void entry() {
        entries.increment();
    }

    long pings() {
        return pinged.sum();
    }

    long entries() {
        return entries.sum();
    }

    /// Connects all, as fast as they are welcomed, and returns when the last one is.
    void connect() throws IOException {
        long before = welcomed.sum();
        EventLoop[] each = new EventLoop[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < each.length; i++) {
            each[i] = loops.next();
        }
        for (int i = 0; i < clients.length; i++) {
            await(welcomed, before + i - MAX_OPENING, "welcomed");
            clients[i].connect(each[i % each.length]);
        }
        await(welcomed, before + clients.length, "welcomed");
    }

    void awaitJoined() throws IOException {
        await(joined, clients.length, "members");
    }

    /// Returns when all have been given so many entries in all.
    void awaitEntries(long count) throws IOException {
        await(entries, count, "given");
    }

    void disconnect() throws IOException {
        long before = left.sum();
        for (MemoryClient client : clients) {
            client.disconnect();
        }
        await(left, before + clients.length, "gone");
    }

    private static void await(LongAdder counter, long wanted, String what) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (counter.sum() < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "%,d of %,d are %s after %d s.".formatted(counter.sum(), wanted, what, PATIENCE.toSeconds()));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
