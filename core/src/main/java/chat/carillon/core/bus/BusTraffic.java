package chat.carillon.core.bus;

import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a [Bus] does with its records, whatever broker carries them: signs and counts them, beats,
/// and hands on what other nodes say. Thread-safe.
public final class BusTraffic {
    private final String self;
    private final Time time;
    private final Beats beats;
    private final BusCounters counters = new BusCounters();
    private final AtomicLong lastBeat = new AtomicLong();
    private volatile Bus.@Nullable Listener listener;
    private volatile boolean ended;

    /// @param self name and incarnation of the own node
    public BusTraffic(String self, Time time) {
        this.self = self;
        this.time = time;
        this.beats = new Beats(self, time);
    }

    public void listen(Bus.Listener to) {
        listener = to;
    }

    /// The other nodes that live.
    public void expect(Set<String> others) {
        beats.expect(others);
    }

    public boolean healthy() {
        return beats.healthy();
    }

    public BusCounters counters() {
        return counters;
    }

    /// The bytes of a record of this node.
    public byte[] encoded(BusRecord record) {
        return BusCodec.encode(self, record);
    }

    /// The broker took a record.
    public void sent() {
        counters.addSent();
    }

    /// A record could not be handed to the broker.
    public void dropped() {
        counters.addDropped();
        beats.failed();
    }

    /// Says a beat, now and again and again until [#end].
    public void beat(Consumer<BusRecord.Beat> say) {
        if (!ended) {
            say.accept(new BusRecord.Beat(self, lastBeat.incrementAndGet()));
            var _ = time.after(Beats.EVERY, () -> beat(say));
        }
    }

    public void end() {
        ended = true;
    }

    /// The broker brought this. The own node was told directly of what it said itself.
    ///
    /// @param isBeat is given the node of each beat; whether it beats for the bus, and not for a
    ///     part of the broker
    /// @param isForMe whether the record is meant for this node
    public void hear(byte[] encoded, Predicate<String> isBeat, Predicate<BusRecord.OfConversation> isForMe) {
        BusCodec.Received heard = BusCodec.decode(encoded).orElse(null);
        if (heard == null) {
            counters.addIgnored();
            return;
        }
        switch (heard.record()) {
            case BusRecord.Beat(String node, long _) -> {
                if (isBeat.test(node)) {
                    beats.heard(node);
                }
            }
            case BusRecord.Told record -> {
                Bus.Listener to = listener;
                if (to != null && !heard.origin().equals(self)) {
                    to.onTold(heard.origin(), record);
                }
            }
            case BusRecord.OfConversation record -> {
                Bus.Listener to = listener;
                if (to != null && !heard.origin().equals(self) && isForMe.test(record)) {
                    counters.addReceived();
                    to.onRecord(record);
                }
            }
        }
    }

    /// From here on records of this conversation come.
    public void subscribed(ConversationId conversation) {
        Bus.Listener to = listener;
        if (to != null) {
            to.onSubscribed(conversation);
        }
    }
}
