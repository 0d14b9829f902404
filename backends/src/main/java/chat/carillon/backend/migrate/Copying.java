package chat.carillon.backend.migrate;

import chat.carillon.backend.column.StoreMarks;
import chat.carillon.backend.migrate.side.Row;
import chat.carillon.backend.migrate.side.RowStream;
import chat.carillon.backend.migrate.side.Side;
import chat.carillon.backend.migrate.side.Table;
import java.util.ArrayList;
import java.util.List;

/// Copies table by table, in batches that are each one transaction of the target together with the [Marker] behind it.
/// Confined to one thread.
final class Copying {
    private final Side source;
    private final Side target;
    private final Batch batch;
    private final MigrationListener listener;
    private Marker marker;
    private long done;
    private long total;

    /// What is written in one transaction, and so is in memory at once.
    record Batch(int maxRows, int maxBytes) {
        static final Batch DEFAULT = new Batch(2_000, 4 * 1_024 * 1_024);
    }

    Copying(Side source, Side target, Marker marker, Batch batch, MigrationListener listener) {
        this.source = source;
        this.target = target;
        this.marker = marker;
        this.batch = batch;
        this.listener = listener;
    }

    void run() {
        for (Table table : Table.values()) {
            total += source.count(table);
            done += target.count(table);
        }
        listener.phase("Copying %s to %s".formatted(source.name(), target.name()));
        listener.at(done, total);
        while (marker.table() != null) {
            copy(marker.table());
        }
    }

    private void copy(Table table) {
        try (RowStream rows = source.read(table, marker.after())) {
            while (rows.peek() != null) {
                List<Row> next = batch(rows);
                write(table, next, marker.at(table, next.getLast().key(table)));
            }
        }
        write(table, List.of(), marker.behind(table));
    }

    private List<Row> batch(RowStream rows) {
        var next = new ArrayList<Row>();
        int bytes = 0;
        for (Row row = rows.peek(); row != null && next.size() < batch.maxRows() && bytes < batch.maxBytes(); ) {
            next.add(row);
            bytes += row.sizeBytes();
            rows.next();
            row = rows.peek();
        }
        return next;
    }

    private void write(Table table, List<Row> rows, Marker after) {
        target.write(table, rows, StoreMarks.FILLING, after.json());
        marker = after;
        done += rows.size();
        listener.at(done, total);
    }
}
