package chat.carillon.backend.redis;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.bus.BusTraffic;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// [Bus] over Redis Pub/Sub. Thread-safe.
///
/// A subscription that Redis has not confirmed, or that was lost with the connection, is asked for again at every
/// beat until it is confirmed.
public final class RedisBus implements Bus {
    private final String prefix;
    private final boolean sharded;
    private final RedisLink link;
    private final BusTraffic traffic;
    private final ShardProbes probes;

    /// Channels that this node wants, and whether Redis said that it has them.
    private final ConcurrentHashMap<String, Boolean> channels = new ConcurrentHashMap<>();

    private volatile String brokerId = "";

    private RedisBus(String self, RedisOptions options, RedisLink link, Time time) {
        this.prefix = options.prefix();
        this.sharded = options.cluster();
        this.link = link;
        this.traffic = new BusTraffic(self, time);
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
        bus.traffic.beat(bus::say);
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

    @Override
    public void tell(BusRecord.Told record) {
        say(everybody(), record);
    }

    private void say(String channel, BusRecord record) {
        if (!link.connected()) {
            count(new RedisException("not connected"));
            return;
        }
        byte[] encoded = traffic.encoded(record);
        var said = sharded
                ? link.commands().spublish(channel, encoded)
                : link.commands().publish(channel, encoded);
        var _ = said.whenComplete((_, error) -> count(error));
    }

    private void count(@Nullable Throwable error) {
        if (error == null) {
            traffic.sent();
        } else {
            traffic.dropped();
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

    /// Says the beat, and asks again for what is not confirmed.
    private void say(BusRecord.Beat beat) {
        say(everybody(), beat);
        probes.channels().forEach(channel -> say(channel, beat));
        probes.silent().forEach(channel -> channels.put(channel, false));
        if (link.connected()) {
            BrokerId.keep(link, prefix, brokerId);
        }
        channels.forEach((channel, confirmed) -> {
            if (!confirmed) {
                ask(channel);
            }
        });
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
        traffic.hear(encoded, node -> !probes.heard(channel, node), _ -> true);
    }

    private void confirm(String channel) {
        if (probes.isBack(channel)) {
            askAllAgain();
        }
        channels.computeIfPresent(channel, (_, _) -> true);
        String topics = prefix + "c:";
        if (channel.startsWith(topics)) {
            traffic.subscribed(new ConversationId(channel.substring(topics.length())));
        }
    }

    @Override
    public boolean reachesOthers() {
        return true;
    }

    @Override
    public void expect(Set<String> others) {
        traffic.expect(others);
    }

    @Override
    public void listen(Listener to) {
        traffic.listen(to);
    }

    @Override
    public boolean healthy() {
        return link.connected() && traffic.healthy() && probes.healthy();
    }

    @Override
    public BusCounters counters() {
        return traffic.counters();
    }

    @Override
    public void close() {
        traffic.end();
        link.close();
    }
}
