package chat.carillon.backend.postgres.db;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Statements that are gathered and then run in one round trip. Confined to one thread.
public final class Script {
    private final List<Part> parts = new ArrayList<>();

    /// Gives a statement its parameters.
    @FunctionalInterface
    public interface Binder {
        Query bind(Query query) throws SQLException;
    }

    private record Part(String sql, Binder binder) {}

    /// Adds a statement that writes `rows`, if there are any.
    public void add(String sql, Collection<?> rows, Binder binder) {
        if (!rows.isEmpty()) {
            parts.add(new Part(sql, binder));
        }
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /// Runs the statements in the order in which they were added; there must be one.
    public Results run(Session session) throws SQLException {
        return run(session, "");
    }

    /// Runs them, and commits if none fails: the server passes over whatever follows a failure.
    void runAndCommit(Session session) throws SQLException {
        run(session, ";COMMIT").close();
    }

    private Results run(Session session, String end) throws SQLException {
        Query query = session.query(parts.stream().map(Part::sql).collect(Collectors.joining(";", "", end)));
        for (Part part : parts) {
            query = part.binder().bind(query);
        }
        return query.run();
    }
}
