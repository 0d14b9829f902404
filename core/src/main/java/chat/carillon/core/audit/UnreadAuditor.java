package chat.carillon.core.audit;

import chat.carillon.core.log.Membership;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at one user after the other, at a bounded rate, and in every round at another conversation of each, whether
/// unread and mention counts are what the log holds. What differs three times in a row, a second apart, has drifted.
///
/// Confined to one tick at a time; its numbers may be read by any thread.
public final class UnreadAuditor {
    static final Duration TICK = Duration.ofSeconds(1);

    /// In a row, until it counts: a deletion may come in between, a replica may lag.
    static final int LOOKS = 3;

    /// Pairs that are looked at again; further ones are found in a later round.
    private static final int MAX_SUSPECTS = 100;

    private static final Logger log = LoggerFactory.getLogger(UnreadAuditor.class);

    private final Store store;
    private final UnreadAudit audit;
    private final Time time;
    private final Executor blocking;
    private final int pairsPerSecond;

    /// How often in a row each was found to differ.
    private final Map<Pair, Integer> suspects = new LinkedHashMap<>();

    private @Nullable UserId after;
    private int round;
    private final LongAdder audited = new LongAdder();
    private final AtomicInteger drifted = new AtomicInteger();
    private volatile boolean stopped;

    private record Pair(UserId user, ConversationId conversation) {}

    /// @param pairsPerSecond 0: none are looked at
    public UnreadAuditor(Store store, Time time, Executor blocking, int pairsPerSecond) {
        this.store = store;
        this.audit = new UnreadAudit(store);
        this.time = time;
        this.blocking = blocking;
        this.pairsPerSecond = pairsPerSecond;
    }

    public void start() {
        if (pairsPerSecond > 0) {
            schedule();
        }
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
            lookAgain();
            lookFurther();
        } catch (StoreUnavailableException e) {
            log.debug("the audit waits for the store: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while auditing unread counts", e);
        } finally {
            schedule();
        }
    }

    private void lookAgain() {
        for (Pair pair : List.copyOf(suspects.keySet())) {
            try {
                lookAgain(pair);
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                // One that cannot be looked at must not keep the others from it; its turn comes in a later round.
                suspects.remove(pair);
                log.error("the unread counts of {} in {} cannot be audited", pair.user(), pair.conversation(), e);
            }
        }
        drifted.set(
                (int) suspects.values().stream().filter(looks -> looks >= LOOKS).count());
    }

    private void lookAgain(Pair pair) {
        Optional<UnreadDrift> found = audit.look(pair.user(), pair.conversation());
        if (found.isEmpty()) {
            suspects.remove(pair);
        } else if (suspects.merge(pair, 1, Integer::sum) == LOOKS) {
            log.error("unread counts have drifted from the log: {}", found.get());
        }
    }

    private void lookFurther() {
        for (int left = pairsPerSecond; left > 0; left--) {
            List<Account> next = store.accounts().list(null, after, 1);
            if (next.isEmpty()) {
                after = null;
                round++;
                return;
            }
            after = next.getFirst().user();
            look(after);
        }
    }

    private void look(UserId user) {
        List<Membership> memberships =
                store.conversations().membershipsOf(List.of(user)).getOrDefault(user, List.of()).stream()
                        .sorted(Comparator.comparing(
                                one -> one.conversation().id().value()))
                        .toList();
        if (memberships.isEmpty()) {
            return;
        }
        Membership chosen = memberships.get(round % memberships.size());
        audited.increment();
        if (audit.look(chosen).isPresent() && suspects.size() < MAX_SUSPECTS) {
            suspects.putIfAbsent(new Pair(user, chosen.conversation().id()), 1);
        }
    }

    /// Pairs of a user and a conversation that were looked at.
    public long audited() {
        return audited.sum();
    }

    /// Those whose numbers are not those of the log, and are looked at every second until they are.
    public int drifted() {
        return drifted.get();
    }
}
