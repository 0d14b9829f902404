package chat.carillon.core.notify;

import chat.carillon.core.conversation.AppendListener;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.PushStore.Ripeness;
import chat.carillon.core.store.PushStore.Written;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans messages when they are ripe. The node that appended a message plans it; if that node has died, another finds
/// what it left within seconds, because what is not planned is what the log has beyond the planned seq.
///
/// Thread-safe; what is called from outside never blocks.
public final class PushPlanning implements AppendListener {
    private static final Logger log = LoggerFactory.getLogger(PushPlanning.class);

    static final Duration TICK = Duration.ofMillis(250);

    /// A conversation in which messages ripen all the time is planned so often.
    static final Duration PACE = Duration.ofMillis(500);

    /// How often it is looked for what a node that died has left.
    static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

    private static final Duration OVERLAP = Duration.ofSeconds(15);
    private static final int MAX_CONVERSATIONS_A_PLAN = 200;
    private static final int MAX_HEADS_A_QUERY = 10_000;

    private final Store store;
    private final PushSettings settings;
    private final PushPlanner planner;
    private final Time time;
    private final Executor blocking;
    private final PushDispatch dispatch;
    private final PushCounters counters;
    private final Ripening ripening = new Ripening();

    /// Whether anyone can be told at all; planning is for nobody else.
    private volatile boolean anyDevice;

    private volatile boolean stopped;
    private long sweptAtNanos;
    private long sweptAtMillis;

    /// @param dispatch sends what was planned
    public PushPlanning(Push push, PushDispatch dispatch) {
        this.store = push.store();
        this.settings = push.settings();
        this.planner = new PushPlanner(settings.webhook());
        this.time = push.time();
        this.blocking = push.blocking();
        this.counters = push.counters();
        this.dispatch = dispatch;
    }

    /// What planning and sending stand on.
    public record Push(Store store, PushSettings settings, Time time, Executor blocking, PushCounters counters) {}

