package chat.carillon.backend.postgres.search;

import chat.carillon.backend.postgres.db.Failures;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.core.search.SearchQuery;
import chat.carillon.core.search.SearchScope;
import chat.carillon.model.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Looks for what matches, within bounds. Confined to one search.
public final class SearchMatches {
    /// A search looks at so many matches, in the conversations that changed last, and ranks those.
    private static final int MAX_CANDIDATES = 5_000;

    /// What is found within this time is the answer.
    private static final Duration MAX_SEARCH = Duration.ofSeconds(3);

    /// Conversations that one statement looks through.
    private static final int CONVERSATIONS_PER_QUERY = 100;

    private static final String MATCHES = """
            SELECT e.conversation, e.seq, e.at_millis, ts_rank(e.words, CAST(? AS tsquery), 1)
            FROM entry AS e
            WHERE e.words @@ CAST(? AS tsquery)
              AND e.seq > (CAST(? AS bigint[]))[array_position(?, e.conversation)]
              AND e.seq <= (CAST(? AS bigint[]))[array_position(?, e.conversation)]
              AND (e.edited_at IS NULL
                   OR NOT EXISTS (SELECT 1
                                  FROM entry AS edit
                                  WHERE edit.conversation = e.conversation AND edit.target = e.seq
                                    AND edit.type = 'edit'
                                    AND edit.seq > (CAST(? AS bigint[]))[array_position(?, e.conversation)]))
              AND (CAST(? AS text) IS NULL OR e.sender = ?)
              AND e.at_millis >= ? AND e.at_millis < ?
              AND (NOT ? OR coalesce(e.edited_text, e.text) ~* 'https?://')
              AND (NOT ? OR e.detail IS NOT NULL)
            ORDER BY e.at_millis DESC
            LIMIT ?
            """;

    private static final Comparator<Match> BEST_FIRST = Comparator.comparingDouble(Match::rank)
            .thenComparingLong(Match::atMillis)
            .thenComparing(Match::conversation)
            .thenComparingLong(Match::seq)
            .reversed();

    private final SearchQuery query;
    private final SearchScope scope;
    private final List<Match> found = new ArrayList<>();

    /// @param scope its conversation is not looked at: that is said by what is readable
    public SearchMatches(SearchQuery query, SearchScope scope) {
        this.query = query;
        this.scope = scope;
    }

    /// What of a conversation somebody may read: entries with `afterSeq < seq <= untilSeq`. Messages that
    /// were edited after that are not found.
    public record ReadableLog(ConversationId conversation, long afterSeq, long untilSeq) {}

    /// A message that matches.
    ///
    /// @param rank the higher the better
    public record Match(ConversationId conversation, long seq, long atMillis, double rank) {}

    /// What matches in `readable`, best first.
    ///
    /// @param readable the conversations that are looked through first, first
    public List<Match> in(Session session, List<ReadableLog> readable) throws SQLException {
        long end = System.nanoTime() + MAX_SEARCH.toNanos();
        for (int from = 0; from < readable.size() && found.size() < MAX_CANDIDATES; from += CONVERSATIONS_PER_QUERY) {
            long leftMillis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                break;
            }
            List<ReadableLog> some = readable.subList(from, Math.min(from + CONVERSATIONS_PER_QUERY, readable.size()));
            try {
                session.withTimeout(leftMillis, () -> look(session, some));
            } catch (SQLException e) {
                if (!Failures.isTimeout(e)) {
                    throw e;
                }
                break;
            }
        }
        found.sort(BEST_FIRST);
        return found;
    }

    private void look(Session session, List<ReadableLog> readable) throws SQLException {
        List<ConversationId> conversations =
                readable.stream().map(ReadableLog::conversation).toList();
        String sender = scope.sender() == null ? null : scope.sender().value();
        session.query(MATCHES)
                .bind(SearchExpression.of(query))
                .bind(SearchExpression.of(query, conversations))
                .longs(readable, ReadableLog::afterSeq)
                .texts(conversations, ConversationId::value)
                .longs(readable, ReadableLog::untilSeq)
                .texts(conversations, ConversationId::value)
                .longs(readable, ReadableLog::untilSeq)
                .texts(conversations, ConversationId::value)
                .bind(sender)
                .bind(sender)
                .bind(scope.sinceMillis())
                .bind(scope.untilMillis())
                .bind(scope.wantsLink())
                .bind(scope.wantsFile())
                .bind(MAX_CANDIDATES - found.size())
                .each(this::add);
    }

    private void add(ResultSet row) throws SQLException {
        found.add(new Match(new ConversationId(row.getString(1)), row.getLong(2), row.getLong(3), row.getDouble(4)));
    }
}
