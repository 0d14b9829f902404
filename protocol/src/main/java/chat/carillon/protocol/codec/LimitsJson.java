package chat.carillon.protocol.codec;

import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.time.Duration;

/// The limits as `welcome` tells them: those that a client can run into, and none that only size the server.
public final class LimitsJson {
    private LimitsJson() {}

    public static void write(JsonWriter json, Limits limits) {
        json.field("maxFrameBytes", limits.maxFrameBytes())
                .field("maxTextChars", limits.maxTextChars())
                .field("maxAttachments", limits.maxAttachments())
                .field("maxPageEntries", limits.maxPageEntries())
                .field("maxPageBytes", limits.maxPageBytes())
                .field("maxSyncConversations", limits.maxSyncConversations())
                .field("maxSyncEntries", limits.maxSyncEntries())
                .field("maxMembers", limits.maxMembers())
                .field("maxMembersPerCall", limits.maxMembersPerCall())
                .field("maxConversationsPerUser", limits.maxConversationsPerUser())
                .field("maxWatchedUsers", limits.maxWatchedUsers())
                .field("maxPendingRequests", limits.maxPendingRequests())
                .field("requestsPerSecond", limits.requestsPerSecond())
                .field("requestBurst", limits.requestBurst())
                .field("helloTimeoutMs", limits.helloTimeout().toMillis())
                .field("channelAckPeriodMs", limits.channelAckPeriod().toMillis());
    }

    /// What is not told, or told by a name that this version does not know, is taken to be the default.
    static Limits read(JsonObject json) {
        Limits or = Limits.DEFAULT;
        return new Limits(
                integer(json, "maxFrameBytes", or.maxFrameBytes()),
                integer(json, "maxTextChars", or.maxTextChars()),
                integer(json, "maxAttachments", or.maxAttachments()),
                integer(json, "maxPageEntries", or.maxPageEntries()),
                integer(json, "maxPageBytes", or.maxPageBytes()),
                integer(json, "maxSyncConversations", or.maxSyncConversations()),
                integer(json, "maxSyncEntries", or.maxSyncEntries()),
                integer(json, "maxMembers", or.maxMembers()),
                integer(json, "maxMembersPerCall", or.maxMembersPerCall()),
                integer(json, "maxConversationsPerUser", or.maxConversationsPerUser()),
                integer(json, "maxWatchedUsers", or.maxWatchedUsers()),
                or.maxWatches(),
                or.maxCrowds(),
                or.maxTypingMembers(),
                integer(json, "maxPendingRequests", or.maxPendingRequests()),
                integer(json, "requestsPerSecond", or.requestsPerSecond()),
                integer(json, "requestBurst", or.requestBurst()),
                or.connectsPerSecondPerAddress(),
                or.connectBurstPerAddress(),
                or.maxConnections(),
                or.maxSessionsPerUser(),
                or.maxQueuedAppends(),
                or.maxAppendBatch(),
                or.maxFeedGapEntries(),
                or.feedRingFrames(),
                or.feedRingBytes(),
                or.maxOutboundBytes(),
                duration(json, "helloTimeoutMs", or.helloTimeout()),
                or.handshakeTimeout(),
                or.heartbeat(),
                duration(json, "channelAckPeriodMs", or.channelAckPeriod()),
                or.typingPeriod(),
                or.countPeriod(),
                or.presenceGrace(),
                or.slowConsumerTimeout());
    }

    private static Duration duration(JsonObject json, String name, Duration otherwise) {
        return Duration.ofMillis(json.integerOr(name, 0, Integer.MAX_VALUE, otherwise.toMillis()));
    }

    private static int integer(JsonObject json, String name, int otherwise) {
        return Math.toIntExact(json.integerOr(name, 0, Integer.MAX_VALUE, otherwise));
    }
}
