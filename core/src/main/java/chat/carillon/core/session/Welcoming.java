package chat.carillon.core.session;

import chat.carillon.core.log.Membership;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.time.Time;
import chat.carillon.model.DeviceId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// The steps from a known user to an open session, and from there to its end. Each says on which thread.
public final class Welcoming implements FrameHandlers.Departures {
    private final Sessions sessions;
    private final Arrivals arrivals;
    private final SessionRegistry registry;
    private final Identities identities;
    private final Greeting greeting;
    private final Time time;

    /// What every welcome says alike.
    ///
    /// @param degraded whether the store refuses writes; asked at each welcome
    public record Greeting(String epoch, Limits limits, BooleanSupplier degraded) {}

    public Welcoming(
            Sessions sessions,
            Arrivals arrivals,
            SessionRegistry registry,
            Identities identities,
            Greeting greeting,
            Time time) {
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.registry = registry;
        this.identities = identities;
        this.greeting = greeting;
        this.time = time;
    }

    /// From here on the session hears of memberships that change, and other nodes find it: whatever is appended
    /// after it is attached is routed here. Then what its user is a member of is looked up. Any thread.
    public CompletableFuture<List<Membership>> arrive(Session session, Identities.Identity identity, DeviceId device) {
        session.arrives(device);
        sessions.add(identity.user(), session);
        return registry.register(registration(session, identity, device))
                .thenCompose(_ -> arrivals.load(identity.user()))
                .whenComplete((_, error) -> {
                    if (error != null) {
                        depart(session, identity, device);
                    }
                });
    }

    /// Attaches the session and says so, in one go, so that the first live entry follows the welcome. On the loop.
    public void welcome(
            Session session, Identities.Identity identity, ClientFrame.Hello hello, List<Membership> memberships) {
        List<ConversationSummary> summaries = arrivals.attachAll(session, identity.user(), memberships);
        Identities.Ticket ticket = identities.issueTicket(identity, hello.device());
        session.reply(new ServerFrame.Welcome(
                identity.user(),
                session.id(),
                sessions.node(),
                greeting.epoch(),
                ticket.value(),
                ticket.expiresAtMillis(),
                (int) greeting.limits().heartbeat().toSeconds(),
                greeting.limits(),
                summaries));
        session.opened(identity, hello.device());
        if (greeting.degraded().getAsBoolean()) {
            session.reply(ServerFrame.Degraded.STORE);
        }
    }

    /// The session will not open, or has ended. Any thread.
    public void depart(Session session, Identities.Identity identity, DeviceId device) {
        sessions.remove(identity.user(), session);
        registry.unregister(registration(session, identity, device));
    }

    /// The session's socket closed. On the loop.
    @Override
    public void left(Session session) {
        if (session.isOpen()) {
            depart(session, session.identity(), session.device());
        }
    }

    private SessionRegistry.Registration registration(Session session, Identities.Identity identity, DeviceId device) {
        return new SessionRegistry.Registration(
                identity.user(), device, session.id(), sessions.node(), time.wallMillis());
    }
}
