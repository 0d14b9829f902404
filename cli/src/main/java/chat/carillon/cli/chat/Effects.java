package chat.carillon.cli.chat;

import chat.carillon.cli.chat.model.ChatEffect;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.cli.console.Failures;
import chat.carillon.cli.conversation.ConversationFinder;
import chat.carillon.client.CarillonClient;
import chat.carillon.client.Conversation;
import chat.carillon.client.Draft;
import chat.carillon.client.http.MessageState;
import chat.carillon.client.session.Sent;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ServerFrame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries out what the model wants of the server; what comes of it is told as events. Called by the thread of the
/// screen, never waits.
final class Effects {
    private static final int MAX_HITS = 50;

    private final CarillonClient client;
    private final Executor background;
    private final Consumer<ChatEvent> events;

    Effects(CarillonClient client, Executor background, Consumer<ChatEvent> events) {
        this.client = client;
        this.background = background;
        this.events = events;
    }

    void carryOut(ChatEffect.ByServer wanted) {
        switch (wanted) {
            case ChatEffect.Send send -> send(send);
            case ChatEffect.Edit(var id, long seq, String text) -> write(in(id).edit(seq, text));
            case ChatEffect.Delete(var id, long seq) -> write(in(id).delete(seq));
            case ChatEffect.React(var id, long seq, String emoji, boolean put) ->
                write(put ? in(id).react(seq, emoji) : in(id).unreact(seq, emoji));
            case ChatEffect.LoadHistory load -> loadHistory(load);
            case ChatEffect.MarkRead(var id, long seq) -> in(id).markRead(seq);
            case ChatEffect.Type(var id) -> in(id).typing();
            case ChatEffect.SetPresence(var status) -> client.presence(status);
            case ChatEffect.Watch(var users, var conversations) -> client.watch(users, conversations);
            case ChatEffect.LoadReceipts(var id, long seq) -> inBackground(() -> receipts(id, seq));
            case ChatEffect.Count(var id) ->
                inBackground(() -> new ChatEvent.Recounted(client.http().conversation(id)));
            case ChatEffect.Wish wish ->
                inBackground(() -> WishEffects.carryOut(wish, client.http().notifications()));
            case ChatEffect.Join(String channel) -> inBackground(() -> join(channel));
            case ChatEffect.Leave(var id) ->
                inBackground(() -> {
                    client.http().removeMembers(id, List.of(me()));
                    return new ChatEvent.Left(id);
                });
            case ChatEffect.Create create -> inBackground(() -> create(create));
            case ChatEffect.Direct(UserId user) ->
                inBackground(() -> new ChatEvent.Ready(client.http()
                        .createConversation(ConversationKind.DIRECT, null, null, List.of(user))
                        .id()));
            case ChatEffect.Invite(var id, List<UserId> users) ->
                inBackground(() -> {
                    client.http().addMembers(id, users);
                    return new ChatEvent.Told("Done.", false);
                });
            case ChatEffect.SetTopic(var id, String topic) ->
                inBackground(() -> {
                    client.http().rename(id, null, topic);
                    return new ChatEvent.Told("Done.", false);
                });
            case ChatEffect.Search(String words) ->
                inBackground(() -> new ChatEvent.Found(
                        words,
                        client.http().search(words, null, MAX_HITS).stream()
                                .map(Shown::hit)
                                .toList()));
        }
    }

    private Conversation in(ConversationId id) {
        return client.conversation(id);
    }

    private UserId me() {
        return client.user().orElseGet(() -> client.http().me().user());
    }

    private ChatEvent receipts(ConversationId id, long seq) {
        MessageState.Receipts found = client.http().receipts(id, seq);
        var mark = new ServerFrame.Watermarks.Mark(found.seq(), found.delivered(), found.read());
        return new ChatEvent.ReceiptsLoaded(new ServerFrame.Watermarks(id, found.members(), List.of(mark)), found.of());
    }

    private ChatEvent join(String channel) {
        ConversationId id = new ConversationFinder(client.http()).channel(channel);
        client.http().addMembers(id, List.of(me()));
        return new ChatEvent.Ready(id);
    }

    private ChatEvent create(ChatEffect.Create create) {
        new ConversationFinder(client.http()).requireNoChannel(create.name());
        return new ChatEvent.Ready(client.http()
                .createConversation(ConversationKind.CHANNEL, create.name(), create.topic(), List.of())
                .id());
    }

    private void send(ChatEffect.Send send) {
        Draft draft = new Draft(send.key(), send.text(), send.replyTo(), null, List.of());
        try {
            var _ = in(send.conversation()).send(draft).whenComplete((sent, problem) -> {
                if (problem == null) {
                    events.accept(
                            new ChatEvent.MessageSent(send.conversation(), send.key(), sent.seq(), sent.atMillis()));
                } else {
                    refused(send, problem);
                }
            });
        } catch (RuntimeException e) {
            refused(send, e);
        }
    }

    private void refused(ChatEffect.Send send, Throwable problem) {
        events.accept(new ChatEvent.MessageRefused(send.conversation(), send.key(), sentence(problem)));
    }

    private void write(CompletableFuture<Sent> written) {
        var _ = written.whenComplete((_, problem) -> {
            if (problem != null) {
                events.accept(new ChatEvent.Told(sentence(problem), true));
            }
        });
    }

    private void loadHistory(ChatEffect.LoadHistory load) {
        background.execute(() -> {
            try {
                var messages = in(load.conversation()).history(load.beforeSeq(), load.limit()).messages().stream()
                        .map(message -> Shown.message(message, me()))
                        .toList();
                events.accept(new ChatEvent.HistoryLoaded(load.conversation(), load.beforeSeq(), messages));
            } catch (RuntimeException e) {
                events.accept(new ChatEvent.HistoryFailed(load.conversation(), sentence(e)));
            }
        });
    }

    /// Asks the server and tells what it said, or why it did not.
    void inBackground(Supplier<ChatEvent> call) {
        background.execute(() -> {
            try {
                events.accept(call.get());
            } catch (RuntimeException e) {
                events.accept(new ChatEvent.Told(sentence(e), true));
            }
        });
    }

    private static String sentence(Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return Failures.of(cause).sentence();
    }
}
