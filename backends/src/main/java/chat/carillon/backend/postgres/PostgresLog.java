package chat.carillon.backend.postgres;

import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendNeeds;
import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.core.log.plan.AppendPlanner;
import chat.carillon.core.store.EntrySize;
import chat.carillon.core.store.LogStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/// [LogStore] in PostgreSQL. Thread-safe.
final class PostgresLog implements LogStore {
    private static final String RANGE =
            "SELECT " + Rows.ENTRY + " FROM entry WHERE conversation = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?";
    private static final String HEADS = "SELECT " + Rows.HEAD + " FROM conversation AS c WHERE c.id = ANY (?)";
    private static final String CHANGED =
            "SELECT " + Rows.HEAD + " FROM conversation AS c WHERE c.changed_at >= ? ORDER BY c.changed_at LIMIT ?";
    static final String NOW = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    /// What of a plan's entries is in the log as it was planned.
    private static final String PROOF = """
            SELECT count(*)
            FROM unnest(?, ?, ?, ?, ?) AS k (conversation, seq, sender, at_millis, client_message_id)
            JOIN entry AS e ON e.conversation = k.conversation AND e.seq = k.seq
            WHERE e.sender = k.sender
              AND e.at_millis = k.at_millis
              AND e.client_message_id IS NOT DISTINCT FROM k.client_message_id
            """;

    /// Two nodes, or two lanes, may be given the same write for different conversations.
    private static final String RACING = "entry_client_message_id";

    private final Writes writes;
    private final Reads reads;
    private final AppendPlanner planner;
    private final LongUnaryOperator clock;

    /// @param clock makes the store's time of the database's
    PostgresLog(Writes writes, Reads reads, AppendPlanner planner, LongUnaryOperator clock) {
        this.writes = writes;
        this.reads = reads;
        this.planner = planner;
        this.clock = clock;
    }

    @Override
    public List<AppendResult> append(List<NewEntry> batch) {
        AppendNeeds needs = AppendNeeds.of(batch);
        return writes.write(session -> append(session, batch, needs), PostgresLog::isThere, RACING)
                .results();
    }

    private AppendPlan append(Session session, List<NewEntry> batch, AppendNeeds needs) throws SQLException {
        var loader = new AppendLoader(session);
        var context = loader.load(needs);
        long nowMillis = clock.applyAsLong(loader.databaseMillis());
        AppendPlan plan = planner.plan(batch, context, nowMillis);
        session.finishWith(
                new AppendWriter().add(plan, nowMillis, loader::hasRow).script());
        return plan;
    }

    private static boolean isThere(Session session, AppendPlan plan) throws SQLException {
        return areThere(session, plan.entries());
    }

    /// Whether all these entries are in their logs.
    static boolean areThere(Session session, List<Entry> entries) throws SQLException {
        long found = session.query(PROOF)
                .texts(entries, entry -> entry.conversation().value())
                .longs(entries, Entry::seq)
                .texts(entries, entry -> entry.sender().value())
                .longs(entries, Entry::atMillis)
                .texts(
                        entries,
                        entry -> entry.clientMessageId() == null
                                ? null
                                : entry.clientMessageId().value())
                .first(row -> row.getLong(1))
                .orElse(0L);
        return found == entries.size();
    }

    @Override
    public List<Entry> read(ConversationId conversation, long afterSeq, long untilSeq, int limit, int maxBytes) {
        return reads.read(session -> {
            var page = new ArrayList<Entry>();
            session.query(RANGE)
                    .bind(conversation.value())
                    .bind(afterSeq)
                    .bind(untilSeq)
                    .bind(limit)
                    .each(row -> page.add(Rows.entry(row)));
            return bounded(page, maxBytes);
        });
    }

    private static List<Entry> bounded(List<Entry> page, int maxBytes) {
        long bytes = 0;
        for (int i = 0; i < page.size(); i++) {
            bytes += EntrySize.estimatedBytes(page.get(i));
            if (bytes > maxBytes && i > 0) {
                return List.copyOf(page.subList(0, i));
            }
        }
        return page;
    }

    @Override
    public Map<ConversationId, Conversation.Head> heads(Collection<ConversationId> conversations) {
        var heads = new HashMap<ConversationId, Conversation.Head>();
        if (!conversations.isEmpty()) {
            reads.read(session -> session.query(HEADS)
                            .texts(conversations, ConversationId::value)
                            .list(Rows::head))
                    .forEach(head -> heads.put(head.conversation(), head));
        }
        return heads;
    }

    @Override
    public long nowMillis() {
        long databaseMillis = reads.read(
                session -> session.query(NOW).first(row -> row.getLong(1)).orElseThrow());
        return clock.applyAsLong(databaseMillis);
    }

    @Override
    public List<Conversation.Head> changedSince(long sinceMillis, int limit) {
        return reads.read(
                session -> session.query(CHANGED).bind(sinceMillis).bind(limit).list(Rows::head));
    }
}
