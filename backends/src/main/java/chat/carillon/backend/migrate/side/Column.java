package chat.carillon.backend.migrate.side;

import java.util.List;
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

    static List<Column> texts(String... names) {
        return of(Kind.TEXT, names);
    }

    static List<Column> numbers(String... names) {
        return of(Kind.NUMBER, names);
    }

    static List<Column> truths(String... names) {
        return of(Kind.TRUTH, names);
    }

    static List<Column> bytes(String... names) {
        return of(Kind.BYTES, names);
    }

    private static List<Column> of(Kind kind, String... names) {
        return Stream.of(names).map(name -> new Column(name, kind)).toList();
    }
}
