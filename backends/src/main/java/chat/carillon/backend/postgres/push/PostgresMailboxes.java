package chat.carillon.backend.postgres.push;

import chat.carillon.backend.column.MailboxRows;
import chat.carillon.backend.postgres.db.Query;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// [MailboxStore] in PostgreSQL. Thread-safe.
public final class PostgresMailboxes implements MailboxStore {
    private static final String SELECT = "SELECT user_id, " + MailboxRows.MAILBOX;
    private static final String INSERT = """
            INSERT INTO mailbox (address, confirmed_at, wanted, attended_at, state, decided_at, attempts, due_at,
                                 look_at, outcome, asked_since, asked, previous_at, user_id, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT DO NOTHING
            """;
    private static final String UPDATE = """
            UPDATE mailbox
            SET address = ?, confirmed_at = ?, wanted = ?, attended_at = greatest(attended_at, ?), state = ?,
                decided_at = ?, attempts = ?, due_at = ?, look_at = ?, outcome = ?, asked_since = ?, asked = ?,
                previous_at = ?, version = version + 1
            WHERE user_id = ? AND version = ?
            """;

    /// In the order of users, so that two nodes that have the same one do not wait for each other.
    private static final String ATTENDED = """
            WITH there AS (SELECT user_id
                           FROM mailbox
                           WHERE wanted AND attended_at < ? AND user_id = ANY (?)
                           ORDER BY user_id
                           FOR UPDATE)
            UPDATE mailbox AS m
            SET attended_at = ?
            FROM there
            WHERE m.user_id = there.user_id
            """;

    private final Writes writes;
    private final Reads reads;

    public PostgresMailboxes(Writes writes, Reads reads) {
        this.writes = writes;
        this.reads = reads;
    }

    @Override
    public Optional<Mailbox> find(UserId user) {
        return reads.read(session -> session.query(SELECT + " FROM mailbox WHERE user_id = ?")
                .bind(user.value())
                .first(MailboxRows::mailbox));
    }

    /// Noted by name: done twice, it would seem that somebody else was faster.
    @Override
    public boolean write(Mailbox next) {
        return writes.write(session -> {
            session.identify();
            return next.version() == 0
                    ? bind(session.query(INSERT), next).update() > 0
                    : bind(session.query(UPDATE), next).bind(next.version()).update() > 0;
        });
    }

    private static Query bind(Query query, Mailbox mailbox) throws SQLException {
        Mailbox.Turn turn = mailbox.turn();
        return query.bind(mailbox.address())
                .bind(mailbox.confirmedAtMillis())
                .bind(mailbox.wanted())
                .bind(mailbox.attendedAtMillis())
                .bind(turn.state().wireName())
                .bind(turn.decidedAtMillis())
                .bind(turn.attempts())
                .bind(turn.dueAtMillis())
                .bind(turn.lookAtMillis())
                .bind(turn.outcome())
                .bind(mailbox.asked().sinceMillis())
                .bind(mailbox.asked().count())
                .bind(turn.previousMillis())
                .bind(mailbox.user().value());
    }

    @Override
    public boolean anyOpen() {
        return reads.read(
                session -> session.query("SELECT EXISTS (SELECT 1 FROM mailbox WHERE " + MailboxRows.OPEN + ")")
                        .first(row -> row.getBoolean(1))
                        .orElse(false));
    }

    @Override
    public void attended(Collection<UserId> users, long atMillis) {
        writes.write(session -> session.query(ATTENDED)
                .bind(atMillis)
                .texts(users, UserId::value)
                .bind(atMillis)
                .update());
    }

    @Override
    public List<Mailbox> away(long awaySinceMillis, long nowMillis, int limit) {
        return reads.read(session -> session.query(SELECT + MailboxRows.AWAY)
                .bind(awaySinceMillis)
                .bind(nowMillis)
                .bind(limit)
                .list(MailboxRows::mailbox));
    }

    @Override
    public List<Mailbox> due(long nowMillis, int limit) {
        return reads.read(session -> session.query(SELECT + MailboxRows.DUE)
                .bind(nowMillis)
                .bind(limit)
                .list(MailboxRows::mailbox));
    }
}
