package chat.carillon.backend.sqlite.search;

import chat.carillon.backend.sqlite.db.DataDirectory;
import chat.carillon.backend.sqlite.db.Deadline;
import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Failures;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.search.SearchQuery;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The full-text index of all messages. Thread-safe.
public final class SearchIndex implements AutoCloseable {
    /// A search looks at the newest so many matches that the user may read, and ranks those.
    private static final int MAX_CANDIDATES = 5_000;

    /// What is found within this time is the answer.
    private static final Duration MAX_SEARCH = Duration.ofSeconds(3);

    private static final Duration MAX_WAIT_FOR_INDEX = Duration.ofSeconds(1);

    /// Walks through the matches from the newest on; `CROSS JOIN` keeps SQLite from starting
    /// elsewhere.
    private static final String MATCHES = """
            SELECT d.key, -bm25(words), e.at_millis, m.left_seq
            FROM search.words
            CROSS JOIN search.document AS d ON d.id = words.rowid
            CROSS JOIN member AS m ON m.conversation = d.key >> 36 AND m.user = ?1
            CROSS JOIN conversation AS c ON c.no = m.conversation
            CROSS JOIN entry AS e ON e.key = d.key
            WHERE words MATCH ?2
              AND d.key >= ?3 AND d.key < ?4
              AND (c.history_policy = 'all' OR d.key >= (c.no << 36) + m.joined_seq)
              AND (m.left_seq = 0
                   OR d.key <= (c.no << 36) + m.left_seq
                      AND NOT EXISTS (SELECT 1
                                      FROM entry AS edit
                                      WHERE edit.target = d.key AND edit.type = 'edit'
                                        AND edit.key > (c.no << 36) + m.left_seq))
              AND e.deleted_at IS NULL
              AND (?5 IS NULL OR e.sender = ?5)
              AND e.at_millis >= ?6 AND e.at_millis < ?7
              AND (NOT ?8
                   OR instr(lower(coalesce(e.edited_text, e.text)), 'http://') > 0
                   OR instr(lower(coalesce(e.edited_text, e.text)), 'https://') > 0)
              AND (NOT ?9 OR e.detail IS NOT NULL)
            ORDER BY words.rowid DESC
            LIMIT ?10
            """;

    private static final Comparator<Match> BEST_FIRST = Comparator.comparingDouble(Match::rank)
            .thenComparingLong(Match::atMillis)
            .thenComparingLong(Match::key)
            .reversed();

    private final Indexer indexer;
    private final SearchFile file;
    private final Time time;

    private SearchIndex(Indexer indexer, SearchFile file, Time time) {
        this.indexer = indexer;
        this.file = file;
        this.time = time;
    }

    /// @param source a connection to the store's file that the index may keep
    /// @param epoch of the store: an index of another store is not used
    public static SearchIndex open(DataDirectory directory, Session source, String epoch, Time time) {
        var file = new SearchFile(directory);
        var indexer = new Indexer(new IndexWriter(source, file.open(epoch)), file);
        return new SearchIndex(indexer, file, time);
    }

    public void start() {
        indexer.start();
    }

    /// What a connection must run before it can [#search].
    public static String attachment(Path file) {
        return "ATTACH '" + file.toString().replace("'", "''") + "' AS search";
    }

    public Path path() {
        return file.path();
    }

    /// These logs have new entries.
    public void changed(List<Conversation.Head> heads) {
        for (Conversation.Head head : heads) {
            indexer.changed(head.conversation().value());
        }
    }

    /// Waits a moment for the index to have everything that is durable now. A search does not fail
    /// because of it.
    public boolean awaitCurrent() {
        return indexer.await(MAX_WAIT_FOR_INDEX);
    }

    /// A message that matches.
    ///
    /// @param rank the higher the better
    /// @param leftSeq where the reader left the conversation; 0 if not
    public record Match(long key, double rank, long atMillis, long leftSeq) {}

    /// What `user` may read of what matches, best first. Bounded in matches and in time: of more,
    /// only the newest are ranked.
    ///
    /// @param session of the store's file, with this index attached
    /// @param scope what is looked at
    /// @param conversationNo the number of the scope's conversation; empty for everywhere
    public List<Match> search(
            Session session, SearchQuery query, UserId user, SearchScope scope, OptionalLong conversationNo)
            throws SQLException {
        long first = conversationNo.isPresent() ? EntryKey.of(conversationNo.getAsLong(), 0) : 0;
        long end = conversationNo.isPresent() ? EntryKey.of(conversationNo.getAsLong() + 1, 0) : Long.MAX_VALUE;
        Query matches = session.query(MATCHES)
                .bind(user.value())
                .bind(expression(query))
                .bind(first)
                .bind(end)
                .bind(scope.sender() == null ? null : scope.sender().value())
                .bind(scope.sinceMillis())
                .bind(scope.untilMillis())
                .bind(scope.wantsLink())
                .bind(scope.wantsFile())
                .bind(MAX_CANDIDATES);
        var found = new ArrayList<Match>();
        try (var _ = new Deadline(time, MAX_SEARCH, matches);
                ResultSet row = matches.rows()) {
            while (row.next()) {
                found.add(new Match(row.getLong(1), row.getDouble(2), row.getLong(3), row.getLong(4)));
            }
        } catch (SQLException e) {
            if (!Failures.isInterrupted(e)) {
                throw e;
            }
        }
        found.sort(BEST_FIRST);
        return found;
    }

    /// In the syntax of FTS5. Terms are letters and digits only, so nothing of the user's can be
    /// taken for syntax.
    private static String expression(SearchQuery query) {
        return query.clauses().stream()
                .map(clause -> "\"" + String.join(" ", clause.terms()) + (clause.prefix() ? "\" *" : "\""))
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public void close() {
        indexer.close();
    }
}
