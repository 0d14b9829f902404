package chat.carillon.model;

/// A value from outside that breaks a rule of the protocol; the message names the value and the rule.
public final class InvalidValueException extends IllegalArgumentException {
    public InvalidValueException(String message) {
        super(message);
    }
}
