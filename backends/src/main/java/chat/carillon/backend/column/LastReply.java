package chat.carillon.backend.column;

import chat.carillon.core.log.MessageState;
import chat.carillon.model.UserId;
import org.jspecify.annotations.Nullable;

/// The last reply of a thread as queries give it in one column: seq, time and sender, with spaces between.
public final class LastReply {
    private LastReply() {}

    /// @param packed null where there is no reply
    public static MessageState.@Nullable Reply of(@Nullable String packed) {
        if (packed == null) {
            return null;
        }
        int first = packed.indexOf(' ');
        int second = packed.indexOf(' ', first + 1);
        return new MessageState.Reply(
                Long.parseLong(packed, 0, first, 10),
                new UserId(packed.substring(second + 1)),
                Long.parseLong(packed, first + 1, second, 10));
    }
}
