package chat.carillon.client.session;

import chat.carillon.client.net.CarillonException;
import chat.carillon.client.outbox.Outbox;
import chat.carillon.client.outbox.OutboxCommand;
import chat.carillon.client.outbox.OutboxStorageException;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The outbox and those who wait for its answers. Confined to the client's mailbox; callers are told on threads of
/// their own, so that they may wait for something again.
final class Writes {
    private final Outbox outbox;
    private final Executor executor;

    /// By ref, which is the clientMessageId. Writes of an earlier run have nobody here.
    private final Map<String, CompletableFuture<Sent>> waiting = new HashMap<>();

    Writes(Outbox outbox, Executor executor) {
        this.outbox = outbox;
        this.executor = executor;
    }

    Outbox outbox() {
        return outbox;
    }

    /// Takes a write over. The same clientMessageId twice is one write, with two who wait for it.
    List<OutboxCommand> add(ClientFrame.Write write, CompletableFuture<Sent> answer) {
        if (!outbox.hasRoom()) {
            fail(answer, new CarillonException(ErrorCode.OVERLOADED, "too many writes wait for their answers"));
            return List.of();
        }
        try {
            List<OutboxCommand> commands = outbox.add(write);
            waiting.merge(write.ref(), answer, Writes::both);
            return commands;
        } catch (OutboxStorageException e) {
            fail(answer, new CarillonException(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage()), null, e));
            return List.of();
        }
    }

    private static CompletableFuture<Sent> both(CompletableFuture<Sent> first, CompletableFuture<Sent> second) {
        var _ = first.whenComplete((sent, failure) -> {
            if (failure == null) {
                second.complete(sent);
            } else {
                second.completeExceptionally(failure);
            }
        });
        return first;
    }

    void answered(OutboxCommand.Answered answered, Callbacks callbacks) {
        var frame = answered.sent();
        Sent sent = new Sent(frame.conversation(), frame.seq(), frame.atMillis());
        CompletableFuture<Sent> answer = waiting.remove(frame.ref());
        if (answer == null) {
            callbacks.client(listener -> listener.delivered(answered.write(), sent));
        } else {
            executor.execute(() -> answer.complete(sent));
        }
    }

    void failed(OutboxCommand.Failed failed, Callbacks callbacks) {
        var reason = new CarillonException(failed.code(), failed.message());
        CompletableFuture<Sent> answer = waiting.remove(failed.write().ref());
        if (answer == null) {
            callbacks.client(listener -> listener.undelivered(failed.write(), reason));
        } else {
            fail(answer, reason);
        }
    }

    /// The client ends: nobody is left to answer.
    void abandon(CarillonException reason) {
        waiting.values().forEach(answer -> fail(answer, reason));
        waiting.clear();
    }

    private void fail(CompletableFuture<Sent> answer, CarillonException reason) {
        executor.execute(() -> answer.completeExceptionally(reason));
    }
}