    @Override
    public void appended(Entry entry, Conversation.Head head) {
        if (entry.body() instanceof EntryBody.Posted) {
            // A channel's message takes longer to ripen, which is found then.
            ripening.ripens(
                    entry.conversation(),
                    time.monotonicNanos() + settings.ripeDirect().toNanos());
        }
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {}

    public void start() {
        sweptAtNanos = time.monotonicNanos() - SWEEP_EVERY.toNanos();
        schedule();
    }

    public void stop() {
        stopped = true;
    }

    private void schedule() {
        if (!stopped) {
            time.after(TICK, () -> blocking.execute(this::tick));
        }
    }

    private void tick() {
        try {
            if (time.monotonicNanos() - sweptAtNanos >= SWEEP_EVERY.toNanos()) {
                sweep();
            }
            plan();
        } catch (StoreUnavailableException e) {
            log.warn("absent members are told later: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while planning pushes", e);
        } finally {
            schedule();
        }
    }

    /// Looks for what no node has planned that should have.
    private void sweep() {
        anyDevice = settings.webhook() || store.devices().anyDevice();
        sweptAtNanos = time.monotonicNanos();
        if (!anyDevice) {
            sweptAtMillis = 0;
            return;
        }
        long now = store.log().nowMillis();
        long since = sweptAtMillis == 0 ? now - settings.maxAge().toMillis() : sweptAtMillis;
        long ripe = now - settings.ripeOther().plus(SWEEP_EVERY).toMillis();
        List<Conversation.Head> heads = store.log().changedSince(since, MAX_HEADS_A_QUERY).stream()
                .filter(head -> head.changedAtMillis() <= ripe)
                .toList();
        if (!heads.isEmpty()) {
            long due = time.monotonicNanos();
            store.push().unplanned(heads).forEach(left -> ripening.ripens(left, due));
        }
        sweptAtMillis = heads.size() < MAX_HEADS_A_QUERY
                ? ripe - OVERLAP.toMillis()
                : heads.getLast().changedAtMillis();
    }

    private void plan() {
        List<ConversationId> due = ripening.take(time.monotonicNanos(), MAX_CONVERSATIONS_A_PLAN);
        while (!due.isEmpty() && !stopped) {
            if (anyDevice) {
                planOrWait(due);
            }
            due = ripening.take(time.monotonicNanos(), MAX_CONVERSATIONS_A_PLAN);
        }
    }

    private void planOrWait(List<ConversationId> due) {
        try {
            plan(due);
        } catch (StoreUnavailableException e) {
            later(due);
            throw e;
        } catch (RuntimeException e) {
            log.error("defect while planning pushes of {} conversations", due.size(), e);
            later(due);
            if (due.size() > 1) {
                due.forEach(this::planAlone);
            }
        }
    }

    /// One that cannot be planned must not keep the others from it.
    private void planAlone(ConversationId conversation) {
        try {
            plan(List.of(conversation));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("pushes of {} cannot be planned", conversation, e);
        }
    }

    private void later(List<ConversationId> due) {
        long then = time.monotonicNanos() + SWEEP_EVERY.toNanos();
        due.forEach(conversation -> ripening.ripens(conversation, then));
    }

    private void plan(List<ConversationId> due) {
        long now = store.log().nowMillis();
        var ripeness = new Ripeness(
                now - settings.ripeDirect().toMillis(),
                now - settings.ripeOther().toMillis(),
                now - settings.maxAge().toMillis());
        List<PlanningContext> contexts = store.push().contexts(due, ripeness);
        List<ConversationPlan> plans = contexts.stream()
                .filter(context -> context.untilSeq() > context.plannedSeq())
                .map(context -> planner.plan(context, now))
                .toList();
        Set<ConversationId> written = write(plans);
        counters.tooLate.add(plans.size() - written.size());
        plans.stream().filter(plan -> written.contains(plan.conversation())).forEach(this::count);
        contexts.forEach(context -> lookAgain(context, ripeness));
    }

    /// Has this node send what it planned, if it can: then nobody has to look for it.
    private Set<ConversationId> write(List<ConversationPlan> plans) {
        Map<PushTarget.Kind, Integer> pushes = plans.stream()
                .flatMap(plan -> plan.decisions().stream())
                .flatMap(decision -> decision.devices().stream())
                .collect(Collectors.toMap(device -> device.target().kind(), _ -> 1, Integer::sum));
        if (!dispatch.reserve(pushes)) {
            Set<ConversationId> written = store.push().write(plans);
            if (!pushes.isEmpty()) {
                dispatch.planned();
            }
            return written;
        }
        long asked = time.monotonicNanos();
        Written written;
        try {
            written = store.push().write(plans, TakenPushes.LEASE.toMillis());
        } catch (RuntimeException e) {
            dispatch.release(pushes);
            throw e;
        }
        dispatch.sendReserved(written.taken(), pushes, asked);
        return written.conversations();
    }

    private void count(ConversationPlan plan) {
        plan.decisions().forEach(decision -> counters.add(decision.fate()));
    }

    private void lookAgain(PlanningContext context, Ripeness ripeness) {
        context.messages().stream()
                .findFirst()
                .ifPresent(first -> counters.planningDelayMillis.set(ripeness.delayMillis(context, first)));
        boolean more = context.untilSeq() < context.conversation().head().headSeq();
        if (more) {
            long wait = Math.max(PACE.toMillis(), context.nextMillis());
            ripening.ripens(
                    context.conversation().id(),
                    time.monotonicNanos()
                            + Duration.ofMillis(context.nextMillis() == 0 ? 0 : wait)
                                    .toNanos());
        }
    }

    /// Somebody can be told from now on; other nodes find out with their next sweep.
    void deviceRegistered() {
        anyDevice = true;
    }

    /// Whether anyone can be told at all, as far as this node knows.
    boolean anyDevice() {
        return anyDevice;
    }

    /// Conversations with messages that are not planned, as far as this node knows.
    public int waiting() {
        return ripening.size();
    }
}
