package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the handlers of all writes share: append, then answer once it is durable and wait for nothing else.
final class Writes {
    private final Conversations conversations;

    Writes(Conversations conversations) {
        this.conversations = conversations;
    }

    /// @param body may throw InvalidValueException
    void append(Session session, ClientFrame.Write frame, Supplier<EntryBody> body) {
        EntryBody valid;
        try {
            valid = body.get();
        } catch (InvalidValueException e) {
            session.fail(frame.ref(), ErrorCode.INVALID_FIELD, String.valueOf(e.getMessage()));
            return;
        }
        if (!session.requestBegins(frame.ref())) {
            return;
        }
        var _ = conversations
                .append(frame.conversation(), session.user(), Authority.MEMBER, frame.clientMessageId(), valid)
                .whenComplete((result, error) -> answer(session, frame, result, error));
    }

    private static void answer(
            Session session, ClientFrame.Write frame, @Nullable AppendResult result, @Nullable Throwable error) {
        session.requestDone();
        switch (result) {
            case AppendResult.Appended(Entry entry, Conversation.Head _) ->
                session.reply(new ServerFrame.Sent(frame.ref(), frame.conversation(), entry.seq(), entry.atMillis()));
            case AppendResult.Duplicate(long seq, long atMillis) ->
                session.reply(new ServerFrame.Sent(frame.ref(), frame.conversation(), seq, atMillis));
            case AppendResult.Refused(ErrorCode code, String message) -> session.fail(frame.ref(), code, message);
            case null -> {
                ErrorCode code =
                        error instanceof StoreUnavailableException ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL;
                session.fail(frame.ref(), code, code.meaning());
            }
        }
    }
}
