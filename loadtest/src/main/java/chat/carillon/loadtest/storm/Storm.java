package chat.carillon.loadtest.storm;

import chat.carillon.loadtest.step.Fields;
import chat.carillon.loadtest.wire.AppToken;
import chat.carillon.loadtest.wire.SourceAddresses;
import chat.carillon.model.UserId;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All clients of this process. Confined to its event loop.
final class Storm {
    private static final int MAX_OPENING = 128;
    private static final int READ_BYTES = 64 * 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 30_000;

    /// From the beginning of an attempt to `welcome`, as in the SDK.
    private static final long WELCOME_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final StormOptions options;
    private final AppToken tokens;
    private final EventLoop loop;
    private final SplittableRandom random = new SplittableRandom();
    private final StormClient[] clients;
    private final long[] expectedSeq;
    private final Map<String, ByteBuf> entryHeads = new HashMap<>();
    private final List<InetSocketAddress> servers;
    private final Balancer balancer;
    private final SourceAddresses sources;
    private final Bootstrap bootstrap;
    private final long startNanos = System.nanoTime();
    private StormTally tally = new StormTally(startNanos);
    private int started;
    private int sourcesUsed;
    private String note = "";

    Storm(StormOptions options, AppToken tokens, EventLoop loop) {
        this.options = options;
        this.tokens = tokens;
        this.loop = loop;
        this.clients = new StormClient[options.clients()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new StormClient(i, this, random.split());
        }
        this.expectedSeq = new long[options.groups()];
        this.servers = options.ports().stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
        this.balancer = new Balancer(servers.size(), random.split(), startNanos);
        this.sources = SourceAddresses.of(servers.getFirst());
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1))
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }

    /// Has all clients connect, and keep connected.
    String connect() {
        proceed();
        var _ = loop.scheduleAtFixedRate(this::giveUpLate, 1, 1, TimeUnit.SECONDS);
        return "";
    }

    private void proceed() {
        double elapsed = (System.nanoTime() - startNanos) / 1e9;
        int allowed = (int) Math.min(clients.length, 1 + elapsed * options.connectsPerSecond());
        int opening = started - count(StormClient::open);
        while (started < allowed && opening++ < MAX_OPENING) {
            clients[started++].begin();
        }
        if (started < clients.length) {
            var _ = loop.schedule(this::proceed, 5, TimeUnit.MILLISECONDS);
        }
    }

    private void giveUpLate() {
        long before = System.nanoTime() - WELCOME_TIMEOUT_NANOS;
        for (StormClient client : clients) {
            client.giveUpAttemptOlderThan(before);
        }
    }

    /// The storm begins: what was counted until now is forgotten.
    String mark(long nanos) {
        tally = new StormTally(nanos);
        return "";
    }

    /// The log of a conversation ends with `seq`.
    String expect(int group, long seq) {
        expectedSeq[group] = seq;
        return "";
    }

    Fields state() {
        return new Fields()
                .with("open", count(StormClient::open))
                .with("synced", count(StormClient::synced))
                .with("joined", count(StormClient::joined))
                .with("note", note.isEmpty() ? "-" : note.replaceAll("\\s+", "_"));
    }

    private interface Question {
        boolean ask(StormClient client);
    }

    private int count(Question question) {
        int count = 0;
        for (StormClient client : clients) {
            count += question.ask(client) ? 1 : 0;
        }
        return count;
    }

    StormResult result() {
        long lost = 0;
        for (StormClient client : clients) {
            lost += client.track().lost(expectedSeq[client.index() / options.group()]);
        }
        return tally.result(lost);
    }

    // ---- what the clients ask ----

    StormTally tally() {
        return tally;
    }

    StormOptions options() {
        return options;
    }

    /// Opens a socket to one of the servers.
    void open(StormSocket socket) {
        int chosen = balancer.next(System.nanoTime());
        InetSocketAddress server = servers.get(chosen);
        socket.connectsTo(server.getPort());
        Bootstrap one = bootstrap.clone().handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(socket);
            }
        });
        var connecting = sources.of(sourcesUsed++)
                .map(source -> one.connect(server, source))
                .orElseGet(() -> one.connect(server));
        var _ = connecting.channel().closeFuture().addListener(_ -> balancer.ended(chosen));
        var _ = connecting.addListener(done -> {
            if (!done.isSuccess()) {
                balancer.unreachable(chosen, System.nanoTime());
                socket.unreachable();
            }
        });
    }

    void later(long nanos, Runnable task) {
        var _ = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    byte[] hello(int index, @Nullable String ticket) {
        String name = "u" + (options.firstUser() + index);
        String proof = ticket == null
                ? "\"token\":\"%s\"".formatted(tokens.of(new UserId(name), name))
                : "\"ticket\":\"%s\"".formatted(ticket);
        return "{\"op\":\"hello\",%s,\"device\":\"d-%s\"}"
                .formatted(proof, name)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// How the live entries of a conversation begin; one buffer for all its members.
    ByteBuf entryHead(String conversation) {
        return entryHeads.computeIfAbsent(
                conversation,
                id -> Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                        "{\"op\":\"entry\",\"conversation\":\"%s\",\"seq\":".formatted(id),
                        StandardCharsets.US_ASCII)));
    }

    /// Keeps the first thing that went wrong, to be told to who drives the storm.
    void note(String what) {
        if (note.isEmpty()) {
            note = what;
        }
    }
}
