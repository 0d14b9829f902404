package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.conversation.ShownMessage.Change;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.cli.chat.input.Emojis;
import chat.carillon.cli.chat.input.SlashCommand;
import chat.carillon.cli.chat.input.SlashParser;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Carries out what a line of input asks for. Confined to the thread of the screen.
final class Commander {
    private final ChatModel model;
    private final Supplier<ClientMessageId> keys;
    private boolean warned;

    Commander(ChatModel model, Supplier<ClientMessageId> keys) {
        this.model = model;
        this.keys = keys;
    }

    /// @return whether the line is done with; otherwise it stays to be corrected
    boolean run(SlashCommand command, List<ChatEffect> effects) {
        try {
            return switch (command) {
                case SlashCommand.Say(String text) -> say(text, null, effects);
                case SlashCommand.Act(String text) -> say(SlashParser.action(text), null, effects);
                case SlashCommand.Reply(String text) -> reply(text, effects);
                case SlashCommand.Edit(String text) -> edit(text, effects);
                case SlashCommand.Delete _ -> delete(effects);
                case SlashCommand.React(String emoji) -> react(emoji, effects);
                case SlashCommand.Join(String name) -> join(name, effects);
                case SlashCommand.Go(String name) -> go(name, effects);
                case SlashCommand.Create(String name, var topic) -> effects.add(new ChatEffect.Create(name, topic));
                case SlashCommand.Direct(String user) -> effects.add(new ChatEffect.Direct(new UserId(user)));
                case SlashCommand.Search(String words) -> effects.add(new ChatEffect.Search(words));
                case SlashCommand.Leave _, SlashCommand.Invite _, SlashCommand.Topic _ -> here(command, effects);
                case SlashCommand.Wish wish -> wish(wish, effects);
                case SlashCommand.Help _ -> {
                    model.overlay(new Overlay.Help(0));
                    yield true;
                }
                case SlashCommand.Quit _ -> quit(effects);
                case SlashCommand.Unclear(String sentence) -> no(sentence);
            };
        } catch (InvalidValueException e) {
            return no(String.valueOf(e.getMessage()));
        }
    }

    private boolean no(String sentence) {
        model.tell(sentence, true);
        return false;
    }

    private boolean nowhere() {
        return no("No conversation is open. /join CHANNEL, /create NAME or /dm USER opens one.");
    }

    private boolean say(String text, @Nullable Long replyTo, List<ChatEffect> effects) {
        Optional<ListedConversation> open = model.open();
        Optional<UserId> me = model.me();
        if (open.isEmpty() || me.isEmpty()) {
            return nowhere();
        }
        if (text.isBlank()) {
            return no("There is nothing to send.");
        }
        ClientMessageId key = keys.get();
        var message = new ShownMessage(
                0, key, me.get(), model.nowMillis(), text, replyTo, Change.NONE, Map.of(), new Delivery.Pending());
        open.get().page().send(message, key);
        open.get().forgetUnreadLine();
        effects.add(new ChatEffect.Send(open.get().id(), key, text, replyTo));
        model.desk().follow(effects);
        return true;
    }

    private boolean reply(String text, List<ChatEffect> effects) {
        Optional<ShownMessage> target = target(message -> !message.deleted() && !mine(message));
        return target.map(message -> say(text, message.seq(), effects))
                .orElseGet(() -> no("There is no message to answer."));
    }

    private boolean edit(String text, List<ChatEffect> effects) {
        Optional<ShownMessage> target = target(message -> !message.deleted() && mine(message));
        if (target.isEmpty()) {
            return no("There is no message of yours to change.");
        }
        if (!mine(target.get())) {
            return no("Only one's own messages can be changed.");
        }
        model.open()
                .ifPresent(open ->
                        effects.add(new ChatEffect.Edit(open.id(), target.get().seq(), text)));
        model.viewport().unmark();
        return true;
    }

