package chat.carillon.client;

import chat.carillon.client.http.MessagePage;
import chat.carillon.client.session.ClientLoop;
import chat.carillon.client.session.EntryListener;
import chat.carillon.client.session.Sent;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One conversation, as this client's user. A handle without state of its own, thread-safe; several
/// may exist.
///
/// Writes complete when they are durable, and exceptionally with a
/// [chat.carillon.client.net.CarillonException] when they are refused. They are kept while there is
/// no connection and sent again after a lost one, in order; none is ever written twice. What breaks
/// a rule of the protocol, such as a blank text, throws [InvalidValueException] at once.
public final class Conversation {
    private final ConversationId id;
    private final ClientLoop loop;
    private final CarillonClient client;

    Conversation(ConversationId id, ClientLoop loop, CarillonClient client) {
        this.id = id;
        this.loop = loop;
        this.client = client;
    }

    public ConversationId id() {
        return id;
    }

    /// Name, unread and the like, if the user is a member.
    public Optional<ConversationSummary> summary() {
        return client.conversations().stream()
                .filter(summary -> summary.id().equals(id))
                .findFirst();
    }

    /// As [#summary], after the server was asked; waits. Unread and mentions are kept up with what
    /// comes, and with what is read on any of the user's devices. They can be too high where
    /// another device has read only a part of what was unread when the session began, and mentions
    /// where many members are meant: then it is worth asking.
    public ConversationSummary refresh() {
        ConversationSummary fresh = client.http().conversation(id);
        return loop.counted(fresh).orElse(fresh);
    }

    public CompletableFuture<Sent> send(String text) {
        return send(Draft.of(text));
    }

    public CompletableFuture<Sent> send(Draft draft) {
        ClientMessageId key = draft.clientMessageId();
        return loop.write(new ClientFrame.Send(
                key.value(), id, key, draft.text(), draft.replyTo(), draft.thread(), draft.attachments()));
    }

    /// Sends and waits until it is durable.
    ///
    /// @throws chat.carillon.client.net.CarillonException if it was refused; also, with the code
    ///     `unavailable`, if there is no answer in time: then the message is still sent as soon as
    ///     it can be
    public Sent sendAndWait(String text, Duration timeout) {
        return CarillonClient.await(send(text), timeout);
    }

    /// Gives one's own message another text.
    public CompletableFuture<Sent> edit(long seq, String text) {
        ClientMessageId key = ClientMessageIds.fresh();
        return loop.write(new ClientFrame.Edit(key.value(), id, key, seq, text));
    }

    /// Takes a message back: one's own, or as a moderator anyone's.
    public CompletableFuture<Sent> delete(long seq) {
        ClientMessageId key = ClientMessageIds.fresh();
        return loop.write(new ClientFrame.Delete(key.value(), id, key, seq));
    }

    public CompletableFuture<Sent> react(long seq, String emoji) {
        ClientMessageId key = ClientMessageIds.fresh();
        return loop.write(new ClientFrame.React(key.value(), id, key, seq, emoji));
    }

    public CompletableFuture<Sent> unreact(long seq, String emoji) {
        ClientMessageId key = ClientMessageIds.fresh();
        return loop.write(new ClientFrame.Unreact(key.value(), id, key, seq, emoji));
    }

    /// Says that the user has seen everything up to `seq`; not answered, and lost while there is no
    /// connection.
    public void markRead(long seq) {
        loop.read(id, seq);
    }

    /// Says that the user is typing; worth no more than once in three seconds.
    public void typing() {
        loop.send(new ClientFrame.Typing(id));
    }

    /// Shows this conversation's entries to a listener of its own, instead of the client's, from
    /// here on.
    public Subscription listen(EntryListener listener) {
        loop.listen(id, listener, null);
        return () -> loop.unlisten(id, listener);
    }

    /// Shows this conversation's entries to a listener of its own, from `afterSeq + 1` on: 0 is all
    /// that the user may see. Where that is further back than the server syncs,
    /// [EntryListener#reset] says where it begins.
    public Subscription listen(long afterSeq, EntryListener listener) {
        if (afterSeq < 0 || afterSeq > Limits.MAX_INTEGER) {
            throw new InvalidValueException("afterSeq: " + afterSeq + " (expected: >= 0)");
        }
        loop.listen(id, listener, afterSeq);
        return () -> loop.unlisten(id, listener);
    }

    /// The newest messages before `beforeSeq` as they stand now, oldest first; asks the server and
    /// waits.
    ///
    /// @param beforeSeq `Long.MAX_VALUE` for the newest of all
    public MessagePage history(long beforeSeq, int limit) {
        return client.http().messages(id, beforeSeq, limit);
    }
}
