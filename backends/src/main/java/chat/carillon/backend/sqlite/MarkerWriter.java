package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.Session;
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
    private static final String READ = """
            UPDATE member
            SET read_seq = ?1, read_ordinal = (SELECT ordinal FROM entry WHERE key = (?2 << 36) + ?1)
            WHERE conversation = ?2 AND user = ?3 AND left_seq = 0 AND read_seq < ?1
            """;
    private static final String DELIVERED = """
            UPDATE member
            SET delivered_seq = ?1
            WHERE conversation = ?2 AND user = ?3 AND left_seq = 0 AND delivered_seq < ?1
            """;
    private static final String CURSOR = """
            INSERT INTO cursor (user, device, conversation, seq, attended_seq)
            SELECT user, ?4, conversation, ?1, ?5
            FROM member
            WHERE conversation = ?2 AND user = ?3 AND left_seq = 0
            ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq),
                                      attended_seq = max(attended_seq, excluded.attended_seq)
                WHERE excluded.seq > seq OR excluded.attended_seq > attended_seq
            """;

    private final Session session;
    private final Map<ConversationId, Optional<Log>> logs = new HashMap<>();

    private record Log(long no, long headSeq) {}

    MarkerWriter(Session session) {
        this.session = session;
    }

    void write(Collection<Marker> markers) throws SQLException {
        for (Marker marker : markers) {
            Optional<Log> log = log(marker.conversation());
            if (log.isPresent()) {
                write(marker, log.get());
            }
        }
    }

    private Optional<Log> log(ConversationId conversation) throws SQLException {
        Optional<Log> log = logs.get(conversation);
        if (log == null) {
            log = session.query(LOG).bind(conversation.value()).first(row -> new Log(row.getLong(1), row.getLong(2)));
            logs.put(conversation, log);
        }
        return log;
    }

    private void write(Marker marker, Log log) throws SQLException {
        long seq = Math.min(marker.seq(), log.headSeq());
        switch (marker) {
            case Marker.ReadUpTo _ -> move(READ, marker, log, seq);
            case Marker.ReceivedUpTo received -> {
                move(DELIVERED, marker, log, seq);
                session.query(CURSOR)
                        .bind(seq)
                        .bind(log.no())
                        .bind(marker.user().value())
                        .bind(received.device().value())
                        .bind(Math.min(received.attendedSeq(), seq))
                        .update();
            }
        }
    }

    private void move(String statement, Marker marker, Log log, long seq) throws SQLException {
        session.query(statement)
                .bind(seq)
                .bind(log.no())
                .bind(marker.user().value())
                .update();
    }
}
