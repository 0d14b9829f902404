package chat.carillon.backend.postgres.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What PostgreSQL's errors mean to the store. See "PostgreSQL Error Codes" in its manual.
public final class Failures {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String READ_ONLY = "25006";
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String CANCELLED = "57014";
    private static final String DISK_FULL = "53100";
    private static final String IO_ERROR = "58030";
    private static final String INVALID_VALUE = "22023";

    private Failures() {}

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    /// Whether the connection is gone, so that nobody knows what became of the last statement.
    static boolean isLostConnection(SQLException failure) {
        String state = state(failure);
        // 57P0x: the server is stopped, has crashed or is starting.
        return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
    }

    /// Whether the transaction stood in another's way, and goes through if it is run again.
    static boolean isConflict(SQLException failure) {
        return switch (state(failure)) {
            case SERIALIZATION_FAILURE, DEADLOCK -> true;
            default -> false;
        };
    }

    /// Whether another transaction has just written a row of the same key.
    static boolean violates(SQLException failure, String uniqueIndex) {
        return state(failure).equals(UNIQUE_VIOLATION) && uniqueIndex.equals(constraint(failure));
    }

    private static @Nullable String constraint(SQLException failure) {
        ServerErrorMessage message =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return message == null ? null : message.getConstraint();
    }

    /// Whether the server ended the statement because its time was over.
    public static boolean isTimeout(SQLException failure) {
        return state(failure).equals(CANCELLED);
    }

    /// Whether the server was asked for a transaction that it has not begun yet.
    static boolean isOfTheFuture(SQLException failure) {
        return state(failure).equals(INVALID_VALUE);
    }

    /// Why nothing can be written until someone has done something about it; empty for other
    /// failures.
    static Optional<String> reasonToRefuse(SQLException failure) {
        return switch (state(failure)) {
            case READ_ONLY -> Optional.of("the database is read-only: a standby, or told so");
            case DISK_FULL -> Optional.of("the database's disk is full");
            case IO_ERROR -> Optional.of("the database's disk reports an I/O error");
            case "XX001", "XX002" -> Optional.of("the database is damaged");
            default -> Optional.empty();
        };
    }

    /// Whether this comes from outside: from the network, the machine or other users of the
    /// database, and not from a defect here.
    private static boolean isFromOutside(SQLException failure) {
        String state = state(failure);
        return isLostConnection(failure)
                || isConflict(failure)
                || reasonToRefuse(failure).isPresent()
                || state.equals(LOCK_TIMEOUT)
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58");
    }

    /// @param what that could not be done, without a period
    public static RuntimeException unavailable(String what, SQLException failure) {
        return isFromOutside(failure)
                ? new StoreUnavailableException(what + ": " + failure.getMessage(), failure)
                : new IllegalStateException(what, failure);
    }
}
