package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.log.Member;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Moves markers forward, within a transaction. Confined to one transaction.
final class MarkerWriter {
    private static final String LOG = "SELECT c.no, c.head_seq FROM conversation_now AS c WHERE c.id = ?";
    private static final String MEMBER =
            "SELECT " + Rows.MEMBER + " FROM member AS m WHERE m.conversation = ? AND m.user = ? AND m.left_seq = 0";
    private static final String READ = """
            UPDATE member
            SET read_seq = ?1, read_ordinal = (SELECT ordinal FROM entry WHERE key = (?2 << 36) + ?1)
            WHERE conversation = ?2 AND user = ?3
            """;
    private static final String DELIVERED = "UPDATE member SET delivered_seq = ? WHERE conversation = ? AND user = ?";
    private static final String CURSOR = """
            INSERT INTO cursor (user, device, conversation, seq)
            VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET seq = excluded.seq WHERE excluded.seq > seq
            """;

    private final Session session;
    private final Map<ConversationId, Optional<Log>> logs = new HashMap<>();

    private record Log(long no, long headSeq) {}

    MarkerWriter(Session session) {
        this.session = session;
    }

    /// @return how many markers were of members
    int write(Collection<Marker> markers) throws SQLException {
        int written = 0;
        for (Marker marker : markers) {
            Optional<Log> log = log(marker.conversation());
            if (log.isPresent() && write(marker, log.get())) {
                written++;
            }
        }
        return written;
    }

    private Optional<Log> log(ConversationId conversation) throws SQLException {
        Optional<Log> log = logs.get(conversation);
        if (log == null) {
            log = session.query(LOG).bind(conversation.value()).first(row -> new Log(row.getLong(1), row.getLong(2)));
            logs.put(conversation, log);
        }
        return log;
    }

    private boolean write(Marker marker, Log log) throws SQLException {
        Optional<Member> member = session.query(MEMBER)
                .bind(log.no())
                .bind(marker.user().value())
                .first(row -> Rows.member(row, 1, marker.conversation()));
        if (member.isEmpty()) {
            return false;
        }
        long seq = Math.min(marker.seq(), log.headSeq());
        switch (marker) {
            case Marker.ReadUpTo _ -> {
                if (seq > member.get().readSeq()) {
                    session.query(READ)
                            .bind(seq)
                            .bind(log.no())
                            .bind(marker.user().value())
                            .update();
                }
            }
            case Marker.ReceivedUpTo received -> {
                session.query(CURSOR)
                        .bind(marker.user().value())
                        .bind(received.device().value())
                        .bind(log.no())
                        .bind(seq)
                        .update();
                if (seq > member.get().deliveredSeq()) {
                    session.query(DELIVERED)
                            .bind(seq)
                            .bind(log.no())
                            .bind(marker.user().value())
                            .update();
                }
            }
        }
        return true;
    }
}
