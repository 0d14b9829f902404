package chat.carillon.backend.sqlite.push;

import chat.carillon.backend.column.PushRows;
import chat.carillon.backend.sqlite.Rows;
import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.Decision;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// [PushStore] in SQLite. Thread-safe.
public final class SqlitePush implements PushStore {
    private static final String BEGIN_PLANNING =
            "INSERT INTO planned (conversation, seq) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String GO_ON_PLANNING = "UPDATE planned SET seq = ?2 WHERE conversation = ?1 AND seq = ?3";
    private static final String DECISION = "INSERT INTO push (message, user, fate, mention, decided_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String DEVICE = """
            INSERT INTO push_device (message, user, device, kind, state, attempts, due_at, changed_at, outcome)
            VALUES (?1, ?2, ?3, ?4, 'due', ?5, ?6, ?7, '')
            """;
    private static final String UNPLANNED = """
            SELECT c.id
            FROM json_each(?, '$.v') AS wanted
            JOIN conversation_now AS c ON c.id = wanted.value
            LEFT JOIN planned AS p ON p.conversation = c.no
            WHERE c.head_seq > coalesce(p.seq, -1)
            """;
    private static final String BADGES = """
            SELECT wanted.value,
                   min(1000,
                       (SELECT coalesce(sum(c.head_ordinal - m.read_ordinal), 0)
                        FROM member AS m
                        JOIN conversation_now AS c ON c.no = m.conversation
                        WHERE m.user = wanted.value AND m.left_seq = 0 AND c.kind = 'direct')
                       + (SELECT coalesce(sum((SELECT count(DISTINCT n.message)
                                               FROM mention AS n
                                               WHERE n.user IN (m.user, '@everyone', '@here')
                                                 AND n.message > (m.conversation << 36) + m.read_seq
                                                 AND n.message < (m.conversation + 1) << 36)), 0)
                          FROM member AS m
                          JOIN conversation AS c ON c.no = m.conversation
                          WHERE m.user = wanted.value AND m.left_seq = 0 AND c.kind <> 'direct'))
            FROM json_each(?, '$.v') AS wanted
            """;
    private static final String OLD = " WHERE (message, user) IN (SELECT message, user FROM push WHERE decided_at < ?1"
            + " ORDER BY decided_at, message, user LIMIT ?2)";
    private static final String RECORDED = "SELECT p.user, " + PushRows.RECORDED + """

