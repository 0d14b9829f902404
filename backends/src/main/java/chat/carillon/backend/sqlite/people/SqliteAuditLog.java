package chat.carillon.backend.sqlite.people;

import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.AuditRecord;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [AuditLog] in SQLite. Thread-safe.
public final class SqliteAuditLog implements AuditLog {
    /// Sorts behind every id.
    private static final String END = "~";

    private final Writer writer;
    private final Readers readers;

    public SqliteAuditLog(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public void note(AuditRecord done) {
        writer.write(session -> session.query("INSERT INTO audit (id, at, by_user, kind, subject, address)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .bind(done.id())
                .bind(done.atMillis())
                .bind(done.by().value())
                .bind(done.kind())
                .bind(done.subject())
                .bind(done.address())
                .update());
    }

    @Override
    public List<AuditRecord> before(@Nullable String beforeId, int limit) {
        return readers.read(session -> session.query("SELECT id, at, by_user, kind, subject, address FROM audit"
                        + " WHERE id < ? ORDER BY id DESC LIMIT ?")
                .bind(beforeId == null ? END : beforeId)
                .bind(limit)
                .list(row -> new AuditRecord(
                        row.getString(1),
                        row.getLong(2),
                        new UserId(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6))));
    }

    @Override
    public int forget(String beforeId, int max) {
        return writer.write(session -> session.query(
                        "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ? ORDER BY id LIMIT ?)")
                .bind(beforeId)
                .bind(max)
                .update());
    }
}
