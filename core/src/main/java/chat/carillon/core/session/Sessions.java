package chat.carillon.core.session;

import chat.carillon.core.time.Time;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All sessions of this node that have said who they are. Thread-safe.
public final class Sessions {
    private final String node;
    private final Limits limits;
    private final Time time;
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<UserId, List<Session>> byUser = new ConcurrentHashMap<>();

    /// @param node name and incarnation of this node
    public Sessions(String node, Limits limits, Time time) {
        this.node = node;
        this.limits = limits;
        this.time = time;
    }

    public String node() {
        return node;
    }

    /// A session for a socket that has just been accepted. It is not counted before it says hello.
    public Session create(Connection connection, FrameHandlers handlers) {
        var id = new SessionId(node + "." + lastId.incrementAndGet());
        return new Session(id, connection, handlers, limits, time.monotonicNanos());
    }

    /// Counts a session from now on. If its user has more than may be, one is ended: the oldest of a device that has
    /// a newer one, which its client has left or is about to; without such a one the oldest.
    void add(UserId user, Session session) {
        var displaced = new ArrayList<Session>(0);
        byUser.compute(user, (_, present) -> {
            if (present == null) {
                count.incrementAndGet();
                return List.of(session);
            }
            if (present.contains(session)) {
                return present;
            }
            var more = new ArrayList<>(present);
            more.add(session);
            if (more.size() > limits.maxSessionsPerUser()) {
                Session gone = leastMissed(more);
                more.remove(gone);
                displaced.add(gone);
            } else {
                count.incrementAndGet();
            }
            return List.copyOf(more);
        });
        displaced.forEach(this::displace);
    }

    private static Session leastMissed(List<Session> oldestFirst) {
        var devices = new HashSet<@Nullable DeviceId>();
        Session found = oldestFirst.getFirst();
        for (Session session : oldestFirst.reversed()) {
            if (!devices.add(session.arriving())) {
                found = session;
            }
        }
        return found;
    }

    /// Ends those of these sessions that this node has: their user has too many on all nodes. Any thread.
    public void displace(UserId user, Collection<SessionId> tooMany) {
        of(user).stream().filter(session -> tooMany.contains(session.id())).forEach(this::displace);
    }

    private void displace(Session session) {
        session.end(
                CloseCode.TOO_MANY_SESSIONS,
                "more than %d sessions of this user".formatted(limits.maxSessionsPerUser()));
    }

    void remove(UserId user, Session session) {
        byUser.computeIfPresent(user, (_, present) -> {
            if (!present.contains(session)) {
                return present;
            }
            count.decrementAndGet();
            List<Session> rest =
                    present.stream().filter(other -> other != session).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    /// The sessions of one user on this node.
    public List<Session> of(UserId user) {
        return byUser.getOrDefault(user, List.of());
    }

    /// Everybody who has a session on this node.
    public List<UserId> users() {
        return List.copyOf(byUser.keySet());
    }

    /// Everybody who is at a device that has a session on this node.
    public List<UserId> attending() {
        return byUser.entrySet().stream()
                .filter(user -> user.getValue().stream().anyMatch(Session::attended))
                .map(Map.Entry::getKey)
                .toList();
    }

    public int count() {
        return count.get();
    }

    /// Those with an id after `after` (null: from the start), in the order of ids.
    ///
    /// @param user only theirs; null: everybody's
    public List<Session> page(@Nullable UserId user, @Nullable String after, int limit) {
        Stream<Session> all = user == null ? byUser.values().stream().flatMap(Collection::stream) : of(user).stream();
        return all.filter(session -> after == null || session.id().value().compareTo(after) > 0)
                .sorted(Comparator.comparing(session -> session.id().value()))
                .limit(limit)
                .toList();
    }

    /// Ends a session of this node for good.
    ///
    /// @return whose it was; empty if there is none
    public Optional<UserId> end(SessionId id) {
        Optional<Session> found = byUser.values().stream()
                .flatMap(Collection::stream)
                .filter(session -> session.id().equals(id))
                .findFirst();
        found.ifPresent(session -> session.end(CloseCode.SESSION_ENDED, "an administrator ended the session"));
        return found.map(Session::user);
    }

    /// Sends a frame to the sessions of one user that have been welcomed.
    public void tell(UserId user, ServerFrame frame) {
        of(user).forEach(session -> tell(session, frame));
    }

    private static void tell(Session session, ServerFrame frame) {
        onLoop(session, () -> {
            if (session.isOpen()) {
                session.reply(frame);
            }
        });
    }

    private static void onLoop(Session session, Runnable task) {
        session.connection().loop().execute(task);
    }

    /// Sends a frame to all who have been welcomed, each on its own loop.
    public void broadcast(ServerFrame frame) {
        forEach(session -> tell(session, frame));
    }

    /// Ends the sessions that were opened with a token that is no longer good.
    public void revoke(UserId user, Predicate<Identities.Identity> revoked) {
        for (Session session : of(user)) {
            onLoop(session, () -> {
                if (session.isOpen() && revoked.test(session.identity())) {
                    session.end(CloseCode.SESSION_REVOKED, "token revoked");
                }
            });
        }
    }

    /// Asks everybody to come back, with a ticket: evenly spread over `window`, so that they do not come all at once.
    ///
    /// @param first when the first should come
    /// @param places says for each where; null: as it came. Called on this thread
    public void drain(Identities identities, Duration first, Duration window, Supplier<@Nullable String> places) {
        long stepNanos = window.toNanos() / Math.max(1, count());
        var order = new AtomicLong();
        forEach(session -> {
            Duration after = first.plusNanos(stepNanos * order.getAndIncrement());
            String place = places.get();
            onLoop(
                    session,
                    () -> session.whenOpen(() -> {
                        String ticket = identities
                                .issueTicket(session.identity(), session.device())
                                .value();
                        session.reply(new ServerFrame.Drain(after.toMillis(), ticket, place));
                    }));
        });
    }

    /// Hears no session any more; what was asked before is still answered.
    public void hearNothing() {
        forEach(Session::hearNothing);
    }

    /// Requests that have not been answered yet.
    public int pendingRequests() {
        return byUser.values().stream()
                .flatMap(Collection::stream)
                .mapToInt(Session::pendingRequests)
                .sum();
    }

    /// Ends all sessions.
    public void endAll(CloseCode code, String reason) {
        forEach(session -> session.end(code, reason));
    }

    private void forEach(Consumer<Session> action) {
        byUser.values().stream().flatMap(Collection::stream).forEach(action);
    }
}
