package chat.carillon.cli.console;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command cannot do what it was asked for: one sentence, and a hint what to do about it.
public final class Failure extends RuntimeException {
    private final @Nullable String hint;

    /// @param hint a sentence in the imperative; null where there is nothing to advise
    public Failure(String sentence, @Nullable String hint) {
        this(sentence, hint, null);
    }

    public Failure(String sentence, @Nullable String hint, @Nullable Throwable cause) {
        super(sentence, cause);
        this.hint = hint;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
