package chat.carillon.server.http.route;

import chat.carillon.core.conversation.ReadResult;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.account.Outcome;
import chat.carillon.server.http.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Turns what core says into answers.
public final class Replies {
    /// A commit takes milliseconds; after this long its outcome is unknown.
    private static final long APPEND_TIMEOUT_SECONDS = 10;

    private static final int CREATED = 201;
    private static final int OK = 200;

    private Replies() {}

    /// Waits for what the appender was given.
    ///
    /// @throws StoreUnavailableException if it is not done in time, or the store failed
    static <T> T await(CompletableFuture<T> appended) {
        try {
            return appended.get(APPEND_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the commit", e);
        } catch (TimeoutException e) {
            throw new StoreUnavailableException("no commit within %d s".formatted(APPEND_TIMEOUT_SECONDS), e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /// As `sent` says it over the socket: 201 for a new entry, 200 for one that was there already.
    static Answer sent(ConversationId conversation, AppendResult result) {
        return switch (result) {
            case AppendResult.Appended appended ->
                sent(
                        CREATED,
                        conversation,
                        appended.entry().seq(),
                        appended.entry().atMillis());
            case AppendResult.Duplicate(long seq, long atMillis) -> sent(OK, conversation, seq, atMillis);
            case AppendResult.Refused(ErrorCode code, String message) -> Answer.problem(code, message);
        };
    }

    /// As [#sent], for calls that say how it shall be: it is no error that it is that way already.
    static Answer made(ConversationId conversation, AppendResult result) {
        boolean already =
                result instanceof AppendResult.Refused(ErrorCode code, String _) && code == ErrorCode.NO_CHANGE;
        return already ? Answer.nothing() : sent(conversation, result);
    }

    private static Answer sent(int status, ConversationId conversation, long seq, long atMillis) {
        return Answer.json(
                status,
                json -> json.field("conversation", conversation.value())
                        .field("seq", seq)
                        .field("at", atMillis));
    }

    /// The answer of what was read, or why it was not.
    public static <T> Answer read(ReadResult<T> result, Function<T, Answer> answer) {
        return switch (result) {
            case ReadResult.Ok<T>(T value) -> answer.apply(value);
            case ReadResult.Refused<T>(ErrorCode code, String message) -> Answer.problem(code, message);
            case ReadResult.Reset<T> _ -> throw new IllegalStateException("only sync is answered so");
        };
    }

    static <T> Answer outcome(Outcome<T> outcome, Function<T, Answer> answer) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> answer.apply(value);
            case Outcome.Refused<T>(ErrorCode code, String message, long retryAfterMillis) ->
                new Answer.Problem(code, message, retryAfterMillis);
        };
    }
}
