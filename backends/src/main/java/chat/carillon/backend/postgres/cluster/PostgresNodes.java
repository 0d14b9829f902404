package chat.carillon.backend.postgres.cluster;

import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.registry.NodeDirectory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// [NodeDirectory] in PostgreSQL: leases by the database's clock. A node whose lease ended is forgotten together with
/// its sessions by the next one that renews. Thread-safe.
public final class PostgresNodes implements NodeDirectory {
    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    private static final String RENEW = """
            INSERT INTO node (name, region, brokers, protocol, address, arrivals, until)
            VALUES (?, ?, ?, ?, ?, ?, %s + ?)
            ON CONFLICT (name) DO UPDATE SET until = excluded.until, arrivals = excluded.arrivals
            """.formatted(NOW);
    private static final String FORGET = """
            WITH ended AS (DELETE FROM node WHERE until < %s RETURNING name)
            DELETE FROM session WHERE node IN (SELECT name FROM ended)
            """.formatted(NOW);
    private static final String OTHERS =
            "SELECT name, region, brokers, protocol, address, arrivals FROM node WHERE name <> ? ORDER BY name";
    private static final String LEAVE = """
            WITH gone AS (DELETE FROM node WHERE name = ? RETURNING name)
            DELETE FROM session WHERE node IN (SELECT name FROM gone)
            """;

    private final Writes writes;

    public PostgresNodes(Writes writes) {
        this.writes = writes;
    }

    @Override
    public List<NodeRecord> renew(NodeRecord self, Duration lease) {
        return writes.write(session -> renew(session, self, lease));
    }

    private static List<NodeRecord> renew(Session session, NodeRecord self, Duration lease) throws SQLException {
        session.query(RENEW)
                .bind(self.node())
                .bind(self.region())
                .bind(self.brokers())
                .bind(self.protocol())
                .bind(self.address())
                .bind(self.arrivalsPerSecond())
                .bind(lease.toMillis())
                .update();
        session.query(FORGET).update();
        return session.query(OTHERS)
                .bind(self.node())
                .list(row -> new NodeRecord(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getInt(6)));
    }

    @Override
    public void leave(String self) {
        writes.write(session -> session.query(LEAVE).bind(self).update());
    }
}
