package chat.carillon.backend.postgres;

import chat.carillon.backend.column.LastReply;
import chat.carillon.backend.postgres.db.Query;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.search.SearchMatches;
import chat.carillon.backend.postgres.search.SearchMatches.Match;
import chat.carillon.backend.postgres.search.SearchMatches.ReadableLog;
import chat.carillon.core.log.Conversation.HistoryPolicy;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.search.SearchQuery;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.search.Snippet;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.model.WireName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [HistoryStore] in PostgreSQL, pages and search from a replica where there is one. Thread-safe.
final class PostgresHistory implements HistoryStore {
    private static final Logger log = LoggerFactory.getLogger(PostgresHistory.class);

    /// Conversations that a search looks through, those with the latest change first.
    private static final int MAX_SEARCHED = 10_000;

    /// How long a replica that failed is not asked again.
    private static final Duration ASIDE = Duration.ofSeconds(10);

    private static final String BACKWARDS =
            Rows.SELECT_MESSAGES + "e.conversation = ? AND e.seq > ? AND e.seq < ? ORDER BY e.seq DESC LIMIT ?";
    private static final String FORWARDS =
            Rows.SELECT_MESSAGES + "e.conversation = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?";
    private static final String THREAD =
            Rows.SELECT_MESSAGES + "e.conversation = ? AND e.thread = ? AND e.seq > ? ORDER BY e.seq LIMIT ?";
    private static final String ONE = Rows.SELECT_MESSAGES + "e.conversation = ? AND e.seq = ?";
    private static final String MANY = Rows.SELECT_MESSAGES
            + "(e.conversation, e.seq) IN (SELECT conversation, seq FROM unnest(?, ?) AS k (conversation, seq))";
    private static final String NEWEST = """
            SELECT newest.conversation, newest.seq
            FROM unnest(?, ?) AS wanted (conversation, after_seq)
            CROSS JOIN LATERAL (SELECT m.conversation, m.seq
                                FROM entry AS m
                                WHERE m.conversation = wanted.conversation AND m.seq > wanted.after_seq
                                  AND m.type = 'message'
                                ORDER BY m.seq DESC
                                LIMIT 1) AS newest
            """;
    private static final String AS_OF = """
            SELECT e.seq, coalesce(edit.text, e.text, ''), edit.at_millis,
                   (SELECT count(*)
                    FROM entry AS reply
                    WHERE reply.conversation = e.conversation AND reply.thread = e.seq AND reply.seq <= ?),
                   ARRAY (SELECT r.user_id || ' ' || r.emoji
                          FROM reaction AS r
                          WHERE r.conversation = e.conversation AND r.seq = e.seq AND r.entry_seq <= ?
                          ORDER BY r.entry_seq),
                   (SELECT reply.seq || ' ' || reply.at_millis || ' ' || reply.sender
                    FROM entry AS reply
                    WHERE reply.conversation = e.conversation AND reply.thread = e.seq AND reply.seq <= ?
                    ORDER BY reply.seq DESC
                    LIMIT 1)
            FROM entry AS e
            LEFT JOIN LATERAL (SELECT x.text, x.at_millis
                               FROM entry AS x
                               WHERE x.conversation = e.conversation AND x.target = e.seq AND x.type = 'edit'
                                 AND x.seq <= ?
                               ORDER BY x.seq DESC
                               LIMIT 1) AS edit ON true
            WHERE e.conversation = ? AND e.seq = ANY (?)
            """;
    private static final String READABLE = "SELECT c.history_policy, " + Rows.MEMBER + """
             FROM member AS m
            JOIN conversation AS c ON c.id = m.conversation
            WHERE m.user_id = ? AND (CAST(? AS text) IS NULL OR m.conversation = ?)
            ORDER BY c.changed_at DESC
            LIMIT ?
            """;

    private final Reads reads;
    private final Reads replica;

    /// Until then the replica is not asked, in the terms of [System#nanoTime].
    private volatile long asideUntilNanos = System.nanoTime();

    /// @param replica where pages and matches are read: what they show may lag behind; the same as
    ///     `reads` where there is none
    PostgresHistory(Reads reads, Reads replica) {
        this.reads = reads;
        this.replica = replica;
    }

    /// Reads from the replica; if that is not there, from where everything is.
    private <T> T page(Reads.Read<T> read) {
        if (replica != reads && System.nanoTime() - asideUntilNanos >= 0) {
            try {
                return replica.read(read);
            } catch (StoreUnavailableException e) {
                log.warn("the replica is left aside for {} s: {}", ASIDE.toSeconds(), e.getMessage());
                asideUntilNanos = System.nanoTime() + ASIDE.toNanos();
            }
        }
        return reads.read(read);
    }

    @Override
    public List<MessageState> messages(ConversationId conversation, long afterSeq, long beforeSeq, int limit) {
        return page(session -> session.query(BACKWARDS)
                        .bind(conversation.value())
                        .bind(afterSeq)
                        .bind(beforeSeq)
                        .bind(limit)
                        .list(Rows::message))
                .reversed();
    }

    @Override
    public List<MessageState> messagesAfter(ConversationId conversation, long afterSeq, long untilSeq, int limit) {
        return page(session -> session.query(FORWARDS)
                .bind(conversation.value())
                .bind(afterSeq)
                .bind(untilSeq)
                .bind(limit)
                .list(Rows::message));
    }

