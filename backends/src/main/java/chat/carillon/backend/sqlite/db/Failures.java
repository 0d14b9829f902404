package chat.carillon.backend.sqlite.db;

import chat.carillon.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/// What SQLite's errors mean to the store.
public final class Failures {
    /// The low byte of an extended result code is the primary one.
    private static final int PRIMARY_CODE_MASK = 0xff;

    private Failures() {}

    /// Why nothing can be written until someone has done something about it; empty for other
    /// failures.
    static Optional<String> reasonToRefuse(SQLException failure) {
        return switch (primary(failure)) {
            case SQLITE_FULL -> Optional.of("the disk is full");
            case SQLITE_IOERR -> Optional.of("the disk reports an I/O error (" + failure.getMessage() + ")");
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                Optional.of("the database file cannot be written (" + failure.getMessage() + ")");
            case SQLITE_CORRUPT, SQLITE_NOTADB -> Optional.of("the database file is damaged");
            default -> Optional.empty();
        };
    }

    /// Whether this comes from outside: from the disk, memory or another process, and not from a
    /// defect here.
    static boolean isFromOutside(SQLException failure) {
        return reasonToRefuse(failure).isPresent()
                || switch (primary(failure)) {
                    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_PROTOCOL -> true;
                    default -> false;
                };
    }

    public static boolean isInterrupted(SQLException failure) {
        return primary(failure) == SQLiteErrorCode.SQLITE_INTERRUPT;
    }

    public static boolean isDamage(SQLException failure) {
        return switch (primary(failure)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    /// @param what that could not be done, without a period
    public static RuntimeException unavailable(String what, SQLException failure) {
        return isFromOutside(failure)
                ? new StoreUnavailableException(what + ": " + failure.getMessage(), failure)
                : new IllegalStateException(what, failure);
    }

    private static SQLiteErrorCode primary(SQLException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY_CODE_MASK);
    }
}
