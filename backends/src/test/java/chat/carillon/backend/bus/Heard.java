package chat.carillon.backend.bus;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.model.ConversationId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What one node heard on its bus.
public final class Heard implements Bus.Listener {
    private final List<BusRecord.OfConversation> records = new CopyOnWriteArrayList<>();
    private final List<ConversationId> subscribed = new CopyOnWriteArrayList<>();

    /// Listens to a bus from now on.
    public static Heard on(Bus bus) {
        var heard = new Heard();
        bus.listen(heard);
        return heard;
    }

    @Override
    public void onRecord(BusRecord.OfConversation record) {
        records.add(record);
    }

    @Override
    public void onSubscribed(ConversationId conversation) {
        subscribed.add(conversation);
    }

    public List<BusRecord.OfConversation> records() {
        return List.copyOf(records);
    }

    /// The positions of the entries, in the order in which they were heard.
    public List<Long> seqs() {
        return records.stream()
                .filter(BusRecord.Appended.class::isInstance)
                .map(record -> ((BusRecord.Appended) record).seq())
                .toList();
    }

    /// The confirmations, in their order.
    public List<ConversationId> subscribed() {
        return List.copyOf(subscribed);
    }

    public void forget() {
        records.clear();
        subscribed.clear();
    }

    public static BusRecord.Appended entry(ConversationId conversation, long seq) {
        return new BusRecord.Appended(conversation, seq, seq, false, 2, new byte[200]);
    }
}
