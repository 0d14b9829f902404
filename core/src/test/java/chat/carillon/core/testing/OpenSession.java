package chat.carillon.core.testing;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.log.Authority;
import chat.carillon.core.registry.InMemorySessionRegistry;
import chat.carillon.core.session.Arrivals;
import chat.carillon.core.session.FrameHandlers;
import chat.carillon.core.session.Identities;
import chat.carillon.core.session.Session;
import chat.carillon.core.session.Sessions;
import chat.carillon.core.session.Welcoming;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A session that is open and attached to nothing, and what it stands on.
public final class OpenSession {
    public static final DeviceId PHONE = new DeviceId("phone");

    private final Limits limits;
    private final FakeConnection connection = new FakeConnection();
    private final ScriptedMembers members = new ScriptedMembers();
    private final Tasks blocking = new Tasks();
    private final InMemorySessionRegistry registry = new InMemorySessionRegistry();
    private final Sessions sessions;
    private final Arrivals arrivals;
    private final Welcoming welcoming;
    private final Session session;

    public OpenSession(UserId user, Limits limits, HandTime time) {
        this.limits = limits;
        sessions = new Sessions("n#1", limits, time);
        arrivals = new Arrivals(sessions, members, new Feeds(), time, blocking);
        welcoming = new Welcoming(
                sessions,
                arrivals,
                registry,
                new Tickets(),
                new Welcoming.Greeting("epoch", limits, () -> false),
                time);
        session = add(user);
    }

    /// Feeds that know of nobody who left.
    private static final class Feeds implements Arrivals.LocalConversations {
        @Override
        public void open(Collection<ConversationId> conversations) {}

        @Override
        public boolean mayHaveLeft(ConversationId conversation, UserId user, long afterSeq) {
            return false;
        }

        @Override
        public void onHead(ConversationId conversation, long headSeq) {}
    }

    private static final class Tickets implements Identities {
        @Override
        public Optional<Identity> byToken(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Identity> byTicket(String ticket, DeviceId device) {
            return Optional.empty();
        }

        @Override
        public Ticket issueTicket(Identity identity, DeviceId device) {
            return new Ticket("ticket of " + identity.user(), 9_999);
        }

        @Override
        public boolean stillGood(Identity identity) {
            return true;
        }
    }

    public static Identities.Identity identity(UserId user) {
        return new Identities.Identity(user, Authority.MEMBER, "t");
    }

    /// One more session, of another user, on the same socket.
    public Session add(UserId user) {
        Session added = fresh(connection);
        var _ = welcoming.arrive(added, identity(user), PHONE);
        blocking.runAll();
        added.opening();
        var hello = new ClientFrame.Hello(null, null, PHONE, null, Map.of());
        welcoming.welcome(added, identity(user), hello, List.of());
        connection.sent.clear();
        members.lookups.clear();
        return added;
    }

    /// A session that waits for hello.
    public Session fresh(FakeConnection on) {
        return sessions.create(on, SilentHandlers.with(welcoming));
    }

    public void attachTo(ConversationId conversation) {
        connection.open.put(conversation, new Position(1, 1, 1));
        connection.attached.add(conversation);
    }

    /// Runs everything that waits.
    public void run() {
        while (blocking.waiting() + connection.loop.waiting() > 0) {
            connection.loop.runAll();
            blocking.runAll();
        }
    }

    public Limits limits() {
        return limits;
    }

    public FakeConnection connection() {
        return connection;
    }

    public ScriptedMembers members() {
        return members;
    }

    public Tasks blocking() {
        return blocking;
    }

    public InMemorySessionRegistry registry() {
        return registry;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    public Welcoming welcoming() {
        return welcoming;
    }

    public Session session() {
        return session;
    }

    /// Handlers that do nothing.
    public static final class SilentHandlers {
        private SilentHandlers() {}

        public static FrameHandlers with(FrameHandlers.Departures departures) {
            return new FrameHandlers(
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    (_, _) -> {},
                    departures);
        }
    }
}
