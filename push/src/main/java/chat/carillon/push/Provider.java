package chat.carillon.push;

import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;

/// One service that wakes devices. Thread-safe; makes one attempt and blocks meanwhile, for 90 s at most.
///
/// @param <T> the targets it knows
public interface Provider<T extends PushTarget> extends AutoCloseable {
    PushResult send(T target, Notification notification);

    /// Nothing is sent any more.
    @Override
    default void close() {}
}
