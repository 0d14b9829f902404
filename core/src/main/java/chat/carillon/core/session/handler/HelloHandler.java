package chat.carillon.core.session.handler;

import chat.carillon.core.log.Membership;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Identities;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.session.Session;
import chat.carillon.core.session.Welcoming;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the session: who is it, what is it a member of, and from where is it given live entries. While that is
/// looked up the socket is not read, so what the client sends after `hello` waits in the socket.
public final class HelloHandler implements FrameHandler<ClientFrame.Hello> {
    private static final Logger log = LoggerFactory.getLogger(HelloHandler.class);

    private final Gate gate;
    private final Identities identities;
    private final Welcoming welcoming;
    private final Executor blocking;

    /// Whether the node opens sessions now. Thread-safe; does not block.
    public interface Gate {
        /// Takes all.
        Gate OPEN = new Gate() {
            @Override
            public Optional<ServerFrame.Drain> closed() {
                return Optional.empty();
            }

            @Override
            public Optional<ServerFrame.Drain> crowded() {
                return Optional.empty();
            }
        };

        /// Asked at hello and once more before the welcome: the node may have begun to go down.
        ///
        /// @return empty if it takes sessions; else when it or another node will, and where
        Optional<ServerFrame.Drain> closed();

        /// Asked at hello only.
        ///
        /// @return empty unless too many are about to open; else when there will be fewer
        Optional<ServerFrame.Drain> crowded();
    }

    /// @param blocking runs what blocks
    public HelloHandler(Gate gate, Identities identities, Welcoming welcoming, Executor blocking) {
        this.gate = gate;
        this.identities = identities;
        this.welcoming = welcoming;
        this.blocking = blocking;
    }

    @Override
    public void handle(Session session, ClientFrame.Hello hello) {
        if (!session.awaitsHello()) {
            session.fail(null, ErrorCode.ALREADY_OPEN, "op: hello (expected: once)");
            return;
        }
        if (turnedAway(session, gate.closed(), CloseCode.DRAIN)
                || turnedAway(session, gate.crowded(), CloseCode.OVERLOADED)) {
            return;
        }
        session.opening();
        blocking.execute(() -> open(session, hello));
    }

    /// Says when to come back, and where, as the handshake's `503` comes too late.
    private static boolean turnedAway(Session session, Optional<ServerFrame.Drain> comeBack, CloseCode code) {
        comeBack.ifPresent(drain -> {
            session.reply(drain);
            session.end(code, code.meaning());
        });
        return comeBack.isPresent();
    }

    private void open(Session session, ClientFrame.Hello hello) {
        Optional<Identity> identity;
        try {
            identity = identify(session, hello);
        } catch (StoreUnavailableException e) {
            refuseForStore(session, e);
            return;
        }
        if (identity.isEmpty()) {
            session.fail(null, ErrorCode.UNAUTHENTICATED, "token or ticket: not valid");
            session.end(CloseCode.UNAUTHENTICATED, "token or ticket: not valid");
            return;
        }
        var _ = welcoming.arrive(session, identity.get(), hello.device()).whenComplete((memberships, error) -> {
            if (error == null) {
                onLoop(session, () -> welcome(session, identity.get(), hello, memberships));
            } else {
                refuseForStore(session, error);
            }
        });
    }

    /// The frame's own word comes before the handshake's; a ticket before a token, because it costs nothing.
    private Optional<Identity> identify(Session session, ClientFrame.Hello hello) {
        Optional<Identity> byTicket =
                Optional.ofNullable(hello.ticket()).flatMap(ticket -> identities.byTicket(ticket, hello.device()));
        if (byTicket.isPresent()) {
            return byTicket;
        }
        return Optional.ofNullable(hello.token())
                .or(() -> session.connection().handshakeToken())
                .flatMap(identities::byToken);
    }

    private void welcome(Session session, Identity identity, ClientFrame.Hello hello, List<Membership> memberships) {
        if (session.isClosed()) {
            welcoming.depart(session, identity, hello.device());
            return;
        }
        if (turnedAway(session, gate.closed(), CloseCode.DRAIN)) {
            // It came too late to be told with the others.
            welcoming.depart(session, identity, hello.device());
            return;
        }
        if (!identities.stillGood(identity)) {
            welcoming.depart(session, identity, hello.device());
            session.end(CloseCode.SESSION_REVOKED, "token revoked");
            return;
        }
        welcoming.welcome(session, identity, hello, memberships);
    }

    private static void refuseForStore(Session session, Throwable why) {
        log.warn("{}: cannot be opened: {}", session, why.toString());
        session.fail(null, ErrorCode.UNAVAILABLE, "the store cannot be asked");
        session.end(CloseCode.OVERLOADED, "the store cannot be asked");
    }

    private static void onLoop(Session session, Runnable task) {
        session.connection().loop().execute(task);
    }
}
