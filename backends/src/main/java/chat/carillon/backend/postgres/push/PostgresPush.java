package chat.carillon.backend.postgres.push;

import chat.carillon.backend.column.PushRows;
import chat.carillon.backend.postgres.db.Query;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.db.StoreClock;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.Decision;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// [PushStore] in PostgreSQL. Thread-safe.
public final class PostgresPush implements PushStore {
    /// Of several nodes that plan the same, the first moves on; the others find that it has.
    private static final String BEGIN_PLANNING = """
            INSERT INTO planned (conversation, seq)
            SELECT u.conversation, u.until_seq
            FROM unnest(?, ?) AS u (conversation, until_seq)
            ON CONFLICT DO NOTHING
            RETURNING conversation
            """;
    private static final String GO_ON_PLANNING = """
            UPDATE planned AS p
            SET seq = u.until_seq
            FROM unnest(?, ?, ?) AS u (conversation, until_seq, planned_seq)
            WHERE p.conversation = u.conversation AND p.seq = u.planned_seq
            RETURNING p.conversation
            """;
    private static final String DECISIONS = """
            INSERT INTO push (conversation, seq, user_id, fate, mention, decided_at)
            SELECT u.conversation, u.seq, u.user_id, u.fate, u.mention <> 0, ?
            FROM unnest(?, ?, ?, ?, ?) AS u (conversation, seq, user_id, fate, mention)
            """;
    private static final String DEVICES = """
            INSERT INTO push_device
                (conversation, seq, user_id, device, kind, state, attempts, due_at, changed_at, outcome)
            SELECT u.conversation, u.seq, u.user_id, u.device, u.kind, 'due', ?, ?, ?, ''
            FROM unnest(?, ?, ?, ?, ?) AS u (conversation, seq, user_id, device, kind)
            """;
    private static final String UNPLANNED = """
            SELECT c.id
            FROM conversation AS c
            LEFT JOIN planned AS p ON p.conversation = c.id
            WHERE c.id = ANY (?) AND c.head_seq > coalesce(p.seq, -1)
            """;
    private static final String BADGES = """
            SELECT u.user_id,
                   least(1000,
                         (SELECT coalesce(sum(c.head_ordinal - m.read_ordinal), 0)
                          FROM member AS m
                          JOIN conversation AS c ON c.id = m.conversation
                          WHERE m.user_id = u.user_id AND m.left_seq = 0 AND c.kind = 'direct')
                         + (SELECT coalesce(sum((SELECT count(DISTINCT n.seq)
                                                 FROM mention AS n
                                                 WHERE n.user_id IN (m.user_id, '@everyone', '@here')
                                                   AND n.conversation = m.conversation
                                                   AND n.seq > m.read_seq)), 0)
                            FROM member AS m
                            JOIN conversation AS c ON c.id = m.conversation
                            WHERE m.user_id = u.user_id AND m.left_seq = 0 AND c.kind <> 'direct'))
            FROM unnest(?) AS u (user_id)
            """;
    private static final String RECORDED = "SELECT p.user_id, " + PushRows.RECORDED + """
             FROM push AS p
            LEFT JOIN push_device AS d
                ON d.conversation = p.conversation AND d.seq = p.seq AND d.user_id = p.user_id
            WHERE p.conversation = ? AND p.seq = ?
            ORDER BY p.user_id, d.device
            """;
    private static final String FORGET = """
            WITH old AS (SELECT ctid FROM push WHERE decided_at < ? LIMIT ?),
                 gone AS (DELETE FROM push WHERE ctid = ANY (ARRAY (SELECT ctid FROM old))
                          RETURNING conversation, seq, user_id),
                 told AS (DELETE FROM push_device AS d
                          USING gone AS g
                          WHERE d.conversation = g.conversation AND d.seq = g.seq AND d.user_id = g.user_id)
            SELECT count(*) FROM gone
            """;

    /// Decisions that are forgotten in one transaction.
    private static final int MAX_FORGOTTEN = 10_000;

    private final Writes writes;
    private final Reads reads;
    private final StoreClock clock;

    private record Place(ConversationId conversation, Decision decision) {}

