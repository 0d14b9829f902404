package chat.carillon.backend.sqlite;

import chat.carillon.backend.column.Folding;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.core.log.Member;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.Tallying;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// [MemberStore] in SQLite. Thread-safe.
final class SqliteMembers implements MemberStore {
    private static final String FIND = "SELECT " + Rows.MEMBER + """
             FROM member AS m
            LEFT JOIN account AS a ON a.user = m.user
            WHERE m.conversation = ?1 AND m.user > ?2 AND m.left_seq = 0
              AND (m.role = ?3 OR ?3 = '')
              AND (substr(m.user, 1, length(?4)) = ?4 OR instr(' ' || a.folded_name, ' ' || ?4) > 0)
            ORDER BY m.user
            LIMIT ?5
            """;

    /// One pass over the members, whatever the number of seqs.
    private static final String TALLY = """
            SELECT %s AS delivered, %s AS read, count(*)
            FROM member AS m
            WHERE m.conversation = ? AND m.left_seq = 0
            GROUP BY 1, 2
            """.formatted(passed("max(m.delivered_seq, m.read_seq)"), passed("m.read_seq"));

    private static final String SHARING = """
            SELECT DISTINCT other.user
            FROM member AS own
            JOIN json_each(?, '$.v') AS wanted
            JOIN member AS other ON other.conversation = own.conversation AND other.user = wanted.value
            WHERE own.user = ? AND own.left_seq = 0 AND other.left_seq = 0
            """;

    private final Readers readers;

    SqliteMembers(Readers readers) {
        this.readers = readers;
    }

    /// How many of the seqs, parameters 1 to n in rising order, a column has passed. A third of the time of a sum of
    /// comparisons.
    private static String passed(String column) {
        return IntStream.iterate(MAX_TALLIED_SEQS, i -> i > 0, i -> i - 1)
                .mapToObj(i -> "WHEN " + column + " >= ?" + i + " THEN " + i)
                .collect(Collectors.joining(" ", "CASE ", " ELSE 0 END"));
    }

    @Override
    public List<Member> find(ConversationId conversation, Sought sought, @Nullable UserId afterUser, int limit) {
        return readers.read(session -> {
            OptionalLong no = Rows.conversationNo(session, conversation);
            return no.isEmpty()
                    ? List.<Member>of()
                    : session.query(FIND)
                            .bind(no.getAsLong())
                            .bind(afterUser == null ? "" : afterUser.value())
                            .bind(sought.role() == null ? "" : sought.role().wireName())
                            .bind(Folding.folded(sought.text()))
                            .bind(limit)
                            .list(row -> Rows.member(row, 1, conversation));
        });
    }

    @Override
    public Tally tally(ConversationId conversation, Collection<Long> seqs) {
        return readers.read(session -> {
            var tallying = new Tallying(seqs);
            OptionalLong no = Rows.conversationNo(session, conversation);
            if (no.isPresent()) {
                Query query = session.query(TALLY);
                for (int i = 0; i < MAX_TALLIED_SEQS; i++) {
                    query.bind(i < tallying.seqs().size() ? tallying.seqs().get(i) : Long.MAX_VALUE);
                }
                query.bind(no.getAsLong()).list(row -> {
                    tallying.add(row.getInt(1), row.getInt(2), row.getInt(3));
                    return row;
                });
            }
            return tallying.tally();
        });
    }

    @Override
    public List<UserId> sharing(UserId user, Collection<UserId> others) {
        return readers.read(session -> session.query(SHARING)
                .bind(Rows.jsonArray(Set.copyOf(others)))
                .bind(user.value())
                .list(row -> new UserId(row.getString(1))));
    }
}
