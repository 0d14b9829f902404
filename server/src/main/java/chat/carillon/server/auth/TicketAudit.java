package chat.carillon.server.auth;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Believes tickets at once and looks up afterwards, in the order of arrival and not too many a second, whether the
/// tokens behind them are still good. Without it, somebody whose token was revoked elsewhere could go from ticket
/// to ticket for as long as the token would have lived. Thread-safe.
final class TicketAudit {
    private static final Logger log = LoggerFactory.getLogger(TicketAudit.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LOOKUPS_A_ROUND = 2_000;
    private static final int MAX_WAITING = 100_000;

    private final AccountStore accounts;
    private final Revocations revocations;
    private final Time time;
    private final Executor blocking;
    private final BlockingQueue<Identity> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /// @param blocking runs what blocks
    TicketAudit(AccountStore accounts, Revocations revocations, Time time, Executor blocking) {
        this.accounts = accounts;
        this.revocations = revocations;
        this.time = time;
        this.blocking = blocking;
    }

    /// Whether the holder of a ticket may come in for now. Does not block.
    boolean admit(Identity identity) {
        boolean admitted = !revocations.concerns(identity) && waiting.offer(identity);
        if (admitted) {
            schedule();
        }
        return admitted;
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            time.after(PAUSE, () -> blocking.execute(this::look));
        }
    }

    /// One at a time: the next is scheduled when this one ends.
    private void look() {
        try {
            for (int i = 0; i < LOOKUPS_A_ROUND; i++) {
                Identity identity = waiting.peek();
                if (identity == null) {
                    break;
                }
                if (!stillGood(identity)) {
                    log.info("a ticket of {} was good, but its token is not any more", identity.user());
                    revocations.revoke(identity.user(), identity.tokenId());
                }
                waiting.remove();
            }
        } catch (StoreUnavailableException e) {
            log.warn("{} tickets wait to be looked up: {}", waiting.size(), e.getMessage());
        } finally {
            scheduled.set(false);
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }

    private boolean stillGood(Identity identity) {
        TokenId id = TokenId.parse(identity.tokenId()).orElseThrow();
        return switch (id.kind()) {
            case OPERATOR -> true;
            case SESSION -> accounts.token(id.sha256()).isPresent();
            case JWT ->
                accounts.find(identity.user())
                        .filter(account -> !account.disabled())
                        .isPresent();
        };
    }
}
