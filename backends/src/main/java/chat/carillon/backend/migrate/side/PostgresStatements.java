package chat.carillon.backend.migrate.side;

import chat.carillon.backend.column.BodyColumns;
import chat.carillon.backend.postgres.search.SearchDocument;
import chat.carillon.model.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL that makes rows of the cluster's tables, and the other way round. The common form is theirs, but for the
/// words
/// by which messages are found.
final class PostgresStatements {
    private static final String APPENDED_AT = ", coalesce((SELECT c.changed_at FROM conversation AS c"
            + " WHERE c.id = conversation AND c.head_seq = seq), at_millis)";

    private static final List<String> ENTRY_COLUMNS =
            Table.ENTRY.columns().stream().map(Column::name).toList();
    private static final int TYPE = ENTRY_COLUMNS.indexOf("type");
    private static final int TEXT = ENTRY_COLUMNS.indexOf("text");
    private static final int EDITED_TEXT = ENTRY_COLUMNS.indexOf("edited_text");

    private PostgresStatements() {}

    static String name(Table table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    /// All rows after a key; entries have one more column, the store's time.
    static String select(Table table) {
        String columns =
                table.columns().stream().map(PostgresStatements::expression).collect(Collectors.joining(", "));
        String key = names(table.key());
        String marks = table.key().stream().map(_ -> "?").collect(Collectors.joining(", "));
        return "SELECT %s%s FROM %s WHERE (%s) > (%s) ORDER BY %s"
                .formatted(columns, table == Table.ENTRY ? APPENDED_AT : "", name(table), key, marks, key);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String expression(Column column) {
        return switch (column.kind()) {
            case TEXT, NUMBER -> column.name();
            case TRUTH -> column.name() + "::int";
            case BYTES -> "encode(" + column.name() + ", 'hex')";
        };
    }

    static Row row(Table table, ResultSet row) throws SQLException {
        var values = new ArrayList<@Nullable Object>();
        for (Column column : table.columns()) {
            int index = values.size() + 1;
            values.add(
                    switch (column.kind()) {
                        case TEXT, BYTES -> row.getString(index);
                        case NUMBER, TRUTH -> number(row, index);
                    });
        }
        return table == Table.ENTRY ? new Row(values, row.getLong(values.size() + 1)) : new Row(values);
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static String copy(Table table) {
        return "COPY %s (%s%s) FROM STDIN"
                .formatted(name(table), names(table.columns()), table == Table.ENTRY ? ", words" : "");
    }

    /// What [#copy] takes.
    static byte[] lines(Table table, List<Row> rows) {
        var text = new CopyText();
        for (Row row : rows) {
            text.row(table, row);
            if (table == Table.ENTRY) {
                text.cell(words(row));
            }
            text.endLine();
        }
        return text.utf8();
    }

    /// What a message is found by, in its present text.
    private static @Nullable String words(Row entry) {
        String edited = entry.textOrNull(EDITED_TEXT);
        String text = edited == null ? entry.textOrNull(TEXT) : edited;
        return text != null && entry.text(TYPE).equals(BodyColumns.MESSAGE)
                ? SearchDocument.of(new ConversationId(entry.text(0)), text)
                : null;
    }
}
