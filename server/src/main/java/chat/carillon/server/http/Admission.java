package chat.carillon.server.http;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.server.auth.OperatorToken;
import chat.carillon.server.auth.RateLimit;
import chat.carillon.server.config.ServerConfig;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Keeps what HTTP clients can make grow within bounds: requests a second of an address and of a user, requests
/// that are worked on, bytes of bodies that are held. Thread-safe, never blocks.
final class Admission {
    /// Bodies held at a time, of all requests together.
    private static final long MAX_BODY_BYTES = 64L << 20;

    private final int maxRequests;
    private final RateLimit<String> addresses;
    private final RateLimit<UserId> users;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bodyBytes = new AtomicLong();

    Admission(ServerConfig.Http http, Limits limits, Time time) {
        this.maxRequests = http.maxConcurrentRequests();
        this.addresses = new RateLimit<>(http.requestsPerSecondPerAddress(), http.requestBurstPerAddress(), time);
        this.users = new RateLimit<>(limits.requestsPerSecond(), limits.requestBurst(), time);
    }

    /// What an admitted request holds until it is answered.
    final class Place {
        private final long bytes;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(long bytes) {
            this.bytes = bytes;
        }

        /// Gives it back; once counts.
        void leave() {
            if (left.compareAndSet(false, true)) {
                requests.decrementAndGet();
                bodyBytes.addAndGet(-bytes);
            }
        }
    }

    /// The problem, if this address asks too often.
    Answer.@Nullable Problem refusalOf(String address) {
        long wait = addresses.take(address);
        return wait == 0 ? null : new Answer.Problem(ErrorCode.RATE_LIMITED, "too many requests of this address", wait);
    }

    /// The problem, if this user asks too often. The operator is a program on this machine and may.
    Answer.@Nullable Problem refusalOf(Identity identity) {
        if (identity.user().value().equals(OperatorToken.USER_NAME)) {
            return null;
        }
        long wait = users.take(identity.user());
        return wait == 0 ? null : new Answer.Problem(ErrorCode.RATE_LIMITED, "too many requests of this user", wait);
    }

    /// A place for a request, or null if the node is full.
    ///
    /// @param bytes that its body may have
    @Nullable
    Place enter(long bytes) {
        if (requests.incrementAndGet() > maxRequests) {
            requests.decrementAndGet();
            return null;
        }
        if (bodyBytes.addAndGet(bytes) > MAX_BODY_BYTES) {
            requests.decrementAndGet();
            bodyBytes.addAndGet(-bytes);
            return null;
        }
        return new Place(bytes);
    }

    /// Requests that are worked on.
    int inProgress() {
        return requests.get();
    }
}
