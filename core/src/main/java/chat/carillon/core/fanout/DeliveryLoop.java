package chat.carillon.core.fanout;

import chat.carillon.core.journal.Attachment;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// One event loop of the gateway as the fan-out sees it.
public interface DeliveryLoop {

    /// Takes a delivery for all its members of the conversation. Must not block and must not throw: called on any
    /// thread, with the feed's lock held, which is what keeps the entries in order.
    void offer(Delivery delivery);

    /// Hands over the users who have sessions here that are attached to the conversation; on this loop, and never if
    /// it has ended. Must not block: called on any thread.
    default void census(ConversationId conversation, Consumer<Collection<UserId>> to) {
        to.accept(List.of());
    }

    /// Hands over how it stands with each session that is attached to the conversation; on this loop, and never if it
    /// has ended. Must not block: called on any thread.
    default void look(ConversationId conversation, Consumer<List<Attachment>> to) {
        to.accept(List.of());
    }
}
