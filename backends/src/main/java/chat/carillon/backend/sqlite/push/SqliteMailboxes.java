package chat.carillon.backend.sqlite.push;

import chat.carillon.backend.column.MailboxRows;
import chat.carillon.backend.sqlite.Rows;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// [MailboxStore] in SQLite. Thread-safe.
public final class SqliteMailboxes implements MailboxStore {
    private static final String SELECT = "SELECT user, " + MailboxRows.MAILBOX;
    private static final String INSERT = """
            INSERT INTO mailbox (address, confirmed_at, wanted, attended_at, state, decided_at, attempts, due_at,
                                 look_at, outcome, asked_since, asked, previous_at, user, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT DO NOTHING
            """;
    private static final String UPDATE = """
            UPDATE mailbox
            SET address = ?, confirmed_at = ?, wanted = ?, attended_at = max(attended_at, ?), state = ?, decided_at = ?,
                attempts = ?, due_at = ?, look_at = ?, outcome = ?, asked_since = ?, asked = ?, previous_at = ?,
                version = version + 1
            WHERE user = ? AND version = ?
            """;
    private static final String ATTENDED = """
            UPDATE mailbox
            SET attended_at = ?1
            WHERE wanted AND attended_at < ?1 AND user IN (SELECT value FROM json_each(?2, '$.v'))
            """;
    private static final String ANY_OF = "SELECT EXISTS (SELECT 1 FROM mailbox WHERE wanted AND attended_at < ?1"
            + " AND user IN (SELECT value FROM json_each(?2, '$.v')))";

    private final Writer writer;
    private final Readers readers;

    public SqliteMailboxes(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public Optional<Mailbox> find(UserId user) {
        return readers.read(session -> session.query(SELECT + " FROM mailbox WHERE user = ?")
                .bind(user.value())
                .first(MailboxRows::mailbox));
    }

    @Override
    public boolean write(Mailbox next) {
        return writer.write(session -> next.version() == 0
                ? bind(session.query(INSERT), next).update() > 0
                : bind(session.query(UPDATE), next).bind(next.version()).update() > 0);
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
        return readers.read(
                session -> session.query("SELECT EXISTS (SELECT 1 FROM mailbox WHERE " + MailboxRows.OPEN + ")")
                                .number()
                        > 0);
    }

    /// Does not write where nobody of them wants digests.
    @Override
    public void attended(Collection<UserId> users, long atMillis) {
        String named = Rows.jsonArray(users);
        boolean any = readers.read(
                session -> session.query(ANY_OF).bind(atMillis).bind(named).number() > 0);
        if (any) {
            writer.write(session ->
                    session.query(ATTENDED).bind(atMillis).bind(named).update());
        }
    }

    @Override
    public List<Mailbox> away(long awaySinceMillis, long nowMillis, int limit) {
        return readers.read(session -> session.query(SELECT + MailboxRows.AWAY)
                .bind(awaySinceMillis)
                .bind(nowMillis)
                .bind(limit)
                .list(MailboxRows::mailbox));
    }

    @Override
    public List<Mailbox> due(long nowMillis, int limit) {
        return readers.read(session -> session.query(SELECT + MailboxRows.DUE)
                .bind(nowMillis)
                .bind(limit)
                .list(MailboxRows::mailbox));
    }
}
