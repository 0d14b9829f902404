package chat.carillon.cli.chat.conversation;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as it stands now.
///
/// @param seq 0 until the server has given one
/// @param reactions emoji to the users who put it there
public record ShownMessage(
        long seq,
        @Nullable ClientMessageId clientMessageId,
        UserId sender,
        long atMillis,
        String text,
        @Nullable Long replyTo,
        Change change,
        Map<String, List<UserId>> reactions,
        Delivery delivery) {

    /// What became of the text since it was sent.
    public enum Change {
        NONE,
        EDITED,
        DELETED
    }

    /// How far one's own message has come; others' are [Sent].
    public sealed interface Delivery {
        record Pending() implements Delivery {}

        record Sent() implements Delivery {}

        /// The server does not take it.
        record Refused(String reason) implements Delivery {}
    }

    public boolean deleted() {
        return change == Change.DELETED;
    }

    public ShownMessage edited(String fresh) {
        return new ShownMessage(
                seq, clientMessageId, sender, atMillis, fresh, replyTo, Change.EDITED, reactions, delivery);
    }

    public ShownMessage taken() {
        return new ShownMessage(
                seq, clientMessageId, sender, atMillis, "", replyTo, Change.DELETED, Map.of(), delivery);
    }

    public ShownMessage at(long newSeq, long newAtMillis, Delivery newDelivery) {
        return new ShownMessage(
                newSeq, clientMessageId, sender, newAtMillis, text, replyTo, change, reactions, newDelivery);
    }

    public boolean hasReaction(String emoji, UserId user) {
        return reactions.getOrDefault(emoji, List.of()).contains(user);
    }

    public ShownMessage withReaction(String emoji, UserId user) {
        if (hasReaction(emoji, user)) {
            return this;
        }
        List<UserId> users = new ArrayList<>(reactions.getOrDefault(emoji, List.of()));
        users.add(user);
        return withUsers(emoji, users);
    }

    public ShownMessage withoutReaction(String emoji, UserId user) {
        List<UserId> users = new ArrayList<>(reactions.getOrDefault(emoji, List.of()));
        return users.remove(user) ? withUsers(emoji, users) : this;
    }

    private ShownMessage withUsers(String emoji, List<UserId> users) {
        Map<String, List<UserId>> changed = new LinkedHashMap<>(reactions);
        if (users.isEmpty()) {
            changed.remove(emoji);
        } else {
            changed.put(emoji, List.copyOf(users));
        }
        return new ShownMessage(seq, clientMessageId, sender, atMillis, text, replyTo, change, changed, delivery);
    }

    /// Without its text.
    @Override
    public String toString() {
        return "ShownMessage[%d by %s]".formatted(seq, sender);
    }
}