            FROM push AS p
            LEFT JOIN push_device AS d ON d.message = p.message AND d.user = p.user
            WHERE p.message = ?
            ORDER BY p.user, d.device
            """;

    /// Decisions that are forgotten in one transaction: appends wait for it.
    private static final int MAX_FORGOTTEN = 2_000;

    private final Writer writer;
    private final Readers readers;
    private final Time time;

    public SqlitePush(Writer writer, Readers readers, Time time) {
        this.writer = writer;
        this.readers = readers;
        this.time = time;
    }

    @Override
    public List<PlanningContext> contexts(Collection<ConversationId> conversations, Ripeness ripeness) {
        return readers.read(session -> {
            var reader = new RipeReader(session);
            var contexts = new ArrayList<PlanningContext>();
            for (ConversationId conversation : Set.copyOf(conversations)) {
                reader.context(conversation, ripeness).ifPresent(contexts::add);
            }
            return contexts;
        });
    }

    @Override
    public Written write(Collection<ConversationPlan> plans, long leaseMillis) {
        var written = new HashSet<ConversationId>();
        if (plans.isEmpty()) {
            return new Written(written, List.of());
        }
        List<PushQueue.Taken> taken = writer.write(session -> {
            var told = new ArrayList<PushQueue.Taken>();
            for (ConversationPlan plan : plans) {
                OptionalLong no = Rows.conversationNo(session, plan.conversation());
                if (no.isPresent() && moveOn(session, no.getAsLong(), plan)) {
                    told.addAll(write(session, no.getAsLong(), plan, leaseMillis));
                    written.add(plan.conversation());
                }
            }
            return told;
        });
        return new Written(written, leaseMillis == 0 ? List.of() : told(taken));
    }

    private static boolean moveOn(Session session, long no, ConversationPlan plan) throws SQLException {
        return plan.plannedSeq() < 0
                ? session.query(BEGIN_PLANNING).bind(no).bind(plan.untilSeq()).update() > 0
                : session.query(GO_ON_PLANNING)
                                .bind(no)
                                .bind(plan.untilSeq())
                                .bind(plan.plannedSeq())
                                .update()
                        > 0;
    }

    private List<PushQueue.Taken> write(Session session, long no, ConversationPlan plan, long leaseMillis)
            throws SQLException {
        long now = time.wallMillis();
        int attempts = leaseMillis == 0 ? 0 : 1;
        var told = new ArrayList<PushQueue.Taken>();
        for (Decision decision : plan.decisions()) {
            long message = EntryKey.of(no, decision.seq());
            String user = decision.user().value();
            int inserted = session.query(DECISION)
                    .bind(message)
                    .bind(user)
                    .bind(decision.fate().wireName())
                    .bind(decision.mention())
                    .bind(now)
                    .update();
            if (inserted > 0) {
                for (var device : decision.devices()) {
                    String name = device.device().value();
                    session.query(DEVICE)
                            .bind(message)
                            .bind(user)
                            .bind(name)
                            .bind(device.target().kind().wireName())
                            .bind(attempts)
                            .bind(now + leaseMillis)
                            .bind(now)
                            .update();
                    told.add(new PushQueue.Taken(
                            message, plan.conversation(), user, name, State.DUE.wireName(), attempts));
                }
            }
        }
        return told;
    }

    @Override
    public List<ConversationId> unplanned(Collection<Conversation.Head> heads) {
        return readers.read(session -> session.query(UNPLANNED)
                .bind(Rows.jsonArray(
                        heads.stream().map(Conversation.Head::conversation).toList()))
                .list(row -> new ConversationId(row.getString(1))));
    }

    @Override
    public List<DuePush> take(long leaseMillis, Map<PushTarget.Kind, Integer> limits) {
        long now = time.wallMillis();
        boolean anyDue = readers.read(session -> PushQueue.isAnyDue(session, limits.keySet(), now));
        if (!anyDue) {
            return List.of();
        }
        return told(writer.write(session -> new PushQueue(session, now).take(leaseMillis, limits)));
    }

    /// A device that is known no more is told nothing.
    private List<DuePush> told(List<PushQueue.Taken> taken) {
        Map<Boolean, List<DuePush>> byTarget = readers.read(session -> PushQueue.read(session, taken)).stream()
                .collect(Collectors.partitioningBy(PushRows::isGone));
        settle(byTarget.getOrDefault(true, List.of()).stream()
                .map(PushRows::gone)
                .toList());
        return byTarget.getOrDefault(false, List.of());
    }

    @Override
    public Set<Hold> renew(Collection<Hold> holds, long leaseMillis) {
        return holds.isEmpty()
                ? Set.of()
                : writer.write(session -> new PushQueue(session, time.wallMillis()).renew(holds, leaseMillis));
    }

    @Override
    public void settle(Collection<Settled> settled) {
        if (!settled.isEmpty()) {
            writer.write(session -> {
                new PushQueue(session, time.wallMillis()).settle(settled);
                return true;
            });
        }
    }

    @Override
    public int withdraw(Collection<Marker.ReadUpTo> read) {
        List<Marker.ReadUpTo> shown = readers.read(session -> PushQueue.shown(session, read));
        return shown.isEmpty() ? 0 : writer.write(session -> new PushQueue(session, time.wallMillis()).withdraw(shown));
    }

    @Override
    public int withdraw(ConversationId conversation, long seq) {
        return writer.write(session -> new PushQueue(session, time.wallMillis()).withdraw(conversation, seq));
    }

    @Override
    public List<Recorded> recorded(ConversationId conversation, long seq) {
        return readers.read(session -> {
            OptionalLong no = Rows.conversationNo(session, conversation);
            var rows = new PushRows();
            if (no.isPresent()) {
                session.query(RECORDED).bind(EntryKey.of(no.getAsLong(), seq)).list(row -> {
                    rows.add(row);
                    return row;
                });
            }
            return rows.recorded();
        });
    }

    @Override
    public Map<UserId, Integer> badges(Collection<UserId> users) {
        var badges = new HashMap<UserId, Integer>();
        readers.read(session -> session.query(BADGES)
                .bind(Rows.jsonArray(Set.copyOf(users)))
                .list(row -> badges.put(new UserId(row.getString(1)), row.getInt(2)) == null));
        return badges;
    }

    @Override
    public boolean deleteBefore(long atMillis) {
        int forgotten = writer.write(session -> {
            forgetSome(session, "DELETE FROM push_device", atMillis);
            return forgetSome(session, "DELETE FROM push", atMillis);
        });
        return forgotten == MAX_FORGOTTEN;
    }

    private static int forgetSome(Session session, String delete, long atMillis) throws SQLException {
        return session.query(delete + OLD).bind(atMillis).bind(MAX_FORGOTTEN).update();
    }
}
