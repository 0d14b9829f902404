package chat.carillon.backend.migrate.side;

import chat.carillon.core.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rows as `COPY … FROM STDIN` of PostgreSQL takes them: a line a row, a tab between columns. Confined to one thread.
final class CopyText {
    private final StringBuilder text = new StringBuilder();
    private boolean lineBegun;

    /// @throws StoreUnavailableException if a text is none that PostgreSQL can hold; the message says where
    void row(Table table, Row row) {
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            Object value = row.values().get(i);
            if (value instanceof String string && column.kind() == Column.Kind.BYTES) {
                cell("\\x" + string);
            } else if (value instanceof String string) {
                cell(checked(table, row, column, string));
            } else {
                cell(value == null ? null : value.toString());
            }
        }
    }

    /// One more column of the line.
    void cell(@Nullable String value) {
        if (lineBegun) {
            text.append('\t');
        }
        lineBegun = true;
        if (value == null) {
            text.append("\\N");
            return;
        }
        int begin = 0;
        for (int i = 0; i < value.length(); i++) {
            String escape = escape(value.charAt(i));
            if (!escape.isEmpty()) {
                text.append(value, begin, i).append(escape);
                begin = i + 1;
            }
        }
        text.append(value, begin, value.length());
    }

    private static String escape(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "";
        };
    }

    void endLine() {
        text.append('\n');
        lineBegun = false;
    }

    byte[] utf8() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String checked(Table table, Row row, Column column, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw refused(table, row, column, "U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (Character.charCount(value.codePointAt(i)) == 1) {
                    throw refused(table, row, column, "half a surrogate pair");
                }
                i++;
            }
        }
        return value;
    }

    private static StoreUnavailableException refused(Table table, Row row, Column column, String what) {
        List<Object> key = row.key(table);
        return new StoreUnavailableException(
                "%s %s: its %s holds %s (expected: text that PostgreSQL can keep): mend it in the source"
                        .formatted(
                                table.name().toLowerCase(Locale.ROOT),
                                key.toString().replaceAll("\\p{Cntrl}|\\p{Cs}", "?"),
                                column.name(),
                                what),
                null);
    }
}
