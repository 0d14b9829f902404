package chat.carillon.core.fanout;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.conversation.AppendListener;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.function.BiConsumer;

/// Tells the bus what was appended: encoded here, once in the whole cluster. Thread-safe, never blocks.
public final class Publisher implements AppendListener {
    private final Bus bus;
    private final BiConsumer<ConversationId, Long> headListener;

    /// @param headListener hears of entries that were durable before they were asked for, which perhaps nobody
    ///     was told of: the local feed looks
    public Publisher(Bus bus, BiConsumer<ConversationId, Long> headListener) {
        this.bus = bus;
        this.headListener = headListener;
    }

    @Override
    public void appended(Entry entry) {
        bus.publish(Fanout.recordOf(entry));
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {
        headListener.accept(conversation, seq);
    }
}
