package chat.carillon.server;

import chat.carillon.core.audit.UnreadAuditor;
import chat.carillon.core.bus.BusCodec;
import chat.carillon.core.node.Node;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.SystemTime;
import chat.carillon.core.time.Time;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.server.account.Accounts;
import chat.carillon.server.account.Logins;
import chat.carillon.server.account.Passwords;
import chat.carillon.server.account.People;
import chat.carillon.server.account.SetupLink;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.admission.Headroom;
import chat.carillon.server.auth.Authentication;
import chat.carillon.server.auth.RevocationWatch;
import chat.carillon.server.auth.Revocations;
import chat.carillon.server.cluster.Brokers;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.delivery.GatewayCounters;
import chat.carillon.server.http.ApiRouter;
import chat.carillon.server.http.NodeStatus.Stage;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.page.PageFiles;
import chat.carillon.server.http.page.PageHandler;
import chat.carillon.server.http.route.AvatarRoutes;
import chat.carillon.server.http.route.ConversationRoutes;
import chat.carillon.server.http.route.HistoryRoutes;
import chat.carillon.server.http.route.LoginRoutes;
import chat.carillon.server.http.route.MemberRoutes;
import chat.carillon.server.http.route.MessageRoutes;
import chat.carillon.server.http.route.OperationRoutes;
import chat.carillon.server.http.route.PageRoutes;
import chat.carillon.server.http.route.UserRoutes;
import chat.carillon.server.http.route.device.DeviceRoutes;
import chat.carillon.server.http.route.device.MailRoutes;
import chat.carillon.server.http.route.device.NotificationRoutes;
import chat.carillon.server.http.route.operator.OperatorRoutes;
import chat.carillon.server.http.route.trace.TraceRoutes;
import chat.carillon.server.operator.Audit;
import chat.carillon.server.operator.NodeDesk;
import chat.carillon.server.operator.NodeMeter;
import chat.carillon.server.push.Pushing;
import chat.carillon.server.telemetry.Metrics;
import chat.carillon.server.websocket.Gateway;
import chat.carillon.server.websocket.WebSocketEndpoint;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Puts the parts of a server together, stage by stage, with plain constructors. Each stage stands on those above.
final class Wiring {
    private static final int INCARNATION_BYTES = 4;

    private Wiring() {}

    /// What everything stands on.
    record Ground(ServerConfig config, Store store, SystemTime time, Threads threads, Metrics metrics) {}

    /// Who people are.
    record Identity(
            Authentication authentication,
            RevocationWatch revocationWatch,
            Passwords passwords,
            Logins logins,
            Accounts accounts) {}

    /// The chat itself, without sockets.
    record Core(Node node, Lifecycle lifecycle) {}

    /// What the event loops serve.
    record Edge(ApiRouter api, Handler<RoutingContext> socket, Gateway gateway, Admission admission) {}

    static Ground ground(ServerConfig config, Store store, SystemTime time) {
        var metrics = new Metrics();
        metrics.watch(store);
        return new Ground(config, store, time, new Threads(), metrics);
    }

    static Identity identity(Ground ground, Revocations revocations, String operatorToken) {
        ServerConfig.Auth config = ground.config().auth();
        var accountStore = ground.store().accounts();
        Time time = ground.time();
        var authentication = Authentication.create(
                accountStore,
                config.jwt(),
                revocations,
                operatorToken,
                time,
                ground.threads().blocking());
        var passwords = new Passwords();
        RevocationWatch watch = RevocationWatch.begin(ground.store(), revocations);
        var logins = new Logins(accountStore, passwords, watch, config, time);
        var accounts = new Accounts(accountStore, passwords, logins, new SetupLink(), config.registration(), time);
        return new Identity(authentication, watch, passwords, logins, accounts);
    }

    /// A node that restarts is a new node: its name carries an incarnation.
    static String nodeName(ServerConfig config) {
        byte[] incarnation = new byte[INCARNATION_BYTES];
        new SecureRandom().nextBytes(incarnation);
        return config.node().name() + "#" + HexFormat.of().formatHex(incarnation);
    }

    static Core core(String name, Ground ground, Identity identity, Brokers brokers) {
        ServerConfig config = ground.config();
        URI publicUrl = config.node().publicUrl();
        String address = publicUrl == null ? "" : publicUrl.toString();
        var self = new NodeRecord(name, config.cluster().region(), brokers.identity(), BusCodec.VERSION, address, 0);
        var node = new Node(
                self,
                new Node.Ground(ground.store(), brokers.bus(), brokers.registry(), ground.time()),
                identity.authentication(),
                ground.config().limits(),
                new Node.Threads(ground.threads().blocking(), ground.threads()::lane));
        ground.metrics().watch(node);
        ground.metrics().watch(brokers.bus(), node.routingCounters());
        return new Core(node, new Lifecycle(name, ground.store(), brokers.bus(), node));
    }

