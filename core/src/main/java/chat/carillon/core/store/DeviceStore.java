package chat.carillon.core.store;

import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.List;

/// The devices of users that can be woken, and what their users want to be told of.
public interface DeviceStore {

    /// Keeps the device in place of what was known of it. A target wakes one device: another that
    /// had the same one, perhaps of another user, is forgotten, since somebody else sits at it now.
    ///
    /// @param device its time is not looked at: the store's own is taken, and the former one kept
    ///     if only the label differs
    /// @param max devices that the user may have
    /// @return whether there was room for it
    boolean register(PushDevice device, int max);

    /// Oldest first.
    List<PushDevice> devicesOf(UserId user);

    /// @return whether there was such a device
    boolean remove(UserId user, DeviceId device);

    /// Forgets what a provider knows no more, unless the device has another target by now.
    void prune(UserId user, DeviceId device, PushTarget target);

    /// Whether anyone has a device that can be woken.
    boolean anyDevice();

    /// What the user said, or else [Wishes#of].
    Wishes wishes(UserId user);

    void put(Wishes wishes);

    /// What the user said, or else [ConversationWish#of].
    ConversationWish wish(UserId user, ConversationId conversation);

    /// Those of the user that say something, in the order of conversations.
    List<ConversationWish> conversationWishes(UserId user);

    /// Keeps it, or forgets it if it says nothing.
    void put(ConversationWish wish);
}
