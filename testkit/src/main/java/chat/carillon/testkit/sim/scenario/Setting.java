package chat.carillon.testkit.sim.scenario;

import chat.carillon.protocol.Limits;
import chat.carillon.testkit.sim.Chance;
import java.time.Duration;

/// The size of things in one simulation: small, so that every bound is met.
///
/// @param regions each with a broker; node by node goes to the next one
/// @param users with accounts; the last one belongs to nothing at first
/// @param actions that users and administrators do while faults come and go
/// @param pause between two actions, at most
/// @param calm how long there is no fault, at most
record Setting(
        int nodes,
        int regions,
        int users,
        int devices,
        int actions,
        Duration pause,
        Duration calm,
        int appendConcurrency,
        Limits limits) {

    /// Share of runs in which little is written: so much later than the last entry that nothing else shows a loss.
    private static final double CALM = 0.3;

    private static final double TWO_REGIONS = 0.3;

    static Setting of(Chance chance) {
        int nodes = chance.between(1, 3);
        boolean calm = chance.happens(CALM);
        return new Setting(
                nodes,
                nodes > 1 && chance.happens(TWO_REGIONS) ? 2 : 1,
                chance.between(3, 6),
                chance.between(1, 2),
                calm ? chance.between(15, 30) : chance.between(20, 120),
                Duration.ofMillis(calm ? 800 : chance.pick(java.util.List.of(5, 50, 200))),
                Duration.ofMillis(chance.pick(java.util.List.of(200, 1_000, 3_000))),
                chance.between(1, 2),
                limits(chance));
    }

    private static Limits limits(Chance chance) {
        Limits normal = Limits.DEFAULT;
        return new Limits(
                normal.maxFrameBytes(),
                normal.maxTextChars(),
                normal.maxAttachments(),
                chance.between(1, 6),
                chance.pick(java.util.List.of(200, 2_000, normal.maxPageBytes())),
                normal.maxSyncConversations(),
                chance.pick(java.util.List.of(15, normal.maxSyncEntries())),
                normal.maxMembers(),
                normal.maxMembersPerCall(),
                normal.maxConversationsPerUser(),
                normal.maxWatchedUsers(),
                normal.maxWatches(),
                normal.maxCrowds(),
                normal.maxTypingMembers(),
                chance.between(2, 8),
                normal.requestsPerSecond(),
                normal.requestBurst(),
                normal.connectsPerSecondPerAddress(),
                normal.connectBurstPerAddress(),
                normal.maxConnections(),
                normal.maxSessionsPerUser(),
                chance.between(2, 10),
                chance.between(1, 5),
                chance.between(1, 6),
                normal.feedRingFrames(),
                normal.feedRingBytes(),
                normal.maxOutboundBytes(),
                normal.helloTimeout(),
                normal.handshakeTimeout(),
                normal.heartbeat(),
                normal.channelAckPeriod(),
                normal.typingPeriod(),
                normal.countPeriod(),
                normal.presenceGrace(),
                normal.slowConsumerTimeout());
    }
}