    static Pushing pushing(Ground ground, Core core) {
        Pushing pushing = Pushing.open(
                ground.config(),
                ground.store(),
                ground.time(),
                ground.threads().blocking(),
                core.node().sessions()::attending);
        core.node().tell(pushing.notifying());
        ground.metrics().watch(pushing.notifying());
        ground.metrics().watch(pushing.digestCounters(), pushing::digestsInFlight);
        return pushing;
    }

    static UnreadAuditor auditor(Ground ground) {
        var auditor = new UnreadAuditor(
                ground.store(),
                ground.time(),
                ground.threads().blocking(),
                ground.config().audit().pairsPerSecond());
        ground.metrics().watch(auditor);
        return auditor;
    }

    static Edge edge(Ground ground, Identity identity, Core core, Pushing pushing) {
        ServerConfig config = ground.config();
        var counters = new GatewayCounters();
        var headroom = Headroom.look(Listener.BACKLOG, config.limits().maxConnections());
        var admission = new Admission(
                config.limits(),
                config.admission(),
                headroom.maxConnections(),
                counters::connections,
                () -> core.lifecycle().stage() == Stage.SERVING,
                ground.time().monotonicNanos());
        var gateway = new Gateway(core.node(), config.limits(), counters, admission);
        ground.metrics().watch(counters);
        ground.metrics().watch(admission, headroom);
        core.node().rounds().answerWith(desk(ground, core, counters));
        core.node().watchLoopLag(admission::lagNanos);
        ground.metrics().watch(identity.passwords());
        var api = ApiRouter.create(
                routes(ground, identity, core, pushing),
                config,
                identity.authentication(),
                new ApiRouter.Edge(
                        ground.time(),
                        ground.threads().blocking(),
                        ground.metrics(),
                        new PageHandler(
                                config.http().webClient() ? PageFiles.load() : PageFiles.none(), ground.metrics())));
        ground.metrics().watchHttp(api::inProgress);
        var endpoint = new WebSocketEndpoint(gateway, Set.copyOf(config.http().allowedOrigins()), api::addressOf);
        var gate = new SocketGate(core.lifecycle(), endpoint, admission, core.lifecycle()::elsewhere);
        core.node().guard(gate);
        return new Edge(api, gate, gateway, admission);
    }

    private static NodeDesk desk(Ground ground, Core core, GatewayCounters counters) {
        var meter = new NodeMeter(core.node(), counters, ground.time());
        meter.start();
        return new NodeDesk(core.node(), meter, core.lifecycle()::standing, ground.time());
    }

    private static String storeName(ServerConfig config) {
        return config.cluster().postgres() == null ? "sqlite" : "postgresql";
    }

    static List<Route> routes(Ground ground, Identity identity, Core core, Pushing pushing) {
        var limits = ground.config().limits();
        Node node = core.node();
        var audit = new Audit(ground.store().audit(), ground.time());
        var people = new People(ground.store().accounts(), ground.store().profiles());
        return Stream.of(
                        new PageRoutes().routes(),
                        new OperationRoutes(
                                        core.lifecycle(),
                                        core.lifecycle()::drain,
                                        limits,
                                        ground.metrics()::scrape,
                                        audit)
                                .routes(),
                        new LoginRoutes(identity.accounts(), identity.logins(), audit).routes(),
                        new UserRoutes(identity.accounts(), people, audit, limits).routes(),
                        new AvatarRoutes(people).routes(),
                        new ConversationRoutes(
                                        node.conversations(),
                                        node.reading(),
                                        ground.store().conversations(),
                                        limits,
                                        ground.time())
                                .routes(),
                        new MemberRoutes(node.conversations(), node.reading(), limits).routes(),
                        new MessageRoutes(node.conversations(), node.reading(), node.markers(), audit, limits).routes(),
                        new HistoryRoutes(node.reading(), limits).routes(),
                        new DeviceRoutes(
                                        ground.store().devices(),
                                        pushing.offer(),
                                        pushing.notifying()::deviceRegistered)
                                .routes(),
                        new OperatorRoutes(node.rounds(), audit, limits, ground.time()).routes(),
                        new TraceRoutes(node.tracer(), storeName(ground.config())).routes(),
                        new NotificationRoutes(
                                        ground.store().devices(),
                                        node.reading(),
                                        user -> node.crowd().tellUser(user, new ServerFrame.NotificationsChanged()))
                                .routes(),
                        new MailRoutes(
                                        ground.store().mailboxes(),
                                        pushing.mailOffer(),
                                        ground.store().log()::nowMillis)
                                .routes())
                .flatMap(List::stream)
                .toList();
    }
}
