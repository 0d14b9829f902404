package chat.carillon.loadtest.api;

import chat.carillon.loadtest.wire.AppToken;
import chat.carillon.model.UserId;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/// Signs tokens for whoever is asked for. Thread-safe: guarded by a lock.
public final class TokenSource {
    private final ReentrantLock lock = new ReentrantLock();
    private final AppToken tokens;

    /// @param secret what the server has in `CARILLON_AUTH_JWT_SECRET`
    public TokenSource(String secret) {
        this.tokens = new AppToken(secret, Instant.now());
    }

    /// A token of a user who is shown by the same name.
    public String of(UserId user) {
        return of(user, user.value());
    }

    /// A token of a user who is shown as `name`.
    public String of(UserId user, String name) {
        lock.lock();
        try {
            return tokens.of(user, name);
        } finally {
            lock.unlock();
        }
    }
}
