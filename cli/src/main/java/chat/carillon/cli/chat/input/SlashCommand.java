package chat.carillon.cli.chat.input;

import chat.carillon.model.ConversationKind;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a line of input asks for.
public sealed interface SlashCommand {
    /// No command at all: a message.
    record Say(String text) implements SlashCommand {}

    /// Opens a conversation that one is in, or joins a channel.
    record Join(String name) implements SlashCommand {}

    record Go(String name) implements SlashCommand {}

    record Leave() implements SlashCommand {}

    record Create(String name, @Nullable String topic) implements SlashCommand {}

    record Direct(String user) implements SlashCommand {}

    record Invite(List<String> users) implements SlashCommand {}

    record Topic(String topic) implements SlashCommand {}

    /// Says what one does, as `/me waves`.
    record Act(String text) implements SlashCommand {}

    record Edit(String text) implements SlashCommand {}

    record Delete() implements SlashCommand {}

    record React(String emoji) implements SlashCommand {}

    record Reply(String text) implements SlashCommand {}

    record Search(String words) implements SlashCommand {}

    /// What one wants to be told of while away.
    sealed interface Wish extends SlashCommand {
        /// Says what is so at present.
        record Show() implements Wish {}

        /// Of the open conversation.
        ///
        /// @param level null: as for others of its kind
        record Level(@Nullable NotificationLevel level) implements Wish {}

        /// Of all conversations of a kind.
        record Usual(ConversationKind kind, NotificationLevel level) implements Wish {}

        /// @param time null: until further notice
        record Mute(@Nullable Duration time) implements Wish {}

        record Unmute() implements Wish {}

        /// Nothing at all for this time.
        record Snooze(Duration time) implements Wish {}

        /// Nothing in these hours of each day.
        record Quiet(QuietHours hours) implements Wish {}

        /// Neither snoozed nor quiet any longer.
        record Disturb() implements Wish {}
    }

    record Help() implements SlashCommand {}

    record Quit() implements SlashCommand {}

    /// It cannot be understood; the sentence says why.
    record Unclear(String sentence) implements SlashCommand {}
}
