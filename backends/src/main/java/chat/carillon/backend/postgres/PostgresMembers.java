package chat.carillon.backend.postgres;

import chat.carillon.backend.column.Folding;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.core.log.Member;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.Tallying;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [MemberStore] in PostgreSQL. Thread-safe.
final class PostgresMembers implements MemberStore {
    private static final String FIND = "SELECT " + Rows.MEMBER + """
             FROM member AS m
            LEFT JOIN account AS a ON a.user_id = m.user_id
            WHERE m.conversation = ? AND m.user_id > ? AND m.left_seq = 0
              AND (m.role = ? OR ? = '')
              AND (starts_with(m.user_id, ?) OR position(' ' || ? IN ' ' || a.folded_name) > 0)
            ORDER BY m.user_id
            LIMIT ?
            """;

    /// One pass over the members, whatever the number of seqs.
    private static final String TALLY = """
            SELECT width_bucket(greatest(m.delivered_seq, m.read_seq), ?) AS delivered,
                   width_bucket(m.read_seq, ?) AS read,
                   count(*)
            FROM member AS m
            WHERE m.conversation = ? AND m.left_seq = 0
            GROUP BY delivered, read
            """;
    private static final String SHARING = """
            SELECT DISTINCT other.user_id
            FROM member AS own
            JOIN member AS other ON other.conversation = own.conversation AND other.user_id = ANY (?)
            WHERE own.user_id = ? AND own.left_seq = 0 AND other.left_seq = 0
            """;

    private final Reads reads;

    PostgresMembers(Reads reads) {
        this.reads = reads;
    }

    @Override
    public List<Member> find(ConversationId conversation, Sought sought, @Nullable UserId afterUser, int limit) {
        String text = Folding.folded(sought.text());
        String role = sought.role() == null ? "" : sought.role().wireName();
        return reads.read(session -> session.query(FIND)
                .bind(conversation.value())
                .bind(afterUser == null ? "" : afterUser.value())
                .bind(role)
                .bind(role)
                .bind(text)
                .bind(text)
                .bind(limit)
                .list(row -> Rows.member(row, 1)));
    }

    @Override
    public Tally tally(ConversationId conversation, Collection<Long> seqs) {
        return reads.read(session -> {
            var tallying = new Tallying(seqs);
            session.query(TALLY)
                    .longs(tallying.seqs(), Long::longValue)
                    .longs(tallying.seqs(), Long::longValue)
                    .bind(conversation.value())
                    .each(row -> tallying.add(row.getInt(1), row.getInt(2), row.getInt(3)));
            return tallying.tally();
        });
    }

    @Override
    public List<UserId> sharing(UserId user, Collection<UserId> others) {
        return reads.read(session -> session.query(SHARING)
                .texts(others, UserId::value)
                .bind(user.value())
                .list(Rows::user));
    }
}
