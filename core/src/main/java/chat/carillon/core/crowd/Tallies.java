package chat.carillon.core.crowd;

import chat.carillon.core.crowd.presence.CountPeriod;
import chat.carillon.core.store.MemberStore;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame.Watermarks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// In which large conversations members have come further since it was told how many have come how far, and when it
/// may be told again. State of constant size a conversation, whatever its size.
///
/// Pure: the caller tells the time. Thread-safe: guarded by this object's lock.
final class Tallies {
    /// So that counting never takes a store's whole time.
    static final int MAX_DUE_A_TICK = 8;

    /// Every one of so many seqs is told of exactly; before them those at doubled distances.
    private static final int EXACT_SEQS = 8;

    private final int maxConversations;
    private final CountPeriod period;
    private final Map<ConversationId, Counted> conversations = new LinkedHashMap<>();

    /// @param limits bound how many conversations are counted at a time; markers in others are told of later, or never
    Tallies(Limits limits) {
        this.maxConversations = limits.maxCrowds();
        this.period = new CountPeriod(limits);
    }

    private static final class Counted {
        private boolean moved;
        private long quietSinceNanos;
        private @Nullable Watermarks told;

        private Counted(long nowNanos) {
            quietSinceNanos = nowNanos;
        }
    }

    /// The store knows of members that have come further. The first ones wait for company.
    synchronized void moved(ConversationId conversation, long nowNanos) {
        Counted counted = counted(conversation, nowNanos);
        if (counted != null) {
            counted.moved = true;
        }
    }

    private @Nullable Counted counted(ConversationId conversation, long nowNanos) {
        Counted known = conversations.get(conversation);
        if (known == null && conversations.size() < maxConversations) {
            known = new Counted(nowNanos);
            conversations.put(conversation, known);
        }
        return known;
    }

    /// Another node has counted, so this one need not.
    synchronized void heard(Watermarks frame, long nowNanos) {
        Counted counted = counted(frame.conversation(), nowNanos);
        if (counted != null) {
            counted.told = frame;
            counted.quietSinceNanos = nowNanos;
        }
    }

    synchronized boolean isEmpty() {
        return conversations.isEmpty();
    }

    /// Takes the conversations that are to be counted now; forgets those in which nothing has moved for a while.
    synchronized List<ConversationId> due(long nowNanos, ToIntFunction<ConversationId> memberCount) {
        var due = new ArrayList<ConversationId>();
        var taken = new ArrayList<Counted>();
        for (Iterator<Map.Entry<ConversationId, Counted>> all =
                        conversations.entrySet().iterator();
                all.hasNext() && due.size() < MAX_DUE_A_TICK; ) {
            Map.Entry<ConversationId, Counted> one = all.next();
            Counted counted = one.getValue();
            long quietNanos = nowNanos - counted.quietSinceNanos;
            if (counted.moved && quietNanos >= period.nanos(memberCount.applyAsInt(one.getKey()))) {
                counted.moved = false;
                counted.quietSinceNanos = nowNanos;
                due.add(one.getKey());
                taken.add(counted);
                all.remove();
            } else if (!counted.moved && quietNanos >= period.longestNanos()) {
                all.remove();
            }
        }
        for (int i = 0; i < due.size(); i++) {
            // Behind those that wait longer.
            conversations.put(due.get(i), taken.get(i));
        }
        return due;
    }

    /// Whether this is other than what was told last; remembers it.
    synchronized boolean isNew(Watermarks frame) {
        Counted counted = conversations.get(frame.conversation());
        boolean differs = counted == null || !frame.equals(counted.told);
        if (counted != null) {
            counted.told = frame;
        }
        return differs;
    }

    /// Of which seqs to count, for a log that stands at `headSeq`: the last few, and further back ever fewer, which
    /// is where members who have come that far hardly move any more.
    static List<Long> seqs(long headSeq) {
        var seqs = new ArrayList<Long>();
        for (long distance = 0; distance < headSeq && seqs.size() < MemberStore.MAX_TALLIED_SEQS; ) {
            seqs.add(headSeq - distance);
            distance = distance < EXACT_SEQS - 1 ? distance + 1 : 2 * distance + 1;
        }
        return seqs;
    }

    /// Leaves out marks that say nothing more than the one before.
    static Watermarks frame(ConversationId conversation, MemberStore.Tally tally) {
        var marks = new ArrayList<Watermarks.Mark>();
        int delivered = -1;
        int read = -1;
        for (MemberStore.Mark mark : tally.marks()) {
            if (mark.delivered() != delivered || mark.read() != read) {
                marks.add(new Watermarks.Mark(mark.seq(), mark.delivered(), mark.read()));
                delivered = mark.delivered();
                read = mark.read();
            }
        }
        return new Watermarks(conversation, tally.members(), marks);
    }
}
