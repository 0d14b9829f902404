package chat.carillon.cli.console;

import chat.carillon.client.net.CarillonException;
import chat.carillon.model.InvalidValueException;
import chat.carillon.protocol.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns whatever went wrong into one sentence and a hint.
public final class Failures {
    private static final String REPORT = "This is a defect of Carillon; --debug shows where it happened.";

    private Failures() {}

    public static Failure of(Throwable problem) {
        return switch (problem) {
            case Failure failure -> failure;
            case CarillonException refused -> refused(refused);
            case InvalidValueException invalid -> new Failure(sentence(text(invalid)), null, invalid);
            case NoSuchFileException missing ->
                new Failure("There is no file %s.".formatted(missing.getFile()), null, missing);
            case AccessDeniedException denied ->
                new Failure("%s may not be used by this user.".formatted(denied.getFile()), null, denied);
            case UncheckedIOException unchecked -> of(causeOf(unchecked));
            case IOException io -> new Failure(sentence(text(io)), null, io);
            default -> unexpected(problem);
        };
    }

    /// What a wrapper was made around.
    public static Throwable causeOf(Throwable wrapper) {
        Throwable cause = wrapper.getCause();
        return cause == null ? new IllegalStateException("no cause: " + wrapper.getMessage()) : cause;
    }

    private static Failure unexpected(Throwable problem) {
        String name = problem.getClass().getName();
        boolean forOperators = name.equals("chat.carillon.server.StartException")
                || name.equals("chat.carillon.server.config.ConfigException")
                || name.equals("chat.carillon.core.store.StoreUnavailableException");
        return forOperators
                ? new Failure(sentence(text(problem)), hintFor(text(problem)), problem)
                : new Failure(
                        "Something unexpected happened: %s: %s."
                                .formatted(problem.getClass().getSimpleName(), text(problem)),
                        REPORT,
                        problem);
    }

    private static @Nullable String hintFor(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("http.port") && lower.contains("use")) {
            return "Stop what listens there, or take another port with --port.";
        }
        if (lower.contains("lock") || lower.contains("another process")) {
            return "Stop the server that uses this directory, or take another one with --data.";
        }
        return null;
    }

    private static Failure refused(CarillonException refused) {
        return new Failure(sentence(text(refused)), hint(refused.code()), refused);
    }

    private static @Nullable String hint(ErrorCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> "Log in with 'carillon login', or give --token.";
            case FORBIDDEN -> "Ask an administrator, or use the operator's token of the server's data directory.";
            case NO_SUCH_CONVERSATION -> "'carillon conversation list --all' shows which ones there are.";
            case NO_SUCH_USER -> "'carillon user list' shows who there is.";
            case TOO_MANY_SESSIONS ->
                "End one of your other programs; limits.maxSessionsPerUser says how many may run.";
            case UNAVAILABLE -> "Is the server running, and is --url right?";
            case RATE_LIMITED, OVERLOADED, DRAINING -> "Try again in a few seconds.";
            case MALFORMED_FRAME,
                    INVALID_FIELD,
                    UNKNOWN_OP,
                    BODY_TOO_LARGE,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    ALREADY_OPEN,
                    ORIGIN_NOT_ALLOWED,
                    NO_SUCH_MESSAGE,
                    NO_SUCH_DEVICE,
                    NO_SUCH_SESSION,
                    TOO_MANY_DEVICES,
                    MAIL_OFF,
                    NO_CHANGE,
                    CLIENT_MESSAGE_ID_REUSED,
                    CONVERSATION_FULL,
                    USERNAME_TAKEN,
                    INTERNAL -> null;
        };
    }

    private static String text(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message.strip();
    }

    /// With a capital at its beginning and a stop at its end, unless it begins with a name that has its own case.
    private static String sentence(String text) {
        boolean word = text.matches("(?s)[a-z]+[ ,].*");
        String begun = word ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
        return begun.matches("(?s).*[.!?)]") ? begun : begun + ".";
    }
}
