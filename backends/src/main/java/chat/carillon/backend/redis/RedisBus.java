package chat.carillon.backend.redis;

import chat.carillon.core.bus.Beats;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCodec;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// [Bus] over Redis Pub/Sub. Thread-safe.
///
/// A subscription that Redis has not confirmed, or that was lost with the connection, is asked for again at every
/// beat until it is confirmed.
public final class RedisBus implements Bus {
    private final String self;
    private final String prefix;
    private final boolean sharded;
    private final RedisLink link;
    private final Time time;
    private final Beats beats;
    private final ShardProbes probes;
    private final BusCounters counters = new BusCounters();

    /// Channels that this node wants, and whether Redis said that it has them.
    private final ConcurrentHashMap<String, Boolean> channels = new ConcurrentHashMap<>();

    private final AtomicLong beat = new AtomicLong();
    private volatile @Nullable Listener listener;
    private volatile String brokerId = "";
    private volatile boolean closed;

    private RedisBus(String self, RedisOptions options, RedisLink link, Time time) {
        this.self = self;
        this.prefix = options.prefix();
        this.sharded = options.cluster();
        this.link = link;
        this.time = time;
        this.beats = new Beats(self, time);
        this.probes = ShardProbes.of(self, options, time);
    }

    /// Connects and begins to beat.
    ///
    /// @param self name and incarnation of the own node
    /// @throws io.lettuce.core.RedisException if Redis cannot be reached
    public static RedisBus open(String self, RedisOptions options, Time time) {
        var bus = new RedisBus(self, options, RedisLink.open(options), time);
        bus.link.subscriptions().addListener(bus.received);
        bus.link.subscriptions().addListener(bus.connection);
        bus.link.onMove(bus::askAllAgain);
        try {
            bus.brokerId = BrokerId.claim(bus.link, bus.prefix);
        } catch (RedisException e) {
            bus.close();
            throw e;
        }
        bus.want(bus.inbox(self));
        bus.want(bus.everybody());
        bus.probes.channels().forEach(bus::want);
        bus.tick();
        return bus;
    }

    /// What this Redis is called in this installation: made by the first node that came, and kept alive by all, so
    /// that nodes can tell whether they use the same.
    public String brokerId() {
        return brokerId;
    }

    private String topic(ConversationId conversation) {
        return prefix + "c:" + conversation.value();
    }

    private String inbox(String node) {
        return prefix + "n:" + node;
    }

    private String everybody() {
        return prefix + "all";
    }

    @Override
    public void publish(BusRecord.OfConversation record) {
        say(topic(record.conversation()), record);
    }

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {
        nodes.forEach(node -> say(inbox(node), record));
    }

    @Override
    public void broadcast(BusRecord.OfConversation record) {
        say(everybody(), record);
    }

    private void say(String channel, BusRecord record) {
        if (!link.connected()) {
            count(new RedisException("not connected"));
            return;
        }
        byte[] encoded = BusCodec.encode(self, record);
        var said = sharded
                ? link.commands().spublish(channel, encoded)
                : link.commands().publish(channel, encoded);
        var _ = said.whenComplete((_, error) -> count(error));
    }

    private void count(@Nullable Throwable error) {
        if (error == null) {
            counters.addSent();
        } else {
            counters.addDropped();
            beats.failed();
        }
    }

    @Override
    public void subscribe(ConversationId conversation) {
        want(topic(conversation));
    }

    private void want(String channel) {
        if (channels.putIfAbsent(channel, false) == null) {
            ask(channel);
        }
    }

    private void ask(String channel) {
        if (link.connected()) {
            RedisPubSubAsyncCommands<String, byte[]> redis =
                    link.subscriptions().async();
            var _ = sharded ? redis.ssubscribe(channel) : redis.subscribe(channel);
        }
    }

    @Override
    public void unsubscribe(ConversationId conversation) {
        String channel = topic(conversation);
        if (channels.remove(channel) != null && link.connected()) {
            RedisPubSubAsyncCommands<String, byte[]> redis =
                    link.subscriptions().async();
            var _ = sharded ? redis.sunsubscribe(channel) : redis.unsubscribe(channel);
        }
    }

    /// Beats, and asks again for what is not confirmed.
    private void tick() {
        if (!closed) {
            var next = new BusRecord.Beat(self, beat.incrementAndGet());
            say(everybody(), next);
            probes.channels().forEach(channel -> say(channel, next));
            probes.silent().forEach(channel -> channels.put(channel, false));
            if (link.connected()) {
                BrokerId.keep(link, prefix, brokerId);
            }
            channels.forEach((channel, confirmed) -> {
                if (!confirmed) {
                    ask(channel);
                }
            });
            var _ = time.after(Beats.EVERY, this::tick);
        }
    }

    private final RedisPubSubAdapter<String, byte[]> received = new RedisPubSubAdapter<>() {
        @Override
        public void message(String channel, byte[] encoded) {
            hear(channel, encoded);
        }

        @Override
        public void smessage(String channel, byte[] encoded) {
            hear(channel, encoded);
        }

        @Override
        public void subscribed(String channel, long count) {
            confirm(channel);
        }

        @Override
        public void ssubscribed(String channel, long count) {
            confirm(channel);
        }

        // Also said when the channel's slot moved elsewhere.
        @Override
        public void sunsubscribed(String channel, long count) {
            channels.replace(channel, false);
        }
    };

    private final RedisConnectionStateAdapter connection = new RedisConnectionStateAdapter() {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
            askAllAgain();
        }
    };

    /// At the next beat.
    private void askAllAgain() {
        channels.replaceAll((_, _) -> false);
    }

    private void hear(String channel, byte[] encoded) {
        BusCodec.Received heard = BusCodec.decode(encoded).orElse(null);
        if (heard == null) {
            counters.addIgnored();
            return;
        }
        switch (heard.record()) {
            case BusRecord.Beat(String node, long _) -> {
                if (!probes.heard(channel, node)) {
                    beats.heard(node);
                }
            }
            case BusRecord.OfConversation record -> {
                Listener to = listener;
                // The own node was told directly.
                if (to != null && !heard.origin().equals(self)) {
                    counters.addReceived();
                    to.onRecord(record);
                }
            }
        }
    }

    private void confirm(String channel) {
        if (probes.isBack(channel)) {
            askAllAgain();
        }
        channels.computeIfPresent(channel, (_, _) -> true);
        Listener to = listener;
        String topics = prefix + "c:";
        if (to != null && channel.startsWith(topics)) {
            to.onSubscribed(new ConversationId(channel.substring(topics.length())));
        }
    }

    @Override
    public boolean reachesOthers() {
        return true;
    }

    @Override
    public void expect(Set<String> others) {
        beats.expect(others);
    }

    @Override
    public void listen(Listener to) {
        listener = to;
    }

    @Override
    public boolean healthy() {
        return link.connected() && beats.healthy() && probes.healthy();
    }

    @Override
    public BusCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        closed = true;
        link.close();
    }
}