    public PostgresPush(Writes writes, Reads reads, StoreClock clock) {
        this.writes = writes;
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public List<PlanningContext> contexts(Collection<ConversationId> conversations, Ripeness ripeness) {
        return conversations.isEmpty()
                ? List.of()
                : reads.read(session -> new RipeReader(session, ripeness).contexts(Set.copyOf(conversations)));
    }

    @Override
    public Written write(Collection<ConversationPlan> plans, long leaseMillis) {
        return plans.isEmpty()
                ? new Written(Set.of(), List.of())
                : writes.write(session -> {
                    session.identify();
                    Set<ConversationId> moved = moveOn(session, plans);
                    List<ConversationPlan> ours = plans.stream()
                            .filter(plan -> moved.contains(plan.conversation()))
                            .toList();
                    return new Written(moved, write(session, ours, leaseMillis));
                });
    }

    private static Set<ConversationId> moveOn(Session session, Collection<ConversationPlan> plans) throws SQLException {
        Map<Boolean, List<ConversationPlan>> first = plans.stream()
                .sorted(Comparator.comparing(ConversationPlan::conversation))
                .collect(Collectors.partitioningBy(plan -> plan.plannedSeq() < 0));
        var moved = new HashSet<ConversationId>();
        List<ConversationPlan> begun = first.getOrDefault(true, List.of());
        if (!begun.isEmpty()) {
            places(session.query(BEGIN_PLANNING), begun).each(row -> moved.add(new ConversationId(row.getString(1))));
        }
        List<ConversationPlan> goingOn = first.getOrDefault(false, List.of());
        if (!goingOn.isEmpty()) {
            places(session.query(GO_ON_PLANNING), goingOn)
                    .longs(goingOn, ConversationPlan::plannedSeq)
                    .each(row -> moved.add(new ConversationId(row.getString(1))));
        }
        return moved;
    }

    private static Query places(Query query, List<ConversationPlan> plans) throws SQLException {
        return query.texts(plans, plan -> plan.conversation().value()).longs(plans, ConversationPlan::untilSeq);
    }

    private List<DuePush> write(Session session, List<ConversationPlan> plans, long leaseMillis) throws SQLException {
        var decisions = new ArrayList<Place>();
        var told = new ArrayList<Key>();
        var kinds = new ArrayList<PushTarget.Kind>();
        for (ConversationPlan plan : plans) {
            for (Decision decision : plan.decisions()) {
                var place = new Place(plan.conversation(), decision);
                decisions.add(place);
                for (PushDevice device : decision.devices()) {
                    told.add(new Key(decision.user(), plan.conversation(), decision.seq(), device.device()));
                    kinds.add(device.target().kind());
                }
            }
        }
        if (decisions.isEmpty()) {
            return List.of();
        }
        long now = clock.millis(session);
        session.query(DECISIONS)
                .bind(now)
                .texts(decisions, place -> place.conversation().value())
                .longs(decisions, place -> place.decision().seq())
                .texts(decisions, place -> place.decision().user().value())
                .texts(decisions, place -> place.decision().fate().wireName())
                .longs(decisions, place -> place.decision().mention() ? 1 : 0)
                .update();
        if (told.isEmpty()) {
            return List.of();
        }
        session.query(DEVICES)
                .bind(leaseMillis == 0 ? 0 : 1)
                .bind(now + leaseMillis)
                .bind(now)
                .texts(told, key -> key.conversation().value())
                .longs(told, Key::seq)
                .texts(told, key -> key.user().value())
                .texts(told, key -> key.device().value())
                .texts(kinds, PushTarget.Kind::wireName)
                .update();
        return leaseMillis == 0 ? List.of() : new PushQueue(session, now).taken(told);
    }

    @Override
    public List<ConversationId> unplanned(Collection<Conversation.Head> heads) {
        return reads.read(session -> session.query(UNPLANNED)
                .texts(heads, head -> head.conversation().value())
                .list(row -> new ConversationId(row.getString(1))));
    }

    @Override
    public List<DuePush> take(long leaseMillis, Map<PushTarget.Kind, Integer> limits) {
        boolean any = reads.read(session -> PushQueue.isAnyDue(session, limits.keySet(), clock.millis(session)));
        return any
                ? writes.write(session -> {
                    session.identify();
                    return new PushQueue(session, clock.millis(session)).take(leaseMillis, limits);
                })
                : List.of();
    }

    @Override
    public Set<Hold> renew(Collection<Hold> holds, long leaseMillis) {
        return holds.isEmpty()
                ? Set.of()
                : writes.write(session ->
                        new PushQueue(session, clock.millis(session)).renew(List.copyOf(holds), leaseMillis));
    }

    @Override
    public void settle(Collection<Settled> settled) {
        if (!settled.isEmpty()) {
            writes.write(session -> new PushQueue(session, clock.millis(session)).settle(settled));
        }
    }

    @Override
    public int withdraw(Collection<Marker.ReadUpTo> read) {
        return read.isEmpty()
                ? 0
                : writes.write(session -> new PushQueue(session, clock.millis(session)).withdraw(read));
    }

    @Override
    public int withdraw(ConversationId conversation, long seq) {
        return writes.write(session -> new PushQueue(session, clock.millis(session)).withdraw(conversation, seq));
    }

    @Override
    public List<Recorded> recorded(ConversationId conversation, long seq) {
        return reads.read(session -> {
            var rows = new PushRows();
            session.query(RECORDED).bind(conversation.value()).bind(seq).each(rows::add);
            return rows.recorded();
        });
    }

    @Override
    public Map<UserId, Integer> badges(Collection<UserId> users) {
        var badges = new HashMap<UserId, Integer>();
        reads.read(session -> {
            session.query(BADGES)
                    .texts(Set.copyOf(users), UserId::value)
                    .each(row -> badges.put(new UserId(row.getString(1)), row.getInt(2)));
            return true;
        });
        return badges;
    }

    @Override
    public boolean deleteBefore(long atMillis) {
        long forgotten = writes.write(session -> session.query(FORGET)
                .bind(atMillis)
                .bind(MAX_FORGOTTEN)
                .first(row -> row.getLong(1))
                .orElse(0L));
        return forgotten == MAX_FORGOTTEN;
    }
}
