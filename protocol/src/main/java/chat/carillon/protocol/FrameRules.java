package chat.carillon.protocol;

import chat.carillon.model.Attachment;
import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every client frame keeps to, whatever a server's limits are.
final class FrameRules {
    private static final int MAX_EPOCH_CHARS = 64;

    private FrameRules() {}

    static void checkRef(String ref) {
        Text.checkedNotBlank("ref", ref, Limits.MAX_REF_CHARS);
    }

    static void checkSeq(long seq) {
        checkInteger("seq", seq, 1);
    }

    static void checkEpoch(@Nullable String epoch) {
        if (epoch != null) {
            Text.checkedNotBlank("epoch", epoch, MAX_EPOCH_CHARS);
        }
    }

    static void checkText(String text, List<Attachment> attachments) {
        Text.checked("text", text, Integer.MAX_VALUE);
        if (text.isBlank() && attachments.isEmpty()) {
            throw new InvalidValueException("text: blank (expected: some text)");
        }
    }

    static void checkEmoji(String emoji) {
        Text.checkedNotBlank("emoji", emoji, Limits.MAX_EMOJI_CHARS);
    }

    /// A copy in the same order: the order of the answers.
    static Map<ConversationId, Long> cursors(Map<ConversationId, Long> cursors) {
        cursors.values().forEach(seq -> checkInteger("cursors", seq, 0));
        return Collections.unmodifiableMap(new LinkedHashMap<>(cursors));
    }

    private static void checkInteger(String name, long value, long min) {
        if (value < min || value > Limits.MAX_INTEGER) {
            throw new InvalidValueException(
                    "%s: %d (expected: %d to %d)".formatted(name, value, min, Limits.MAX_INTEGER));
        }
    }
}
