package chat.carillon.core.crowd;

import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far members came since it was told last: of each member only the furthest markers. A seq of 0 means that
/// nothing new is known. Pure. Thread-safe: guarded by this object's lock.
final class Receipts {
    /// Members whose receipts wait; more are not told, which the next marker of theirs makes good.
    static final int MAX_WAITING = 20_000;

    private final Map<Member, Reached> waiting = new LinkedHashMap<>();

    private record Member(ConversationId conversation, UserId user) {}

    private record Reached(long deliveredSeq, long readSeq) {
        Reached furthest(Reached other) {
            return new Reached(Math.max(deliveredSeq, other.deliveredSeq), Math.max(readSeq, other.readSeq));
        }
    }

    /// @return whether there was room for it
    synchronized boolean moved(Marker marker) {
        var member = new Member(marker.conversation(), marker.user());
        if (waiting.size() >= MAX_WAITING && !waiting.containsKey(member)) {
            return false;
        }
        Reached reached = switch (marker) {
            // What was seen has arrived.
            case Marker.ReadUpTo read -> new Reached(read.seq(), read.seq());
            case Marker.ReceivedUpTo received -> new Reached(received.seq(), 0);
        };
        waiting.merge(member, reached, Reached::furthest);
        return true;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Takes the oldest of what waits.
    synchronized List<ServerFrame.Receipt> take(int max) {
        var taken = new ArrayList<ServerFrame.Receipt>(Math.min(max, waiting.size()));
        for (Iterator<Map.Entry<Member, Reached>> all = waiting.entrySet().iterator();
                all.hasNext() && taken.size() < max; ) {
            Map.Entry<Member, Reached> one = all.next();
            taken.add(new ServerFrame.Receipt(
                    one.getKey().conversation(),
                    one.getKey().user(),
                    one.getValue().deliveredSeq(),
                    one.getValue().readSeq()));
            all.remove();
        }
        return taken;
    }
}
