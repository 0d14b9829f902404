package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Query;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendNeeds;
import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.core.log.plan.AppendPlanner;
import chat.carillon.core.store.EntrySize;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// [LogStore] in SQLite. Thread-safe.
final class SqliteLog implements LogStore {
    private static final String RANGE =
            "SELECT " + Rows.ENTRY + " FROM entry WHERE key > ? AND key <= ? ORDER BY key LIMIT ?";
    private static final String HEADS = "SELECT " + Rows.HEAD
            + " FROM json_each(?, '$.v') AS wanted JOIN conversation_now AS c ON c.id = wanted.value";
    private static final String CHANGED =
            "SELECT " + Rows.HEAD + " FROM conversation_now AS c WHERE c.changed_at >= ? ORDER BY c.changed_at LIMIT ?";

    private final Writer writer;
    private final Readers readers;
    private final Time time;
    private final AppendPlanner planner;
    private final RecentChanges changes;
    private final Consumer<List<Conversation.Head>> committed;

    /// @param committed told of the logs that a batch appended to, once it is durable
    SqliteLog(
            Writer writer,
            Readers readers,
            Time time,
            AppendPlanner planner,
            RecentChanges changes,
            Consumer<List<Conversation.Head>> committed) {
        this.writer = writer;
        this.readers = readers;
        this.time = time;
        this.planner = planner;
        this.changes = changes;
        this.committed = committed;
    }

    @Override
    public List<AppendResult> append(List<NewEntry> batch) {
        AppendNeeds needs = AppendNeeds.of(batch);
        AppendPlan plan = writer.write(session -> append(session, batch, needs));
        committed.accept(plan.heads());
        return plan.results();
    }

    private AppendPlan append(Session session, List<NewEntry> batch, AppendNeeds needs) throws SQLException {
        var loader = new AppendLoader(session);
        long nowMillis = time.wallMillis();
        AppendPlan plan = planner.plan(batch, loader.load(needs), nowMillis);
        new AppendWriter(session, loader::conversationNo).write(plan, nowMillis);
        return plan;
    }

    @Override
    public List<Entry> read(ConversationId conversation, long afterSeq, long untilSeq, int limit, int maxBytes) {
        return readers.read(session -> {
            OptionalLong no = Rows.conversationNo(session, conversation);
            if (no.isEmpty()) {
                return List.<Entry>of();
            }
            Query query = session.query(RANGE)
                    .bind(EntryKey.of(no.getAsLong(), afterSeq))
                    .bind(EntryKey.of(no.getAsLong(), untilSeq))
                    .bind(limit);
            return page(query, conversation, maxBytes);
        });
    }

    private static List<Entry> page(Query query, ConversationId conversation, int maxBytes) throws SQLException {
        var page = new ArrayList<Entry>();
        long bytes = 0;
        try (ResultSet row = query.rows()) {
            while (row.next()) {
                Entry entry = Rows.entry(row, conversation);
                bytes += EntrySize.estimatedBytes(entry);
                if (bytes > maxBytes && !page.isEmpty()) {
                    break;
                }
                page.add(entry);
            }
        }
        return page;
    }

    @Override
    public Map<ConversationId, Conversation.Head> heads(Collection<ConversationId> conversations) {
        var heads = new HashMap<ConversationId, Conversation.Head>();
        if (!conversations.isEmpty()) {
            List<Conversation.Head> found = readers.read(session ->
                    session.query(HEADS).bind(Rows.jsonArray(conversations)).list(Rows::head));
            found.forEach(head -> heads.put(head.conversation(), head));
        }
        return heads;
    }

    @Override
    public long nowMillis() {
        return time.wallMillis();
    }

    @Override
    public List<Conversation.Head> changedSince(long sinceMillis, int limit) {
        return changes.since(sinceMillis, limit)
                .orElseGet(() -> readers.read(session ->
                        session.query(CHANGED).bind(sinceMillis).bind(limit).list(Rows::head)));
    }
}
