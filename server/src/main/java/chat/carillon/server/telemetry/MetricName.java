package chat.carillon.server.telemetry;

/// Every metric of Carillon's own. The reference page lists them as they are here; a test holds
/// both, and what is really scraped, together.
public enum MetricName {
    SOCKETS("carillon.sockets", Kind.GAUGE, "WebSockets that are open."),
    SESSIONS("carillon.sessions", Kind.GAUGE, "Sessions that have said who they are."),
    MEMBERSHIP_QUERIES(
            "carillon.membership.queries", Kind.COUNTER, "Questions to the store for memberships of users who came."),
    MEMBERSHIP_LOOKUPS(
            "carillon.membership.lookups", Kind.COUNTER, "Users that they were about: many a question in a storm."),
    SOCKETS_ACCEPTED("carillon.sockets.accepted", Kind.COUNTER, "WebSocket handshakes that were accepted."),
    SOCKETS_REFUSED(
            "carillon.sockets.refused",
            Kind.COUNTER,
            "WebSocket handshakes that were refused, by `reason`: `rate` (more than the node can take now), "
                    + "`address`, `full`, `stage` (starting or draining), `hello` (the socket was open already), "
                    + "`request`, `origin`."),
    SOCKETS_MAX("carillon.sockets.max", Kind.GAUGE, "WebSockets that the node may hold."),
    ADMISSION_RATE(
            "carillon.admission.rate", Kind.GAUGE, "Handshakes a second that are let in at present; adjusts itself."),
    SESSIONS_OPENING("carillon.sessions.opening", Kind.GAUGE, "Sessions that said hello and wait for their welcome."),
    LOOP_LAG("carillon.loop.lag.seconds", Kind.GAUGE, "How late the event loops were at worst in the last 100 ms."),
    LISTEN_BACKLOG("carillon.listen.backlog", Kind.GAUGE, "Connections that the kernel holds until they are accepted."),
    PASSWORDS_WAITING("carillon.passwords.waiting", Kind.GAUGE, "Passwords that wait to be hashed."),
    PASSWORDS_REFUSED("carillon.passwords.refused", Kind.COUNTER, "Logins and the like refused as too many waited."),
    DELIVERIES("carillon.deliveries", Kind.COUNTER, "Entries given to sockets: one an entry and member."),
    SOCKET_WRITES("carillon.socket.writes", Kind.COUNTER, "Writes that carried them; fewer under load."),
    LAGGARDS("carillon.laggards", Kind.COUNTER, "Times that a slow session was told to sync (`lagging`)."),
    SLOW_CONSUMERS_CLOSED(
            "carillon.slow.consumers.closed", Kind.COUNTER, "Sockets closed because they took no bytes for too long."),
    INBOX_OVERFLOWS(
            "carillon.inbox.overflows", Kind.COUNTER, "Times that an event loop had more to deliver than it may hold."),
    FEED_GAPS("carillon.feed.gaps", Kind.COUNTER, "Gaps in what the bus gave, for which the store was asked."),
    FEED_BACKFILLED("carillon.feed.backfilled.entries", Kind.COUNTER, "Entries that the store gave to close them."),
    EPHEMERAL_TOLD(
            "carillon.ephemeral.told",
            Kind.COUNTER,
            "Ephemeral frames made, each for all who look, by `kind`: `typing`, `presence`, `receipts`."),
    SHED(
            "carillon.shed",
            Kind.COUNTER,
            "Ephemeral things not told as the node was under strain, by `kind`: `typing`, `presence`, `receipts`."),
    SHEDDING_LEVEL(
            "carillon.shedding.level",
            Kind.GAUGE,
            "Kinds given up at present: 0 for none, 1 for typing, 2 for presence too, 3 for receipts too."),
    PUSH_DECIDED(
            "carillon.push.decided",
            Kind.COUNTER,
            "Decisions about telling an absent member that were recorded, by `fate`: `pushed`, or why not."),
    PUSH_SETTLED(
            "carillon.push.settled",
            Kind.COUNTER,
            "What came of telling devices, by `state`: `accepted`, `withdrawn`, `dropped`, `failed`; `due` for tries."),
    PUSH_WAITING("carillon.push.waiting", Kind.GAUGE, "Conversations with messages that are not planned yet."),
    PUSH_IN_FLIGHT("carillon.push.in.flight", Kind.GAUGE, "Pushes that providers have not answered yet."),
    PUSH_PLANNING_DELAY(
            "carillon.push.planning.delay.seconds",
            Kind.GAUGE,
            "How long after it was ripe a message was planned last."),
    PUSH_LEASES_LOST(
            "carillon.push.leases.lost",
            Kind.COUNTER,
            "Pushes that were this node's no more when it renewed its leases: taken over, or read meanwhile."),
    PUSH_PLANS_TOO_LATE("carillon.push.plans.too.late", Kind.COUNTER, "Plans that another node was faster with."),
    PUSH_PRUNED("carillon.push.pruned", Kind.COUNTER, "Devices forgotten as their providers know them no more."),
    DIGESTS(
            "carillon.digests",
            Kind.COUNTER,
            "Digests that came to a `state`: `due` (decided, or put off), `sent`, `dropped`, `failed`."),
    DIGESTS_NOT_NOW(
            "carillon.digests.not.now",
            Kind.COUNTER,
            "Looks after which somebody was not mailed, by `reason`: `here`, `told`, `quiet`, `nothing`, `closed`."),
    DIGESTS_TOO_LATE(
            "carillon.digests.too.late", Kind.COUNTER, "Steps towards a digest that another node was faster with."),
    DIGESTS_IN_FLIGHT("carillon.digests.in.flight", Kind.GAUGE, "Digests that the mail server has not answered yet."),
    UNREAD_DRIFT(
            "carillon.unread.drift",
            Kind.GAUGE,
            "Users whose unread or mention count of a conversation is not what its log holds. Must be 0."),
    UNREAD_AUDITED(
            "carillon.unread.audited", Kind.COUNTER, "Users and conversations that were looked at for that, in turn."),
    MARKERS_WAITING("carillon.markers.waiting", Kind.GAUGE, "Acks and read markers that are not written yet."),
    APPENDS_QUEUED("carillon.appends.queued", Kind.GAUGE, "Writes that wait for a commit."),
    COMMITS("carillon.commits", Kind.COUNTER, "Transactions that made writes durable."),
    COMMITTED_WRITES("carillon.committed.writes", Kind.COUNTER, "Writes that they carried; more each under load."),
    DEGRADED("carillon.degraded", Kind.GAUGE, "1 while the store refuses writes and sessions are told so, else 0."),
    BUS_SUSPECT(
            "carillon.bus.suspect",
            Kind.GAUGE,
            "1 while records of the bus may be lost and the store is asked every 500 ms instead, else 0."),
    BUS_SENT("carillon.bus.records.sent", Kind.COUNTER, "Records that the broker of the own region took, with beats."),
    BUS_RECEIVED(
            "carillon.bus.records.received", Kind.COUNTER, "Records of conversations that arrived from other nodes."),
    BUS_DROPPED("carillon.bus.records.dropped", Kind.COUNTER, "Records that could not be handed to the broker."),
    BUS_IGNORED("carillon.bus.records.ignored", Kind.COUNTER, "Records of a version that this node does not know."),
    ROUTED_DIRECT("carillon.routed.direct", Kind.COUNTER, "Records sent to one node that the session registry named."),
    ROUTED_PUBLISHED(
            "carillon.routed.published", Kind.COUNTER, "Records published to the topic of a large conversation."),
    ROUTED_BROADCAST(
            "carillon.routed.broadcast", Kind.COUNTER, "Records sent to all nodes as nobody could say to which."),
    ROUTED_DROPPED("carillon.routed.dropped", Kind.COUNTER, "Records not sent as too many waited; feeds find them."),
    REGISTRY_LOOKUPS("carillon.registry.lookups", Kind.COUNTER, "Questions to the session registry; fewer under load."),
    HTTP_IN_PROGRESS("carillon.http.in.progress", Kind.GAUGE, "HTTP requests that are worked on."),
    HTTP_REQUESTS(
            "carillon.http.requests",
            Kind.TIMER,
            "HTTP requests and how long they took, by `route` and `status`. A histogram.");

    /// How Prometheus sees it, and what that adds to the name.
    public enum Kind {
        GAUGE("gauge", ""),
        COUNTER("counter", "_total"),
        TIMER("histogram", "_seconds");

        private final String type;
        private final String suffix;

        Kind(String type, String suffix) {
            this.type = type;
            this.suffix = suffix;
        }

        public String type() {
            return type;
        }
    }

    private final String meterName;
    private final Kind kind;
    private final String meaning;

    MetricName(String meterName, Kind kind, String meaning) {
        this.meterName = meterName;
        this.kind = kind;
        this.meaning = meaning;
    }

    /// With dots, as Micrometer wants it.
    String meterName() {
        return meterName;
    }

    /// As Prometheus has it.
    public String exposedName() {
        return meterName.replace('.', '_') + kind.suffix;
    }

    public Kind kind() {
        return kind;
    }

    public String meaning() {
        return meaning;
    }
}
