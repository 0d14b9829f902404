package chat.carillon.server.auth;

import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Revocation;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears from the store what was revoked, on whatever node: in the rhythm of the looks at logs, which go back to the
/// last one that was answered, and at once where it happened. One range scan a look. Thread-safe; blocks.
public final class RevocationWatch {
    private static final Logger log = LoggerFactory.getLogger(RevocationWatch.class);
    static final int MAX_A_QUERY = 5_000;

    /// Revocations that are handled once although several looks see them; of more, some are handled again.
    private static final int MAX_REMEMBERED = 100_000;

    /// Longer than a node is without its store and keeps its sessions.
    private static final Duration KEPT = Duration.ofDays(1);

    private final LogStore clock;
    private final AccountStore accounts;
    private final Revocations revocations;
    private final Cache<Revocation, Boolean> handled =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /// Of the last look, by the store's time.
    private volatile long sinceMillis;

    private RevocationWatch(Store store, Revocations revocations) {
        this.clock = store.log();
        this.accounts = store.accounts();
        this.revocations = revocations;
    }

    /// A watch that has heard of what was revoked while tickets live.
    public static RevocationWatch begin(Store store, Revocations revocations) {
        var watch = new RevocationWatch(store, revocations);
        watch.look(watch.clock.nowMillis() - Revocations.REMEMBERED.toMillis());
        return watch;
    }

    /// @param since by the store's time
    public void look(long since) {
        sinceMillis = since;
        List<Revocation> page = accounts.revokedSince(since, null, MAX_A_QUERY);
        page.forEach(this::handle);
        while (page.size() == MAX_A_QUERY) {
            page = accounts.revokedSince(since, page.getLast(), MAX_A_QUERY);
            page.forEach(this::handle);
        }
    }

    private void handle(Revocation revocation) {
        if (handled.asMap().putIfAbsent(revocation, true) != null) {
            return;
        }
        if (revocation.sha256() == null) {
            revocations.revokeUnkept(revocation.user());
        } else {
            revocations.revoke(revocation.user(), revocation.sha256());
        }
    }

    /// Something has just been revoked here. What cannot be heard now, the next look hears.
    public void lookAtOnce() {
        try {
            look(sinceMillis);
        } catch (StoreUnavailableException e) {
            log.warn("sessions that were revoked end when the store answers: {}", e.getMessage());
        }
    }

    /// Removes what every node has heard; call it once in a while.
    public void forgetOld() {
        accounts.deleteRevocationsBefore(clock.nowMillis() - KEPT.toMillis());
    }
}
