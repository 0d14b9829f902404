package chat.carillon.cli.chat.input;

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

    record Help() implements SlashCommand {}

    record Quit() implements SlashCommand {}

    /// It cannot be understood; the sentence says why.
    record Unclear(String sentence) implements SlashCommand {}
}
