package chat.carillon.client.session;

import chat.carillon.client.net.Connection;
import chat.carillon.client.net.Mailbox;
import chat.carillon.client.net.Ticker;
import chat.carillon.client.outbox.OutboxCommand;
import chat.carillon.client.sync.SyncCommand;
import chat.carillon.client.sync.SyncEngine;
import chat.carillon.client.unread.Roster;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said within sessions, one after the other: frames go to the sync engine, the writes and the listeners,
/// and their commands are carried out. Confined to the client's mailbox, except where a method says otherwise.
final class Dialogue {
    /// How long a live entry may be late before it is asked for; doubles for each check that changes nothing.
    private static final Duration FIRST_CHECK = Duration.ofMillis(250);

    private static final int MAX_CHECK_DOUBLINGS = 7;

    private static final Logger log = LoggerFactory.getLogger(Dialogue.class);

    private final Mailbox mailbox;
    private final Ticker ticker;
    private final SyncEngine engine;
    private final Writes writes;
    private final Roster roster;
    private final Callbacks callbacks;

    private @Nullable Connection connection;
    private @Nullable String epoch;
    private Limits limits = Limits.DEFAULT;

    /// Whether the engine holds back because the listeners do not keep up. Written by the mailbox and, to ask for
    /// the end of it once, by the thread of the listeners.
    private final AtomicBoolean holding = new AtomicBoolean();

    /// What each new session is to be told as well.
    private ClientFrame.@Nullable Presence presence;

    private ClientFrame.@Nullable Watch watch;

    Dialogue(Mailbox mailbox, Ticker ticker, SyncEngine engine, Writes writes, Roster roster, Callbacks callbacks) {
        this.mailbox = mailbox;
        this.ticker = ticker;
        this.engine = engine;
        this.writes = writes;
        this.roster = roster;
        this.callbacks = callbacks;
        callbacks.whenTaken(this::taken);
    }

    /// A session opened on this connection, which replaces any former one.
    void welcome(Connection opened, ServerFrame.Welcome welcome) {
        connection = opened;
        epoch = welcome.epoch();
        limits = welcome.limits();
        roster.welcome(welcome.user(), welcome.conversations());
        List<SyncCommand> commands = engine.welcome(welcome.epoch(), welcome.conversations());
        callbacks.epoch(welcome.epoch());
        welcome.conversations().forEach(this::follow);
        sync(commands);
        write(writes.outbox().connected());
        sayAgain();
        callbacks.acks().connected(opened, welcome.limits());
    }

    /// From where the engine goes on: one that was left and is joined again, where it was.
    private void follow(ConversationSummary summary) {
        callbacks.follow(summary.id(), engine.cursor(summary.id(), summary.headSeq()));
    }

    private void sayAgain() {
        if (presence != null) {
            send(presence);
        }
        if (watch != null) {
            send(watch);
        }
    }

    void disconnected() {
        connection = null;
        callbacks.acks().disconnected();
        engine.disconnected();
        writes.outbox().disconnected();
    }

    /// Whether something is known to be missing.
    boolean behind() {
        return engine.behind();
    }

    void received(ServerFrame frame) {
        switch (frame) {
            case ServerFrame.Live(var entry) -> sync(engine.live(entry));
            case ServerFrame.Entries entries -> sync(engine.entries(entries));
            case ServerFrame.Reset reset -> sync(engine.reset(reset));
            case ServerFrame.Sent sent -> {
                write(writes.outbox().sent(sent));
                sync(engine.sent(sent.conversation(), sent.seq()));
            }
            case ServerFrame.Failure failure -> refused(failure);
            case ServerFrame.Joined(var summary) -> {
                List<SyncCommand> commands = engine.joined(summary);
                roster.joined(summary);
                follow(summary);
                callbacks.client(listener -> listener.joined(summary));
                sync(commands);
            }
            case ServerFrame.Left(var conversation) -> {
                roster.left(conversation);
                sync(engine.left(conversation));
                callbacks.client(listener -> listener.left(conversation));
            }
            case ServerFrame.Receipt receipt -> {
                if (roster.self().filter(receipt.user()::equals).isPresent()) {
                    roster.read(receipt.conversation(), receipt.readSeq());
                }
                callbacks.client(listener -> listener.receipt(receipt));
            }
            case ServerFrame.Headcount headcount -> callbacks.client(listener -> listener.headcount(headcount));
            case ServerFrame.Watermarks marks -> callbacks.client(listener -> listener.watermarks(marks));
            case ServerFrame.TypingNotice typing -> callbacks.client(listener -> listener.typing(typing));
            case ServerFrame.PresenceNotice presence -> callbacks.client(listener -> listener.presence(presence));
            case ServerFrame.Lagging(var conversations) -> sync(engine.lagging(conversations));
            case ServerFrame.Announce announce -> callbacks.client(listener -> listener.announced(announce));
            case ServerFrame.NotificationsChanged _ -> callbacks.client(ClientListener::notificationsChanged);
            case ServerFrame.Degraded(var reason) -> callbacks.client(listener -> listener.degraded(reason));
            case ServerFrame.Recovered _ -> callbacks.client(ClientListener::recovered);
            case ServerFrame.Pong _, ServerFrame.Welcome _, ServerFrame.Drain _ -> {}
        }
    }

