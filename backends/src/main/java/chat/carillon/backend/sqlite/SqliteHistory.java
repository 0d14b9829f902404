package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.backend.sqlite.search.SearchIndex;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.search.SearchQuery;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.search.Snippet;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// [HistoryStore] in SQLite. Thread-safe.
final class SqliteHistory implements HistoryStore {
    private static final String BACKWARDS =
            MessageReader.SELECT + "e.key > ? AND e.key < ? ORDER BY e.key DESC LIMIT ?";
    private static final String FORWARDS = MessageReader.SELECT + "e.key > ? AND e.key <= ? ORDER BY e.key LIMIT ?";
    private static final String THREAD = MessageReader.SELECT + "e.thread = ? AND e.key > ? ORDER BY e.key LIMIT ?";
    private static final String ONE = MessageReader.SELECT + "e.key = ?";
    private static final String ID = "SELECT id FROM conversation WHERE no = ?";

    private final Readers readers;
    private final SearchIndex index;

    SqliteHistory(Readers readers, SearchIndex index) {
        this.readers = readers;
        this.index = index;
    }

    /// Prepares the query of a conversation whose number is known.
    @FunctionalInterface
    private interface Page {
        Query query(Session session, long no) throws SQLException;
    }

    private List<MessageState> page(ConversationId conversation, Page page) {
        return readers.read(session -> {
            OptionalLong no = Rows.conversationNo(session, conversation);
            return no.isEmpty()
                    ? List.<MessageState>of()
                    : MessageReader.read(session, page.query(session, no.getAsLong()), conversation);
        });
    }

    @Override
    public List<MessageState> messages(ConversationId conversation, long afterSeq, long beforeSeq, int limit) {
        return page(
                        conversation,
                        (session, no) -> session.query(BACKWARDS)
                                .bind(EntryKey.of(no, afterSeq))
                                .bind(EntryKey.of(no, beforeSeq))
                                .bind(limit))
                .reversed();
    }

    @Override
    public List<MessageState> messagesAfter(ConversationId conversation, long afterSeq, long untilSeq, int limit) {
        return page(
                conversation,
                (session, no) -> session.query(FORWARDS)
                        .bind(EntryKey.of(no, afterSeq))
                        .bind(EntryKey.of(no, untilSeq))
                        .bind(limit));
    }

    @Override
    public Map<ConversationId, MessageState> newest(Map<ConversationId, Long> afterSeqs) {
        return readers.read(session -> {
            var newest = new HashMap<ConversationId, MessageState>();
            for (var wanted : afterSeqs.entrySet()) {
                OptionalLong no = Rows.conversationNo(session, wanted.getKey());
                if (no.isPresent()) {
                    Query last = session.query(BACKWARDS)
                            .bind(EntryKey.of(no.getAsLong(), wanted.getValue()))
                            .bind(EntryKey.of(no.getAsLong() + 1, 0))
                            .bind(1);
                    MessageReader.read(session, last, wanted.getKey())
                            .forEach(message -> newest.put(message.conversation(), message));
                }
            }
            return newest;
        });
    }

    @Override
    public List<MessageState> thread(ConversationId conversation, long root, long afterSeq, int limit) {
        return page(
                conversation,
                (session, no) -> session.query(THREAD)
                        .bind(EntryKey.of(no, root))
                        .bind(EntryKey.of(no, afterSeq))
                        .bind(limit));
    }

    @Override
    public Optional<MessageState> message(ConversationId conversation, long seq) {
        return page(conversation, (session, no) -> session.query(ONE).bind(EntryKey.of(no, seq))).stream()
                .findFirst();
    }

    @Override
    public List<MessageState> asOf(ConversationId conversation, List<MessageState> messages, long untilSeq) {
        return readers.read(session -> MessageReader.asOf(session, conversation, messages, untilSeq));
    }

    @Override
    public List<Hit> search(UserId user, String input, SearchScope scope, int offset, int limit) {
        SearchQuery query = SearchQuery.parse(input);
        if (query.isEmpty()) {
            return List.of();
        }
        index.awaitCurrent();
        return readers.read(session -> {
            ConversationId conversation = scope.conversation();
            OptionalLong no = Rows.conversationNo(session, conversation);
            if (conversation != null && no.isEmpty()) {
                return List.<Hit>of();
            }
            List<SearchIndex.Match> matches = index.search(session, query, user, scope, no);
            int from = Math.min(offset, matches.size());
            int until = (int) Math.min((long) from + limit, matches.size());
            return hits(session, query, matches.subList(from, until));
        });
    }

    private static List<Hit> hits(Session session, SearchQuery query, List<SearchIndex.Match> matches)
            throws SQLException {
        var hits = new ArrayList<Hit>(matches.size());
        for (SearchIndex.Match match : matches) {
            var id = new ConversationId(session.query(ID)
                    .bind(EntryKey.conversationNo(match.key()))
                    .first(row -> row.getString(1))
                    .orElseThrow());
            Query one = session.query(ONE).bind(match.key());
            List<MessageState> found = MessageReader.read(session, one, id);
            for (MessageState message :
                    match.leftSeq() == 0 ? found : MessageReader.asOf(session, id, found, match.leftSeq())) {
                hits.add(new Hit(message, Snippet.of(message.text(), query), match.rank()));
            }
        }
        return hits;
    }
}
