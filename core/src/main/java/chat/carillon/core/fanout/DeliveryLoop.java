package chat.carillon.core.fanout;

/// One event loop of the gateway as the fan-out sees it.
public interface DeliveryLoop {

    /// Takes a delivery for all its members of the conversation. Must not block and must not throw: called on any
    /// thread, with the feed's lock held, which is what keeps the entries in order.
    void offer(Delivery delivery);
}
