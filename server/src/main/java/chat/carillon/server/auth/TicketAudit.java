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
        boolean revoked = revocations.ofToken(identity) || revocations.ofUser(identity);
        return !revoked && lookUpLater(identity);
    }

    /// Whether a session may open, of which something may have been revoked since it was let in. Does not block.
    boolean stillGood(Identity identity) {
        if (revocations.ofToken(identity)) {
            return false;
        }
        // Perhaps the account was disabled, perhaps the user came back.
        return !revocations.ofUser(identity) || lookUpLater(identity);
    }

    private boolean lookUpLater(Identity identity) {
        boolean accepted = waiting.offer(identity);
        if (accepted) {
            schedule();
        }
        return accepted;
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
                TokenId token = TokenId.parse(identity.tokenId()).orElseThrow();
                if (!stands(identity, token)) {
                    log.info("a session of {} was opened, but its token is not good any more", identity.user());
                    revocations.revoke(identity.user(), token.sha256());
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

    private boolean stands(Identity identity, TokenId token) {
        return switch (token.kind()) {
            case OPERATOR -> true;
            case SESSION -> accounts.token(token.sha256()).isPresent();
            case JWT ->
                accounts.find(identity.user())
                        .filter(account -> !account.disabled())
                        .isPresent();
        };
    }
}
