package chat.carillon.testkit.sim;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The one database that all nodes of a simulation share, and the faults of the way to it. It
/// outlives every node; each has its own [SimStore] to it.
public final class SimDatabase {
    /// How much later than its time says a transaction may become visible.
    private static final Duration MAX_LATENESS = Duration.ofSeconds(4);

    private static final double LATE = 0.1;

    /// How long after a failure something may wait before it tries again.
    static final Duration SETTLING = Duration.ofSeconds(3);

    /// How long a jump of the database's clock may hide what was written before it, and leases that live.
    private static final Duration JUMP = Duration.ofSeconds(12);

    private final SimScheduler scheduler;
    private final SimTime time;
    private final Store content;
    private final Journal journal = new Journal();
    private final Sabotage sabotage;
    private final int appendConcurrency;
    private Faults faults = Faults.NONE;
    private long soundSinceNanos;
    private Duration clockError = Duration.ZERO;

    /// @param failBefore share of calls that fail before they had any effect
    /// @param failAfter share of writes that are committed and yet reported as unavailable
    /// @param slow share of calls that take up to maxDelay; others take a few milliseconds
    /// @param unreachable nothing gets through
    public record Faults(double failBefore, double failAfter, double slow, Duration maxDelay, boolean unreachable) {
        public static final Faults NONE = new Faults(0, 0, 0, Duration.ZERO, false);
    }

    /// @param time of the database's machine
    public SimDatabase(SimScheduler scheduler, SimTime time, Limits limits, Sabotage sabotage, int appendConcurrency) {
        this.scheduler = scheduler;
        this.time = time;
        this.sabotage = sabotage;
        this.appendConcurrency = appendConcurrency;
        this.content = new InMemoryStore("epoch-1", time, limits);
    }

    public void set(Faults changed) {
        if (!faults.equals(Faults.NONE)) {
            // What began to be slow is slow to its end, both ways.
            unsoundFor(SETTLING.plus(faults.maxDelay().multipliedBy(2)));
        }
        faults = changed;
    }

    private void unsoundFor(Duration time) {
        soundSinceNanos = Math.max(soundSinceNanos, scheduler.nowNanos() + time.toNanos());
    }

    /// Since when nothing is wrong with it; [Long#MAX_VALUE] if something is.
    long soundSinceNanos() {
        return faults.equals(Faults.NONE) ? soundSinceNanos : Long.MAX_VALUE;
    }

    /// Sets how wrong the clock of the database's machine is from now on.
    public void setClockError(Duration error) {
        unsoundFor(JUMP);
        clockError = error;
        time.setWrongBy(error);
    }

    /// A node's connection.
    public SimStore connect(Life life) {
        return new SimStore(this, life);
    }

    public Journal journal() {
        return journal;
    }

    /// The content itself, without faults and without waiting.
    public Store content() {
        return content;
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    Faults faults() {
        return faults;
    }

    int appendConcurrency() {
        return appendConcurrency;
    }

    Sabotage sabotage() {
        return sabotage;
    }

    List<AppendResult> append(LogStore log, List<NewEntry> batch) {
        boolean late = scheduler.chance().happens(LATE);
        time.setWrongBy(late ? clockError.minus(scheduler.chance().upTo(MAX_LATENESS)) : clockError);
        List<AppendResult> results = sabotage.strikes(Sabotage.STORE_LOSES_A_COMMIT, scheduler.chance())
                ? batch.stream().map(entry -> lost(log, entry)).toList()
                : log.append(sabotage == Sabotage.STORE_FORGETS_KEYS ? withoutKeys(batch) : batch);
        time.setWrongBy(clockError);
        for (AppendResult result : results) {
            if (result instanceof AppendResult.Appended appended) {
                journal.appended(appended.entry());
            }
        }
        return new ArrayList<>(results);
    }

    /// What a store answers that acknowledges before it has written, and then does not write.
    private static AppendResult lost(LogStore log, NewEntry entry) {
        Conversation.Head head = log.heads(List.of(entry.conversation())).get(entry.conversation());
        if (head == null || !(entry.body() instanceof EntryBody.Posted)) {
            return new AppendResult.Refused(ErrorCode.NOT_FOUND, "lost");
        }
        var answered = new Entry(
                entry.conversation(),
                head.headSeq() + 1,
                head.headOrdinal() + 1,
                entry.atMillis(),
                entry.sender(),
                entry.clientMessageId(),
                entry.body());
        return new AppendResult.Appended(answered, head);
    }

    private static List<NewEntry> withoutKeys(List<NewEntry> batch) {
        return batch.stream()
                .map(entry -> new NewEntry(
                        entry.conversation(), entry.sender(), entry.authority(), null, entry.atMillis(), entry.body()))
                .toList();
    }

    CreateResult created(CreateResult result) {
        if (result instanceof CreateResult.Created(var conversation, var entries)) {
            journal.created(conversation, entries);
        }
        return result;
    }
}
