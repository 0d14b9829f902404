package chat.carillon.core.conversation;

import chat.carillon.protocol.ErrorCode;
import java.util.function.Function;

/// What somebody may read, or why not.
public sealed interface ReadResult<T> {

    record Ok<T>(T value) implements ReadResult<T> {}

    record Refused<T>(ErrorCode code, String message) implements ReadResult<T> {}

    /// Nothing can prove that the reader's cursor belongs to this log: the reader must start afresh from headSeq.
    record Reset<T>(long headSeq, long firstSeq) implements ReadResult<T> {}

    /// The same with another value.
    default <R> ReadResult<R> map(Function<T, R> change) {
        return switch (this) {
            case Ok<T>(T value) -> new Ok<>(change.apply(value));
            case Refused<T>(ErrorCode code, String message) -> new Refused<>(code, message);
            case Reset<T>(long headSeq, long firstSeq) -> new Reset<>(headSeq, firstSeq);
        };
    }
}