    private void refused(ServerFrame.Failure failure) {
        if (failure.ref() == null) {
            log.warn("the server refused a frame: {} {}", failure.code().code(), failure.message());
        } else {
            write(writes.outbox().refused(failure));
            sync(engine.refused(failure.ref(), failure.code()));
        }
    }

    /// Follows a conversation from `afterSeq` on.
    void start(ConversationId conversation, long afterSeq) {
        callbacks.restart(conversation, afterSeq);
        sync(engine.start(conversation, afterSeq));
    }

    void read(ConversationId conversation, long seq) {
        roster.read(conversation, seq);
        send(new ClientFrame.Read(conversation, seq));
    }

    /// As many of each as the server lets a session watch.
    private ClientFrame.Watch bounded(ClientFrame.Watch wanted) {
        int max = limits.maxWatchedUsers();
        return new ClientFrame.Watch(
                wanted.users().stream().limit(max).toList(),
                wanted.conversations().stream().limit(max).toList());
    }

    /// Sends what needs no answer; without a session it is lost, but for what each new session is told.
    void send(ClientFrame frame) {
        if (frame instanceof ClientFrame.Presence wanted) {
            presence = wanted;
            if (wanted.idle()) {
                // What was seen before was seen: nobody need be told of it by push.
                callbacks.acks().flush();
            }
        } else if (frame instanceof ClientFrame.Watch watched) {
            watch = watched;
        }
        if (connection != null) {
            connection.send(frame instanceof ClientFrame.Watch watched ? bounded(watched) : frame);
        }
    }

    void write(List<OutboxCommand> commands) {
        for (OutboxCommand command : commands) {
            switch (command) {
                case OutboxCommand.Transmit(var write) -> transmit(write);
                case OutboxCommand.Answered answered -> writes.answered(answered, callbacks);
                case OutboxCommand.Failed failed -> writes.failed(failed, callbacks);
                case OutboxCommand.RetryLater(var conversation, var delay) ->
                    later(delay, () -> write(writes.outbox().retry(conversation)));
            }
        }
    }

    /// A frame over the limit would end the session for good: it fails here instead.
    private void transmit(ClientFrame.Write write) {
        if (connection == null) {
            return;
        }
        byte[] frame = FrameCodec.encodeClient(write);
        if (frame.length <= limits.maxFrameBytes()) {
            connection.send(frame);
        } else {
            write(writes.outbox().refused(tooLarge(write, frame.length)));
        }
    }

    private ServerFrame.Failure tooLarge(ClientFrame.Write write, int bytes) {
        String message = "frame: %d bytes (expected: <= %d)".formatted(bytes, limits.maxFrameBytes());
        return new ServerFrame.Failure(write.ref(), ErrorCode.INVALID_FIELD, message, null);
    }

    private void sync(List<SyncCommand> commands) {
        for (SyncCommand command : commands) {
            switch (command) {
                case SyncCommand.Deliver(var entry) -> {
                    roster.entry(entry);
                    callbacks.entry(entry);
                }
                case SyncCommand.Reset(var conversation, long afterSeq, long firstSeq) ->
                    callbacks.reset(conversation, afterSeq, firstSeq);
                case SyncCommand.Ended(var conversation) -> callbacks.forget(conversation);
                case SyncCommand.Request(var ref, var cursors) -> send(new ClientFrame.Sync(ref, epoch, cursors, 0));
                case SyncCommand.CheckLater(var conversation, int attempt) ->
                    later(
                            FIRST_CHECK.multipliedBy(1L << Math.min(attempt, MAX_CHECK_DOUBLINGS)),
                            () -> sync(engine.check(conversation)));
            }
        }
        if (callbacks.backlogFull() && !holding.get()) {
            engine.pause();
            holding.set(true);
        }
    }

    private void later(Duration delay, Runnable task) {
        var _ = ticker.after(delay, () -> mailbox.execute(task));
    }

    /// A listener has taken an entry. Called by the thread of the listeners.
    private void taken() {
        if (holding.get() && callbacks.backlogHalved() && holding.compareAndSet(true, false)) {
            mailbox.execute(() -> sync(engine.resume()));
        }
    }
}
