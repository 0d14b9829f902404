package chat.carillon.client.session;

import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.Mailbox;
import chat.carillon.client.outbox.Outbox;
import chat.carillon.client.outbox.OutboxStorage;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.client.sync.SyncEngine;
import chat.carillon.client.unread.Roster;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The inside of a client: brings what the application wants into the mailbox where [Connecting] and [Dialogue] live.
/// Thread-safe.
public final class ClientLoop {
    /// Tasks that may wait in the mailbox before the application is told to go slower.
    private static final int MAX_WAITING_TASKS = 50_000;

    private final Mailbox mailbox;
    private final Roster roster = new Roster();
    private final Callbacks callbacks;
    private final Writes writes;
    private final OutboxStorage storage;
    private final Dialogue dialogue;
    private final Connecting connecting;

    public ClientLoop(
            ClientSettings settings,
            ClientSettings.Edge edge,
            OutboxStorage storage,
            ClientListener clientListener,
            EntryListener entryListener) {
        this.mailbox = new Mailbox(edge.executor());
        this.storage = storage;
        var acks = new Acks(mailbox, edge.ticker(), roster, settings.random());
        this.callbacks = new Callbacks(edge.executor(), clientListener, entryListener, settings.cursors(), acks);
        this.writes = new Writes(new Outbox(storage, settings.outboxBounds()), edge.executor());
        SyncEngine engine = new SyncEngine(settings.syncBounds(), settings.cursors());
        this.dialogue = new Dialogue(mailbox, edge.ticker(), engine, writes, roster, callbacks);
        this.connecting = new Connecting(settings, edge, mailbox, dialogue, callbacks, this::closed);
    }

    /// Begins to connect, and goes on until the client is closed; completes when the first session is open.
    public CompletableFuture<UserId> connect() {
        CompletableFuture<UserId> opened = new CompletableFuture<>();
        mailbox.execute(() -> connecting.connect(opened));
        return opened;
    }

    /// See [chat.carillon.client.CarillonClient#networkChanged].
    public void hinted() {
        mailbox.execute(connecting::hinted);
    }

    public ClientState state() {
        return connecting.state();
    }

    /// Who the server says this is, once it has.
    public Optional<UserId> user() {
        return roster.self();
    }

    public List<ConversationSummary> conversations() {
        return roster.conversations();
    }

    /// The server has counted a conversation anew.
    ///
    /// @return what there is now; empty for one that is not listed
    public Optional<ConversationSummary> counted(ConversationSummary summary) {
        return roster.counted(summary);
    }

    public SyncCursors cursors() {
        return callbacks.cursors();
    }

    /// Has something written that shall be answered; it waits while there is no session.
    public CompletableFuture<Sent> write(ClientFrame.Write write) {
        CompletableFuture<Sent> answer = new CompletableFuture<>();
        if (mailbox.size() >= MAX_WAITING_TASKS) {
            answer.completeExceptionally(
                    new CarillonException(ErrorCode.OVERLOADED, "the client is asked for more than it can do"));
        } else {
            mailbox.execute(() -> {
                if (connecting.state() == ClientState.CLOSED) {
                    answer.completeExceptionally(closedException());
                } else {
                    dialogue.write(writes.add(write, answer));
                }
            });
        }
        return answer;
    }

    /// Sends something that is not answered; it is lost while there is no session.
    public void send(ClientFrame frame) {
        if (mailbox.size() < MAX_WAITING_TASKS) {
            mailbox.execute(() -> dialogue.send(frame));
        }
    }

    public void read(ConversationId conversation, long seq) {
        mailbox.execute(() -> dialogue.read(conversation, seq));
    }

    /// Gives the conversation a listener of its own.
    ///
    /// @param afterSeq where it begins; null: where the client is
    public void listen(ConversationId conversation, EntryListener listener, @Nullable Long afterSeq) {
        mailbox.execute(() -> {
            callbacks.listen(conversation, listener);
            if (afterSeq != null) {
                dialogue.start(conversation, afterSeq);
            }
        });
    }

    /// Takes the listener away again, if it is still the conversation's.
    public void unlisten(ConversationId conversation, EntryListener listener) {
        mailbox.execute(() -> callbacks.unlisten(conversation, listener));
    }

    /// Ends the client. What the outbox holds stays in its storage. Completes when it has ended.
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.execute(() -> {
            callbacks.acks().flush();
            connecting.close(null);
            done.complete(null);
        });
        return done;
    }

    private void closed(@Nullable CarillonException reason) {
        writes.abandon(reason == null ? closedException() : reason);
        storage.close();
    }

    private static CarillonException closedException() {
        return new CarillonException(ErrorCode.UNAVAILABLE, "the client is closed");
    }
}
