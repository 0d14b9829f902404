package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.input.SlashCommand;
import chat.carillon.client.notification.ConversationWish;
import chat.carillon.client.notification.NotificationWishes;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.NotificationLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the user wants to be told of while away, as the server has it. Confined to the thread of
/// the screen.
public final class Attention {
    private @Nullable NotificationWishes wishes;

    void wished(NotificationWishes fresh) {
        wishes = fresh;
    }

    /// What the user wants of a conversation; that of somebody who said nothing while it is not
    /// known.
    private ConversationWish of(ConversationId conversation) {
        return wishes == null
                ? ConversationWish.NONE
                : wishes.conversations().getOrDefault(conversation, ConversationWish.NONE);
    }

    /// Until when a conversation is muted, in milliseconds since 1970; empty if it is not.
    public Optional<Long> mutedUntil(ConversationId conversation, long nowMillis) {
        ConversationWish wish = of(conversation);
        return wish.mutedAt(Instant.ofEpochMilli(nowMillis)) ? Optional.of(wish.mutedUntilMillis()) : Optional.empty();
    }

    /// Whether the user wants to hear nothing of a conversation now.
    public boolean ignores(ListedConversation conversation, long nowMillis) {
        return mutedUntil(conversation.id(), nowMillis).isPresent()
                || level(conversation).filter(NotificationLevel.NONE::equals).isPresent();
    }

    /// What the user is told of in a conversation; empty while it is not known.
    public Optional<NotificationLevel> level(ListedConversation conversation) {
        return Optional.ofNullable(wishes).map(known -> known.level(conversation.id(), conversation.kind()));
    }

    /// Whether the user said something of this conversation.
    public boolean isSpecial(ListedConversation conversation) {
        return of(conversation.id()).level() != null;
    }

    /// Whether the user does not want to be disturbed now.
    public boolean quiet(long nowMillis) {
        return wishes != null && wishes.quietAt(Instant.ofEpochMilli(nowMillis));
    }

    /// All that there is to know, in one sentence.
    String sentence(Optional<ListedConversation> open, long nowMillis) {
        NotificationWishes known = wishes;
        if (known == null) {
            return "It is not known yet.";
        }
        StringBuilder said = new StringBuilder();
        open.ifPresent(shown -> {
            String what = mutedUntil(shown.id(), nowMillis).isPresent()
                    ? "muted"
                    : words(known.level(shown.id(), shown.kind())) + (isSpecial(shown) ? "" : " (default)");
            said.append("%s: %s. ".formatted(shown.title(), what));
        });
        if (nowMillis < known.snoozedUntilMillis()) {
            said.append("Nothing for %s. ".formatted(span(known.snoozedUntilMillis() - nowMillis)));
        }
        var hours = known.quietHours();
        if (hours != null) {
            said.append("Quiet from %s to %s (%s). ".formatted(hours.from(), hours.until(), hours.zone()));
        }
        return said.isEmpty()
                ? "Channels: %s; groups: %s; direct: %s."
                        .formatted(words(known.channel()), words(known.group()), words(known.direct()))
                : said.toString().strip();
    }

    private static String words(NotificationLevel level) {
        return switch (level) {
            case ALL -> "all messages";
            case MENTIONS -> "mentions";
            case NONE -> "nothing";
        };
    }

    private static String span(long millis) {
        long minutes = Math.ceilDiv(millis, Duration.ofMinutes(1).toMillis());
        return minutes < 120 ? minutes + " min" : Math.ceilDiv(minutes, 60) + " h";
    }

    /// What a command asks the server for.
    ///
    /// @param open present for a command that means the open conversation
    ChatEffect effect(SlashCommand.Wish wish, Optional<ListedConversation> open, long nowMillis) {
        return switch (wish) {
            case SlashCommand.Wish.Show _ -> new ChatEffect.Wish.Load(true);
            case SlashCommand.Wish.Level(var level) -> new ChatEffect.Wish.Level(id(open), level);
            case SlashCommand.Wish.Usual(var kind, var level) -> new ChatEffect.Wish.Usual(kind, level);
            case SlashCommand.Wish.Mute(var time) ->
                new ChatEffect.Wish.Mute(id(open), time == null ? Instant.MAX : after(nowMillis, time));
            case SlashCommand.Wish.Unmute _ -> new ChatEffect.Wish.Mute(id(open), Instant.EPOCH);
            case SlashCommand.Wish.Snooze(var time) -> new ChatEffect.Wish.Snooze(after(nowMillis, time));
            case SlashCommand.Wish.Quiet(var hours) -> new ChatEffect.Wish.Quiet(hours);
            case SlashCommand.Wish.Disturb _ -> new ChatEffect.Wish.Disturb();
        };
    }

    private static ConversationId id(Optional<ListedConversation> open) {
        return open.orElseThrow().id();
    }

    private static Instant after(long nowMillis, Duration time) {
        return Instant.ofEpochMilli(nowMillis).plus(time);
    }
}
