package chat.carillon.backend.column;

import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.digest.Mailbox.Asked;
import chat.carillon.core.push.digest.Mailbox.State;
import chat.carillon.core.push.digest.Mailbox.Turn;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Rows of mailboxes as the words of the store's port; alike in all databases.
public final class MailboxRows {
    /// After the user, which each database calls otherwise.
    public static final String MAILBOX = "version, address, confirmed_at, wanted, attended_at, state, decided_at,"
            + " attempts, due_at, look_at, outcome, asked_since, asked, previous_at";

    /// Which mail is sent to. Written as the partial indexes have it.
    public static final String OPEN = "wanted AND confirmed_at > 0";

    /// Those with no digest due whose users are away, by: away since, now, limit.
    public static final String AWAY = " FROM mailbox WHERE " + OPEN
            + " AND state <> 'due' AND attended_at <= ? AND look_at <= ? ORDER BY look_at, 1 LIMIT ?";

    /// Those with a digest due, by: now, limit.
    public static final String DUE =
            " FROM mailbox WHERE " + OPEN + " AND state = 'due' AND due_at <= ? ORDER BY due_at, 1 LIMIT ?";

    private MailboxRows() {}

    /// @param row the user, and the columns [#MAILBOX]
    public static Mailbox mailbox(ResultSet row) throws SQLException {
        return new Mailbox(
                new UserId(row.getString(1)),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getBoolean(5),
                row.getLong(6),
                new Turn(
                        WireName.parse(State.class, "state", row.getString(7)),
                        row.getLong(8),
                        row.getInt(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getString(12),
                        row.getLong(15)),
                new Asked(row.getLong(13), row.getInt(14)));
    }
}
