package chat.carillon.backend.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.backend.migrate.side.Column;
import chat.carillon.backend.migrate.side.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That nothing a store keeps is forgotten: whoever adds a column to a database adds it to the migration, or here to
/// what
/// is not carried, with the reason.
class TableTest {
    @TempDir
    Path folder;

    private static Map<String, Set<String>> carried() {
        var tables = new TreeMap<String, Set<String>>();
        for (Table table : Table.values()) {
            var columns = new TreeSet<String>();
            table.columns().stream().map(Column::name).forEach(columns::add);
            tables.put(table.name().toLowerCase(Locale.ROOT), columns);
        }
        return tables;
    }

    private static Map<String, Set<String>> found(Place place, String schema) throws SQLException {
        var tables = new TreeMap<String, Set<String>>();
        try (Connection connection = DriverManager.getConnection(Stores.url(place));
                ResultSet column = connection.getMetaData().getColumns(null, schema, "%", "%")) {
            while (column.next()) {
                tables.computeIfAbsent(column.getString("TABLE_NAME"), _ -> new TreeSet<>())
                        .add(column.getString("COLUMN_NAME"));
            }
        }
        tables.keySet().removeIf(TableTest::isNoContent);
        return tables;
    }

    /// What is not carried: what the store itself is (`meta`, and what Flyway notes), who lives at the moment, what was
    /// revoked lately (no node runs meanwhile, and the tokens themselves are gone), indexes, a view.
    private static boolean isNoContent(String name) {
        return name.equals("meta")
                || name.equals("flyway_schema_history")
                || name.equals("node")
                || name.equals("session")
                || name.equals("revocation")
                || name.equals("conversation_now")
                || name.startsWith("sqlite_")
                || name.endsWith("_idx")
                || name.endsWith("_pkey");
    }

    @Test
    void every_column_of_postgresql_is_carried() throws SQLException {
        var expected = carried();
        // Made anew from the text.
        expected.get("entry").add("words");
        // Of interest while a message is not ripe.
        expected.get("entry").add("lag_seconds");
        // Of interest to nodes that run, for seconds.
        expected.get("member").add("joined_at");

        assertThat(found(Stores.database(), "public")).isEqualTo(expected);
    }

    @Test
    void every_column_of_sqlite_is_carried() throws SQLException {
        Place place = new Stores(folder).directory("store");
        Stores.open(place).close();
        var expected = carried();
        // A number instead of an id; heads are those of the last entry, and so is the time of the last append.
        expected.get("conversation").add("no");
        expected.get("conversation").removeAll(Set.of("head_seq", "head_ordinal", "changed_at"));
        expected.get("entry").add("lag_millis");
        // One key instead of a conversation and a seq.
        expected.get("entry").removeAll(Set.of("conversation", "seq"));
        expected.get("entry").add("key");
        for (String table : new String[] {"reaction", "mention", "push", "push_device"}) {
            expected.get(table).removeAll(Set.of("conversation", "seq"));
            expected.get(table).add("message");
        }
        // Other names.
        expected.get("reaction").remove("entry_seq");
        expected.get("reaction").add("seq");
        expected.put("cursor", expected.remove("device_cursor"));
        expected.values().stream().filter(columns -> columns.remove("user_id")).forEach(columns -> columns.add("user"));

        assertThat(found(place, null)).isEqualTo(expected);
    }
}
