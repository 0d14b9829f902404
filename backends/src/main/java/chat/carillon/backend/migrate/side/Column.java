package chat.carillon.backend.migrate.side;

import java.util.stream.Stream;

/// A column of the common form.
///
/// @param name as PostgreSQL's tables call it
public record Column(String name, Kind kind) {

    /// What it holds, and how a [Row] holds that.
    public enum Kind {
        /// A String.
        TEXT,
        /// A Long.
        NUMBER,
        /// A Long, 0 or 1.
        TRUTH,
        /// A String of hexadecimal digits.
        BYTES
    }

    static Column[] texts(String... names) {
        return of(Kind.TEXT, names);
    }

    static Column[] numbers(String... names) {
        return of(Kind.NUMBER, names);
    }

    static Column[] truths(String... names) {
        return of(Kind.TRUTH, names);
    }

    static Column[] bytes(String... names) {
        return of(Kind.BYTES, names);
    }

    private static Column[] of(Kind kind, String... names) {
        return Stream.of(names).map(name -> new Column(name, kind)).toArray(Column[]::new);
    }
}
