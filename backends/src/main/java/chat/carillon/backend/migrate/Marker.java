package chat.carillon.backend.migrate;

import chat.carillon.backend.migrate.side.Column;
import chat.carillon.backend.migrate.side.Table;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a target says of itself while it is filled: from where, and how far. JSON in a row of `meta`.
///
/// @param epoch of the source
/// @param fingerprint what the source amounted to when the migration began, see [Origin]
/// @param from the source's name, for people
/// @param table where to go on; null once everything is copied
/// @param after the key of the last row of this table that was copied
record Marker(
        String epoch,
        String fingerprint,
        String from,
        @Nullable Table table,
        List<Object> after) {
    private static final List<Table> ORDER = List.of(Table.values());
    private static final int SIZE_BYTES = 512;
    private static final int MAX_KEY_COLUMNS = 8;

    static Marker beginning(Origin origin, String from) {
        return new Marker(origin.epoch(), origin.fingerprint(), from, Table.CONVERSATION, Table.CONVERSATION.start());
    }

    Marker at(Table table, List<Object> after) {
        return new Marker(epoch, fingerprint, from, table, after);
    }

    /// Behind the last row of `done`.
    Marker behind(Table done) {
        int next = ORDER.indexOf(done) + 1;
        return next == ORDER.size()
                ? new Marker(epoch, fingerprint, from, null, List.of())
                : at(ORDER.get(next), ORDER.get(next).start());
    }

    String json() {
        byte[] utf8 = JsonWriter.object(
                SIZE_BYTES,
                json -> json.field("epoch", epoch)
                        .field("fingerprint", fingerprint)
                        .field("from", from)
                        .optional("table", table)
                        .strings("after", after));
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static Marker parse(String text) {
        JsonObject json = JsonObject.parse(text);
        String name = json.stringOrNull("table");
        Table table = name == null ? null : Table.valueOf(name);
        var after = new ArrayList<Object>();
        if (table != null) {
            List<String> values = json.strings("after", MAX_KEY_COLUMNS);
            for (Column column : table.key()) {
                String value = values.get(after.size());
                after.add(column.kind() == Column.Kind.NUMBER ? (Object) Long.valueOf(value) : value);
            }
        }
        return new Marker(json.string("epoch"), json.string("fingerprint"), json.string("from"), table, after);
    }
}