    private boolean delete(List<ChatEffect> effects) {
        Optional<ShownMessage> target = target(message -> !message.deleted() && mine(message));
        if (target.isEmpty()) {
            return no("There is no message of yours to take back.");
        }
        model.open()
                .ifPresent(open -> effects.add(
                        new ChatEffect.Delete(open.id(), target.get().seq())));
        model.viewport().unmark();
        return true;
    }

    private boolean react(String emoji, List<ChatEffect> effects) {
        Optional<ShownMessage> target = target(message -> !message.deleted() && !mine(message));
        Optional<UserId> me = model.me();
        if (target.isEmpty() || me.isEmpty()) {
            return no("There is no message to react to.");
        }
        if (Emojis.isUnknown(emoji)) {
            return no("There is no emoji called %s; Tab completes the names there are.".formatted(emoji));
        }
        boolean put = !target.get().hasReaction(emoji, me.get());
        model.open()
                .ifPresent(open ->
                        effects.add(new ChatEffect.React(open.id(), target.get().seq(), emoji, put)));
        model.viewport().unmark();
        return true;
    }

    /// The marked message, or the newest one for which `otherwise` holds.
    private Optional<ShownMessage> target(Predicate<ShownMessage> otherwise) {
        Optional<ListedConversation> open = model.open();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        long marked = model.viewport().marked();
        if (marked != 0) {
            return open.get().page().message(marked);
        }
        List<ShownMessage> messages = open.get().page().messages();
        return messages.reversed().stream().filter(otherwise).findFirst();
    }

    private boolean mine(ShownMessage message) {
        return model.me().filter(message.sender()::equals).isPresent();
    }

    private boolean join(String name, List<ChatEffect> effects) {
        Optional<ListedConversation> known = model.conversations().named(name);
        if (known.isPresent()) {
            model.desk().go(known.get().id(), effects);
        } else {
            effects.add(new ChatEffect.Join(name.startsWith("#") ? name.substring(1) : name));
        }
        return true;
    }

    private boolean go(String name, List<ChatEffect> effects) {
        List<ListedConversation> matching = model.conversations().matching(name);
        Optional<ListedConversation> found =
                model.conversations().named(name).or(() -> matching.stream().findFirst());
        if (found.isEmpty()) {
            return no("You are in no conversation called %s.".formatted(name));
        }
        model.desk().go(found.get().id(), effects);
        return true;
    }

    private boolean here(SlashCommand command, List<ChatEffect> effects) {
        Optional<ListedConversation> open = model.open();
        if (open.isEmpty()) {
            return nowhere();
        }
        if (command instanceof SlashCommand.Invite(List<String> users)) {
            List<UserId> ids = users.stream().map(UserId::new).toList();
            return effects.add(new ChatEffect.Invite(open.get().id(), ids));
        }
        if (command instanceof SlashCommand.Topic(String topic)) {
            return effects.add(new ChatEffect.SetTopic(open.get().id(), topic));
        }
        return effects.add(new ChatEffect.Leave(open.get().id()));
    }

    private boolean wish(SlashCommand.Wish wish, List<ChatEffect> effects) {
        Optional<ListedConversation> open = model.open();
        boolean here = switch (wish) {
            case SlashCommand.Wish.Level _, SlashCommand.Wish.Mute _, SlashCommand.Wish.Unmute _ -> true;
            case SlashCommand.Wish.Show _,
                    SlashCommand.Wish.Usual _,
                    SlashCommand.Wish.Snooze _,
                    SlashCommand.Wish.Quiet _,
                    SlashCommand.Wish.Disturb _ -> false;
        };
        if (here && open.isEmpty()) {
            return nowhere();
        }
        return effects.add(model.attention().effect(wish, open, model.nowMillis()));
    }

    private boolean quit(List<ChatEffect> effects) {
        long pending = model.conversations().all().stream()
                .mapToLong(conversation -> conversation.page().pendingCount())
                .sum();
        if (pending > 0 && !warned) {
            warned = true;
            return no("%d of your messages %s not been sent yet and would be lost; /quit again leaves all the same."
                    .formatted(pending, pending == 1 ? "has" : "have"));
        }
        return effects.add(new ChatEffect.Quit());
    }
}
