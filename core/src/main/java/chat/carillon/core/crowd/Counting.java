package chat.carillon.core.crowd;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells how many have come how far in the large conversations in which somebody has come further ([Tallies]). Asks
/// the store, for one conversation after the other and beside the crowd's tick, which does not wait for it.
/// Thread-safe.
final class Counting {
    private static final Logger log = LoggerFactory.getLogger(Counting.class);

    private final Crowd.Ways ways;
    private final Time time;
    private final Executor blocking;
    private final CrowdCounters counters;
    private final Tallies tallies;
    private final AtomicBoolean counting = new AtomicBoolean();

    Counting(Crowd.Ways ways, Limits limits, Time time, Executor blocking, CrowdCounters counters) {
        this.ways = ways;
        this.tallies = new Tallies(limits);
        this.time = time;
        this.blocking = blocking;
        this.counters = counters;
    }

    void tick() {
        if (!tallies.isEmpty() && counting.compareAndSet(false, true)) {
            blocking.execute(this::count);
        }
    }

    private void count() {
        try {
            tell();
        } catch (StoreUnavailableException e) {
            log.warn("nobody is told how many have read: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while counting who has read", e);
        } finally {
            counting.set(false);
        }
    }

    private void tell() {
        for (ConversationId conversation : tallies.due(time.monotonicNanos(), ways::memberCount)) {
            long headSeq = ways.local().standing(conversation).deliveredSeq();
            ServerFrame.Watermarks frame =
                    Tallies.frame(conversation, ways.members().tally(conversation, Tallies.seqs(headSeq)));
            if (tallies.isNew(frame)) {
                ways.tellHere(conversation, frame);
                ways.router().elsewhere(conversation, FrameCodec.encodeServer(frame));
                counters.addTold(EphemeralKind.RECEIPTS);
            }
        }
    }

    /// The store knows of members of a large conversation that have come further.
    void moved(ConversationId conversation) {
        tallies.moved(conversation, time.monotonicNanos());
    }

    /// Another node has counted.
    void heard(ServerFrame.Watermarks marks) {
        tallies.heard(marks, time.monotonicNanos());
        ways.tellHere(marks.conversation(), marks);
    }
}
