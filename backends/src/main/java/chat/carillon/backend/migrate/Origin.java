package chat.carillon.backend.migrate;

import chat.carillon.backend.column.StoreMarks;
import chat.carillon.backend.migrate.side.Row;
import chat.carillon.backend.migrate.side.RowStream;
import chat.carillon.backend.migrate.side.Side;
import chat.carillon.backend.migrate.side.Table;
import chat.carillon.protocol.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which store the source is, and in what state.
///
/// @param epoch of the source, also after it was moved away
/// @param fingerprint changes with everything that a server does to the store
record Origin(String epoch, String fingerprint) {
    /// A server changes none of the others without an entry, which moves a head.
    private static final List<Table> TELLING =
            List.of(Table.CONVERSATION, Table.MEMBER, Table.DEVICE_CURSOR, Table.ACCOUNT, Table.TOKEN, Table.SECRET);

    /// Looks at the store; gives it an epoch if it has none, as its first server would.
    static Origin of(Side side, MigrationListener listener) {
        Map<String, String> meta = side.meta();
        String epoch = meta.get(StoreMarks.EPOCH);
        if (epoch == null && meta.containsKey(StoreMarks.MOVED)) {
            epoch = JsonObject.parse(meta.get(StoreMarks.MOVED)).string("epoch");
        }
        if (epoch == null) {
            epoch = UUID.randomUUID().toString();
            side.changeMeta(Map.of(StoreMarks.EPOCH, epoch), List.of());
        }
        return new Origin(epoch, fingerprint(side, listener));
    }

    private static String fingerprint(Side side, MigrationListener listener) {
        listener.phase("Looking at " + side.name());
        side.forgetMoment();
        var digest = new RowDigest();
        for (Table table : TELLING) {
            try (RowStream rows = side.read(table, table.start())) {
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    digest.add(table, row);
                }
            }
        }
        side.forgetMoment();
        return digest.sha256();
    }
}
