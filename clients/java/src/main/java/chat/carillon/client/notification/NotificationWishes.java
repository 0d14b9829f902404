package chat.carillon.client.notification;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.WireName;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the user wants to be told of while away. A record to be changed by its methods and set as a
/// whole.
///
/// @param direct in direct conversations
/// @param group in groups
/// @param channel in channels
/// @param quietHours the hours of each day without notifications (do not disturb); null: none
/// @param snoozedUntilMillis none before, since 1970 UTC; 0: now is fine
/// @param showContent whether a notification may tell sender, names and text
/// @param conversations where the user wants something else; set by [Notifications#wish] of each
public record NotificationWishes(
        NotificationLevel direct,
        NotificationLevel group,
        NotificationLevel channel,
        @Nullable QuietHours quietHours,
        long snoozedUntilMillis,
        boolean showContent,
        Map<ConversationId, ConversationWish> conversations) {
    private static final int MAX_CONVERSATIONS = 100_000;

    public NotificationWishes {
        conversations = Map.copyOf(conversations);
    }

    /// What counts in conversations of this kind.
    public NotificationLevel level(ConversationKind kind) {
        return switch (kind) {
            case DIRECT -> direct;
            case GROUP -> group;
            case CHANNEL -> channel;
        };
    }

    /// What counts in a conversation, if it is not muted.
    public NotificationLevel level(ConversationId conversation, ConversationKind kind) {
        NotificationLevel own =
                conversations.getOrDefault(conversation, ConversationWish.NONE).level();
        return own == null ? level(kind) : own;
    }

    /// Whether there are no notifications then: snoozed, or in the quiet hours.
    public boolean quietAt(Instant now) {
        return now.toEpochMilli() < snoozedUntilMillis || quietHours != null && quietHours.cover(now.toEpochMilli());
    }

    /// The same with another level for conversations of a kind.
    public NotificationWishes level(ConversationKind kind, NotificationLevel level) {
        return new NotificationWishes(
                kind == ConversationKind.DIRECT ? level : direct,
                kind == ConversationKind.GROUP ? level : group,
                kind == ConversationKind.CHANNEL ? level : channel,
                quietHours,
                snoozedUntilMillis,
                showContent,
                conversations);
    }

    /// The same with other quiet hours.
    ///
    /// @param hours null for none
    public NotificationWishes quietHours(@Nullable QuietHours hours) {
        return new NotificationWishes(direct, group, channel, hours, snoozedUntilMillis, showContent, conversations);
    }

    /// The same, with no notification before `then`; in the past: now is fine.
    public NotificationWishes snoozedUntil(Instant then) {
        return new NotificationWishes(
                direct, group, channel, quietHours, ConversationWish.millis(then), showContent, conversations);
    }

    /// The same, with or without senders, names and texts in notifications.
    public NotificationWishes showContent(boolean show) {
        return new NotificationWishes(direct, group, channel, quietHours, snoozedUntilMillis, show, conversations);
    }

    static NotificationWishes read(JsonObject json) {
        JsonObject quiet = json.objectOrNull("quietHours");
        Map<ConversationId, ConversationWish> conversations = new HashMap<>();
        for (JsonObject one : json.objects("conversations", MAX_CONVERSATIONS)) {
            conversations.put(new ConversationId(one.string("conversation")), ConversationWish.read(one));
        }
        return new NotificationWishes(
                level(json, "direct"),
                level(json, "group"),
                level(json, "channel"),
                quiet == null
                        ? null
                        : QuietHours.parse(quiet.string("from"), quiet.string("until"), quiet.string("zone")),
                json.integerOr("snoozedUntil", 0, Long.MAX_VALUE, 0),
                json.booleanOr("showContent", true),
                conversations);
    }

    private static NotificationLevel level(JsonObject json, String field) {
        return WireName.parse(NotificationLevel.class, field, json.string(field));
    }

    /// Without the conversations, which have a call of their own.
    void write(JsonWriter json) {
        json.field("direct", direct.wireName())
                .field("group", group.wireName())
                .field("channel", channel.wireName())
                .field("snoozedUntil", snoozedUntilMillis)
                .field("showContent", showContent);
        QuietHours quiet = quietHours;
        if (quiet != null) {
            json.object(
                    "quietHours",
                    inner -> inner.field("from", quiet.from().toString())
                            .field("until", quiet.until().toString())
                            .field("zone", quiet.zone().getId()));
        }
    }
}
