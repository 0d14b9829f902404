package chat.carillon.core.notify.digest;

import chat.carillon.core.push.digest.DigestContext;
import chat.carillon.core.push.digest.DigestPlan;
import chat.carillon.core.push.digest.DigestPlanner;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says who is there, and decides who of the others is mailed. Blocks. Confined to one task at a time.
final class DigestPlanning {
    private static final Logger log = LoggerFactory.getLogger(DigestPlanning.class);

    /// When one is looked at again that could not be decided.
    private static final Duration AFTER_DEFECT = Duration.ofMinutes(15);

    private static final int MAX_USERS_A_CALL = 1_000;
    private static final int MAX_A_LOOK = 200;

    private final Store store;
    private final DigestPlanner planner;
    private final DigestLetters letters;
    private final Duration away;
    private final Duration period;
    private final Supplier<Collection<UserId>> attending;
    private final DigestCounters counters;

    DigestPlanning(
            Store store,
            DigestSettings settings,
            DigestLetters letters,
            Supplier<Collection<UserId>> attending,
            DigestCounters counters) {
        this.store = store;
        this.planner = new DigestPlanner(settings.away(), settings.period());
        this.letters = letters;
        this.away = settings.away();
        this.period = settings.period();
        this.attending = attending;
        this.counters = counters;
    }

    void sayWhoIsThere(long nowMillis) {
        List<UserId> users = List.copyOf(attending.get());
        for (int from = 0; from < users.size(); from += MAX_USERS_A_CALL) {
            store.mailboxes().attended(users.subList(from, Math.min(users.size(), from + MAX_USERS_A_CALL)), nowMillis);
        }
    }

    /// @return whether there may be more to look at
    boolean look(long nowMillis) {
        List<Mailbox> away = store.mailboxes().away(nowMillis - this.away.toMillis(), nowMillis, MAX_A_LOOK);
        away.forEach(mailbox -> decideOrPutOff(mailbox, nowMillis));
        return away.size() == MAX_A_LOOK;
    }

    /// One that cannot be decided must not keep those behind it from theirs.
    private void decideOrPutOff(Mailbox mailbox, long nowMillis) {
        try {
            decide(mailbox, nowMillis);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("it cannot be decided whether {} is mailed a digest", mailbox.user(), e);
            store.mailboxes().write(mailbox.lookedAt(nowMillis + AFTER_DEFECT.toMillis()));
        }
    }

    private void decide(Mailbox mailbox, long nowMillis) {
        DigestContext context = letters.context(mailbox);
        switch (planner.plan(context, nowMillis)) {
            case DigestPlan.Mail _ -> {
                if (store.mailboxes().write(mailbox.due(nowMillis, period))) {
                    counters.add(Mailbox.State.DUE);
                } else {
                    counters.tooLate.increment();
                }
            }
            case DigestPlan.Later later -> {
                if (store.mailboxes().write(mailbox.lookedAt(later.lookAtMillis()))) {
                    counters.add(later.reason());
                } else {
                    counters.tooLate.increment();
                }
            }
        }
    }
}
