package chat.carillon.model;

import java.util.Objects;

/// A value from outside that breaks a rule of the protocol; the message names the value and the rule.
public final class InvalidValueException extends IllegalArgumentException {
    public InvalidValueException(String message) {
        super(message);
    }

    /// Fit to be shown to whoever sent the value.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
