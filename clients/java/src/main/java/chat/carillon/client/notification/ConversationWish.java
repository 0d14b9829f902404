package chat.carillon.client.notification;

import chat.carillon.model.InvalidValueException;
import chat.carillon.model.WireName;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the user wants to be told of one conversation.
///
/// @param level null: as for other conversations of its kind
/// @param mutedUntilMillis nothing before, since 1970 UTC; 0: not muted; [#FOREVER]: until further
///     notice
public record ConversationWish(@Nullable NotificationLevel level, long mutedUntilMillis) {
    /// Muted until somebody takes it back.
    public static final long FOREVER = Limits.MAX_INTEGER;

    /// Of a user who said nothing.
    public static final ConversationWish NONE = new ConversationWish(null, 0);

    public ConversationWish {
        if (mutedUntilMillis < 0) {
            throw new InvalidValueException("mutedUntil: " + mutedUntilMillis + " (expected: >= 0)");
        }
        mutedUntilMillis = Math.min(mutedUntilMillis, FOREVER);
    }

    public boolean mutedAt(Instant now) {
        return now.toEpochMilli() < mutedUntilMillis;
    }

    /// The same with another level.
    ///
    /// @param other null: as for other conversations of its kind
    public ConversationWish level(@Nullable NotificationLevel other) {
        return new ConversationWish(other, mutedUntilMillis);
    }

    /// The same, muted until then; in the past: not muted.
    public ConversationWish mutedUntil(Instant then) {
        return new ConversationWish(level, millis(then));
    }

    /// Of an instant so far away that it has no number: the end or the beginning of time.
    static long millis(Instant then) {
        return then.isAfter(Instant.ofEpochMilli(FOREVER)) ? FOREVER : Math.max(0, then.toEpochMilli());
    }

    static ConversationWish read(JsonObject json) {
        String level = json.stringOrNull("level");
        return new ConversationWish(
                level == null ? null : WireName.parse(NotificationLevel.class, "level", level),
                json.integerOr("mutedUntil", 0, Long.MAX_VALUE, 0));
    }

    void write(JsonWriter json) {
        json.optional("level", level == null ? null : level.wireName()).field("mutedUntil", mutedUntilMillis);
    }
}
