package chat.carillon.backend.postgres;

import chat.carillon.backend.postgres.db.Script;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.core.push.plan.Candidate.Ack;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Moves markers forward, in one round trip. Doing it twice is doing it once. Confined to one
/// transaction.
final class MarkerWriter {
    /// In the order in which appends lock these rows too.
    private static final String LOCK = """
            SELECT m.user_id
            FROM unnest(?, ?) AS k (conversation, user_id)
            JOIN member AS m ON m.conversation = k.conversation AND m.user_id = k.user_id
            ORDER BY m.conversation, m.user_id
            FOR UPDATE OF m
            """;
    private static final String MEMBERS = """
            UPDATE member AS m
            SET read_seq = greatest(m.read_seq, k.read_seq),
                read_ordinal = CASE
                    WHEN k.read_seq > m.read_seq
                        THEN (SELECT e.ordinal
                              FROM entry AS e
                              WHERE e.conversation = k.conversation AND e.seq = k.read_seq)
                    ELSE m.read_ordinal
                END,
                delivered_seq = greatest(m.delivered_seq, k.delivered_seq)
            FROM (SELECT u.conversation, u.user_id,
                         least(u.read_seq, c.head_seq) AS read_seq,
                         least(u.delivered_seq, c.head_seq) AS delivered_seq
                  FROM unnest(?, ?, ?, ?) AS u (conversation, user_id, read_seq, delivered_seq)
                  JOIN conversation AS c ON c.id = u.conversation) AS k
            WHERE m.conversation = k.conversation
              AND m.user_id = k.user_id
              AND m.left_seq = 0
              AND (k.read_seq > m.read_seq OR k.delivered_seq > m.delivered_seq)
            """;
    private static final String CURSORS = """
            INSERT INTO device_cursor AS d (user_id, device, conversation, seq, attended_seq)
            SELECT u.user_id, u.device, u.conversation, least(u.seq, c.head_seq), least(u.attended_seq, c.head_seq)
            FROM unnest(?, ?, ?, ?, ?) AS u (user_id, device, conversation, seq, attended_seq)
            JOIN conversation AS c ON c.id = u.conversation
            JOIN member AS m ON m.conversation = u.conversation AND m.user_id = u.user_id
            WHERE m.left_seq = 0
            ON CONFLICT (user_id, device, conversation)
                DO UPDATE SET seq = greatest(d.seq, excluded.seq),
                              attended_seq = greatest(d.attended_seq, excluded.attended_seq)
                    WHERE excluded.seq > d.seq OR excluded.attended_seq > d.attended_seq
            """;

    private final Map<MemberKey, Reached> members = new TreeMap<>();
    private final Map<CursorKey, Ack> cursors = new TreeMap<>();

    private record MemberKey(ConversationId conversation, UserId user) implements Comparable<MemberKey> {
        private static final Comparator<MemberKey> ORDER =
                Comparator.comparing(MemberKey::conversation).thenComparing(MemberKey::user);

        @Override
        public int compareTo(MemberKey other) {
            return ORDER.compare(this, other);
        }
    }

    private record CursorKey(MemberKey member, DeviceId device) implements Comparable<CursorKey> {
        private static final Comparator<CursorKey> ORDER = Comparator.comparing(CursorKey::member)
                .thenComparing(key -> key.device().value());

        @Override
        public int compareTo(CursorKey other) {
            return ORDER.compare(this, other);
        }
    }

    /// @param readSeq 0 where nothing was said of it; likewise deliveredSeq
    private record Reached(long readSeq, long deliveredSeq) {
        Reached furthest(Reached other) {
            return new Reached(Math.max(readSeq, other.readSeq), Math.max(deliveredSeq, other.deliveredSeq));
        }
    }

    MarkerWriter(Collection<Marker> markers) {
        for (Marker marker : markers) {
            var member = new MemberKey(marker.conversation(), marker.user());
            switch (marker) {
                case Marker.ReadUpTo read -> reach(member, new Reached(read.seq(), 0));
                case Marker.ReceivedUpTo received -> {
                    reach(member, new Reached(0, received.seq()));
                    cursors.merge(
                            new CursorKey(member, received.device()),
                            new Ack(received.seq(), received.attendedSeq()),
                            Ack::furthest);
                }
            }
        }
    }

    private void reach(MemberKey member, Reached reached) {
        members.merge(member, reached, Reached::furthest);
    }

    void write(Session session) throws SQLException {
        List<MemberKey> keys = List.copyOf(members.keySet());
        Collection<Reached> reached = members.values();
        List<CursorKey> devices = List.copyOf(cursors.keySet());
        var script = new Script();
        script.add(
                LOCK,
                keys,
                query -> query.texts(keys, key -> key.conversation().value())
                        .texts(keys, key -> key.user().value()));
        script.add(
                MEMBERS,
                keys,
                query -> query.texts(keys, key -> key.conversation().value())
                        .texts(keys, key -> key.user().value())
                        .longs(reached, Reached::readSeq)
                        .longs(reached, Reached::deliveredSeq));
        script.add(
                CURSORS,
                devices,
                query -> query.texts(devices, key -> key.member().user().value())
                        .texts(devices, key -> key.device().value())
                        .texts(devices, key -> key.member().conversation().value())
                        .longs(cursors.values(), Ack::seq)
                        .longs(cursors.values(), Ack::attendedSeq));
        script.run(session).close();
    }
}
