package chat.carillon.core.notify.digest;

import chat.carillon.core.notify.RetryDelay;
import chat.carillon.core.push.Digest;
import chat.carillon.core.push.DigestSender;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.digest.DigestContext;
import chat.carillon.core.push.digest.DigestPlan;
import chat.carillon.core.push.digest.DigestPlanner;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.push.digest.Mailbox.State;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends digests that were decided. Whoever takes one writes it within a lease; a node that dies with it leaves it to
/// the next. Before the mail server is given it, that is noted: what a node died with then is not sent again, as
/// nobody knows whether it was.
///
/// Thread-safe. [#send] blocks.
final class DigestDispatch {
    private static final Logger log = LoggerFactory.getLogger(DigestDispatch.class);

    /// Longer than writing a mail takes, as a rule: where it is not, the mailbox has another version when it is to be
    /// noted that the mail server is given it, and the mail is thrown away.
    static final Duration LEASE = Duration.ofSeconds(30);

    static final int MAX_IN_FLIGHT = 64;

    private final Store store;
    private final DigestPlanner planner;
    private final Duration period;
    private final DigestLetters letters;
    private final DigestSender sender;
    private final Executor blocking;
    private final DigestCounters counters;
    private final AtomicInteger inFlight = new AtomicInteger();

    DigestDispatch(Digesting.Ground ground, DigestSettings settings, DigestLetters letters, DigestSender sender) {
        this.store = ground.store();
        this.planner = new DigestPlanner(settings.away(), settings.period());
        this.period = settings.period();
        this.letters = letters;
        this.sender = sender;
        this.blocking = ground.blocking();
        this.counters = ground.counters();
    }

    /// Sends those that are due, at most so many.
    ///
    /// @return how many
    int send(long nowMillis, int max) {
        int free = Math.min(max, MAX_IN_FLIGHT - inFlight.get());
        int count = 0;
        if (free > 0) {
            for (Mailbox mailbox : store.mailboxes().due(nowMillis, free)) {
                count += takeOrPutOff(mailbox, nowMillis) ? 1 : 0;
            }
        }
        return count;
    }

    /// One that cannot be written is tried again as one that the mail server put off, and given up in the end.
    private boolean takeOrPutOff(Mailbox due, long nowMillis) {
        try {
            return take(due, nowMillis);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("a digest of {} cannot be written", due.user(), e);
            var later = new PushResult.Retry(null, "defect: " + e.getClass().getSimpleName());
            var _ = store.mailboxes()
                    .change(due.user(), found -> found.turn().state() == State.DUE ? settled(found, later) : found);
            return false;
        }
    }

    private boolean take(Mailbox due, long nowMillis) {
        if (!store.mailboxes().write(due.taken(nowMillis, LEASE))) {
            counters.tooLate.increment();
            return false;
        }
        Optional<Mailbox> found = store.mailboxes().find(due.user());
        if (found.isEmpty() || found.get().turn().state() != State.DUE) {
            return false;
        }
        Mailbox taken = found.get();
        DigestContext context = letters.context(taken);
        return switch (planner.planDue(context, nowMillis)) {
            case DigestPlan.Later later -> {
                write(taken.dropped(
                        later.lookAtMillis(), "not sent: " + later.reason().wireName()));
                counters.add(later.reason());
                yield false;
            }
            case DigestPlan.Mail mail -> hand(taken, letters.write(context, mail.told()));
        };
    }

    /// From here on it is not sent again but by this node.
    private boolean hand(Mailbox taken, Digest digest) {
        if (!write(taken.handed())) {
            return false;
        }
        inFlight.incrementAndGet();
        sender.send(digest).whenComplete((result, failure) -> {
            inFlight.decrementAndGet();
            blocking.execute(
                    () -> answered(taken, failure == null ? result : new PushResult.Rejected("defect: " + failure)));
        });
        return true;
    }

    private boolean write(Mailbox next) {
        boolean written = store.mailboxes().write(next);
        if (written && next.turn().state() != State.HANDED) {
            counters.add(next.turn().state());
        }
        return written;
    }

    private void answered(Mailbox taken, PushResult result) {
        try {
            store.mailboxes()
                    .change(taken.user(), found -> isOurs(found, taken) ? settled(found, result) : found)
                    .filter(mailbox -> mailbox.isSameTurnAs(taken))
                    .ifPresent(mailbox -> counters.add(mailbox.turn().state()));
        } catch (StoreUnavailableException e) {
            log.warn("what came of a digest is not kept: {}", e.getMessage());
        }
    }

    private static boolean isOurs(Mailbox found, Mailbox taken) {
        return found.turn().state() == State.HANDED && found.isSameTurnAs(taken);
    }

    private Mailbox settled(Mailbox found, PushResult result) {
        return switch (result) {
            case PushResult.Accepted _ -> found.sent("the mail server took it");
            case PushResult.Rejected(String why) -> found.failed(why);
            case PushResult.InvalidTarget(String why) -> found.unknown(why);
            case PushResult.Retry(Duration after, String why) -> {
                long now = store.log().nowMillis();
                boolean tooOld = now - found.turn().decidedAtMillis() > period.toMillis();
                int attempts = found.turn().attempts();
                yield tooOld || attempts >= RetryDelay.MAX_ATTEMPTS
                        ? found.failed("given up: " + why)
                        : found.again(
                                now
                                        + RetryDelay.millis(
                                                attempts, after, found.user().hashCode() + attempts),
                                why);
            }
        };
    }

    /// Digests that the mail server has not answered yet.
    int inFlight() {
        return inFlight.get();
    }
}