    @Override
    public Map<ConversationId, MessageState> newest(Map<ConversationId, Long> afterSeqs) {
        if (afterSeqs.isEmpty()) {
            return Map.of();
        }
        List<Map.Entry<ConversationId, Long>> wanted = List.copyOf(afterSeqs.entrySet());
        List<Place> places = page(session -> session.query(NEWEST)
                .texts(wanted, one -> one.getKey().value())
                .longs(wanted, Map.Entry::getValue)
                .list(row -> new Place(new ConversationId(row.getString(1)), row.getLong(2))));
        return at(places).values().stream().collect(Collectors.toMap(MessageState::conversation, Function.identity()));
    }

    private record Place(ConversationId conversation, long seq) {}

    private Map<Place, MessageState> at(Collection<Place> places) {
        return page(session -> session.query(MANY)
                        .texts(places, place -> place.conversation().value())
                        .longs(places, Place::seq)
                        .list(Rows::message))
                .stream()
                .collect(Collectors.toMap(
                        message -> new Place(message.conversation(), message.seq()), Function.identity()));
    }

    @Override
    public List<MessageState> thread(ConversationId conversation, long root, long afterSeq, int limit) {
        return page(session -> session.query(THREAD)
                .bind(conversation.value())
                .bind(root)
                .bind(afterSeq)
                .bind(limit)
                .list(Rows::message));
    }

    @Override
    public Optional<MessageState> message(ConversationId conversation, long seq) {
        return reads.read(session ->
                session.query(ONE).bind(conversation.value()).bind(seq).first(Rows::message));
    }

    /// From where the truth is: what was deleted meanwhile must not show.
    @Override
    public List<MessageState> asOf(ConversationId conversation, List<MessageState> messages, long untilSeq) {
        var bySeq = new HashMap<Long, MessageState>();
        messages.forEach(message -> bySeq.put(message.seq(), message));
        reads.read(session -> session.query(AS_OF)
                        .bind(untilSeq)
                        .bind(untilSeq)
                        .bind(untilSeq)
                        .bind(untilSeq)
                        .bind(conversation.value())
                        .longs(bySeq.keySet(), Long::longValue)
                        .list(row -> then(bySeq, row)))
                .forEach(message -> bySeq.put(message.seq(), message));
        return messages.stream()
                .map(message -> bySeq.getOrDefault(message.seq(), message))
                .toList();
    }

    private static MessageState then(Map<Long, MessageState> bySeq, ResultSet row) throws SQLException {
        MessageState now = Objects.requireNonNull(bySeq.get(row.getLong(1)));
        return now.with(
                row.getString(2),
                Query.nullableLong(row, 3),
                Rows.reactions((String[]) row.getArray(5).getArray()),
                row.getLong(4),
                LastReply.of(row.getString(6)));
    }

    @Override
    public List<Hit> search(UserId user, String input, SearchScope scope, int offset, int limit) {
        SearchQuery query = SearchQuery.parse(input);
        if (query.isEmpty()) {
            return List.of();
        }
        List<ReadableLog> readable = readable(user, scope.conversation());
        List<Match> matches = page(session -> new SearchMatches(query, scope).in(session, readable));
        int from = Math.min(offset, matches.size());
        int until = (int) Math.min((long) from + limit, matches.size());
        var untilSeqs = new HashMap<ConversationId, Long>();
        readable.forEach(log -> untilSeqs.put(log.conversation(), log.untilSeq()));
        return hits(query, matches.subList(from, until), untilSeqs);
    }

    /// What the user may read, by the truth and not by a replica. Also of where the user has left.
    private List<ReadableLog> readable(UserId user, @Nullable ConversationId conversation) {
        String id = conversation == null ? null : conversation.value();
        return reads.read(session -> session.query(READABLE)
                .bind(user.value())
                .bind(id)
                .bind(id)
                .bind(MAX_SEARCHED)
                .list(row -> {
                    Member member = Rows.member(row, 2);
                    HistoryPolicy history = WireName.parse(HistoryPolicy.class, "column", row.getString(1));
                    return new ReadableLog(
                            member.conversation(), member.visibleAfterSeq(history), member.visibleUntilSeq());
                }));
    }

    private List<Hit> hits(SearchQuery query, List<Match> matches, Map<ConversationId, Long> untilSeqs) {
        if (matches.isEmpty()) {
            return List.of();
        }
        Map<Place, MessageState> messages = at(matches.stream()
                .map(match -> new Place(match.conversation(), match.seq()))
                .toList());
        var hits = new ArrayList<Hit>(matches.size());
        for (Match match : matches) {
            MessageState now = messages.get(new Place(match.conversation(), match.seq()));
            if (now != null && !now.deleted()) {
                long untilSeq = untilSeqs.getOrDefault(match.conversation(), Long.MAX_VALUE);
                MessageState message = untilSeq == Long.MAX_VALUE
                        ? now
                        : asOf(match.conversation(), List.of(now), untilSeq).getFirst();
                hits.add(new Hit(message, Snippet.of(message.text(), query), match.rank()));
            }
        }
        return hits;
    }
}
