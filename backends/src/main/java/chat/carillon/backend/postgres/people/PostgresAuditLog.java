package chat.carillon.backend.postgres.people;

import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.AuditRecord;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [AuditLog] in PostgreSQL. Thread-safe.
public final class PostgresAuditLog implements AuditLog {
    /// Sorts behind every id.
    private static final String END = "~";

    private final Writes writes;
    private final Reads reads;

    public PostgresAuditLog(Writes writes, Reads reads) {
        this.writes = writes;
        this.reads = reads;
    }

    @Override
    public void note(AuditRecord done) {
        writes.write(session -> session.query("INSERT INTO audit (id, at, by_user, kind, subject, address)"
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
        return reads.read(session -> session.query("SELECT id, at, by_user, kind, subject, address FROM audit"
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
        return writes.write(session -> session.query(
                        "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ? ORDER BY id LIMIT ?)")
                .bind(beforeId)
                .bind(max)
                .update());
    }
}
