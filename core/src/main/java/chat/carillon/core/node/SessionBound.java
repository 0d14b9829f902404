package chat.carillon.core.node;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.session.FrameHandlers;
import chat.carillon.core.session.Session;
import chat.carillon.core.session.Sessions;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds users to as many sessions as they may have on all nodes together, so far as the registry knows: a moment
/// after somebody has arrived it is asked, for many users at a time, and of those with too many the oldest sessions
/// end, on whichever node they are, those of devices with a newer session first. A hint like the registry: the node's
/// own bound is exact. Thread-safe.
final class SessionBound implements FrameHandlers.Departures {
    private static final Logger log = LoggerFactory.getLogger(SessionBound.class);

    /// Those who arrive meanwhile are asked after together.
    static final Duration GATHER = Duration.ofSeconds(1);

    static final int MAX_USERS_A_LOOK = 500;

    /// Who arrives beyond that is bounded by the nodes only.
    private static final int MAX_WAITING = 100_000;

    private static final Comparator<Registration> OLDEST_FIRST = Comparator.comparingLong(Registration::sinceMillis)
            .thenComparing(registration -> registration.session().value());

    private final int maxSessions;
    private final Bus bus;
    private final SessionRegistry registry;
    private final Sessions sessions;
    private final Time time;
    private final Executor blocking;
    private final LinkedHashSet<UserId> arrived = new LinkedHashSet<>();
    private boolean looking;

    SessionBound(int maxSessions, Node.Ground ground, Sessions sessions, Executor blocking) {
        this.maxSessions = maxSessions;
        this.bus = ground.bus();
        this.registry = ground.registry();
        this.sessions = sessions;
        this.time = ground.time();
        this.blocking = blocking;
    }

    @Override
    public void left(Session session) {}

    @Override
    public void opened(Session session) {
        if (!bus.reachesOthers()) {
            return;
        }
        synchronized (this) {
            if (arrived.size() < MAX_WAITING) {
                arrived.add(session.user());
            }
            if (looking) {
                return;
            }
            looking = true;
        }
        lookSoon();
    }

    private void lookSoon() {
        var _ = time.after(GATHER, () -> blocking.execute(this::look));
    }

    private void look() {
        try {
            for (List<UserId> some = take(); !some.isEmpty(); some = take()) {
                registry.find(some).forEach(this::bound);
            }
        } catch (RegistryUnavailableException | StoreUnavailableException e) {
            log.debug("sessions of users who arrived are not counted: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while counting the sessions of users", e);
        }
        synchronized (this) {
            looking = !arrived.isEmpty();
            if (!looking) {
                return;
            }
        }
        lookSoon();
    }

    private synchronized List<UserId> take() {
        List<UserId> some = arrived.stream().limit(MAX_USERS_A_LOOK).toList();
        some.forEach(arrived::remove);
        return some;
    }

    private void bound(UserId user, List<Registration> registrations) {
        if (registrations.size() > maxSessions) {
            List<SessionId> tooMany = leastMissed(registrations).stream()
                    .limit(registrations.size() - maxSessions)
                    .map(Registration::session)
                    .toList();
            sessions.displace(user, tooMany);
            bus.tell(new BusRecord.Displaced(user, tooMany));
        }
    }

    private static List<Registration> leastMissed(List<Registration> registrations) {
        List<Registration> oldestFirst =
                registrations.stream().sorted(OLDEST_FIRST).toList();
        var devices = new HashSet<DeviceId>();
        var newest = new HashSet<Registration>();
        for (Registration registration : oldestFirst.reversed()) {
            if (devices.add(registration.device())) {
                newest.add(registration);
            }
        }
        return Stream.concat(
                        oldestFirst.stream().filter(registration -> !newest.contains(registration)),
                        oldestFirst.stream().filter(newest::contains))
                .toList();
    }
}
