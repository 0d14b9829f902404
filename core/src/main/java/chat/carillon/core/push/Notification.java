package chat.carillon.core.push;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import org.jspecify.annotations.Nullable;

/// One message that one user missed, as it may be told.
///
/// @param user who is told
/// @param device which of the user's devices is told; null where the receiver finds them (webhook)
/// @param conversationName how to show the conversation; for a direct one the other user's name
/// @param seq the message's place in the conversation's log
/// @param sender who wrote it
/// @param senderName how to show the sender
/// @param text what of the content may be shown; null when content is hidden or there is none. Senders cut it
///     to what the provider takes
/// @param mention whether the user is meant by name, or by a mention of all
/// @param badge unread direct messages and mentions, over all conversations
/// @param atMillis when the message was appended, since 1970 UTC
public record Notification(
        UserId user,
        @Nullable DeviceId device,
        ConversationId conversation,
        ConversationKind kind,
        String conversationName,
        long seq,
        UserId sender,
        String senderName,
        @Nullable String text,
        boolean mention,
        int badge,
        long atMillis,
        Act act) {

    /// What the device is to do.
    public enum Act implements WireName {
        SHOW,
        /// Show it no longer: it was read on another device, or deleted.
        WITHDRAW
    }

    /// Names the message to providers and devices: the same for everything that is said about it, so that the
    /// later takes the place of the earlier. 32 characters of base64url, of which nobody can tell the
    /// conversation: the `Topic` of Web Push, the collapse id of APNs, the tag of an FCM notification.
    public String collapseKey() {
        return Digests.shortDigest(conversation + " " + seq);
    }

    /// Names what this asks for: another attempt at the same has the same id. 32 characters of base64url.
    public String attemptId() {
        return Digests.shortDigest("%s %s %s %d %s".formatted(user, device, conversation, seq, act.wireName()));
    }

    /// The same without content: sender, names and text are not told.
    public Notification withoutContent() {
        return new Notification(
                user, device, conversation, kind, "", seq, sender, "", null, mention, badge, atMillis, act);
    }

    /// The same with this much of the text.
    public Notification withText(@Nullable String shown) {
        return new Notification(
                user,
                device,
                conversation,
                kind,
                conversationName,
                seq,
                sender,
                senderName,
                shown,
                mention,
                badge,
                atMillis,
                act);
    }

    /// Without names and text.
    @Override
    public String toString() {
        return "Notification[%s %s %d of %s]".formatted(act.wireName(), conversation, seq, user);
    }
}
