package chat.carillon.protocol;

import java.time.Duration;

/// The bound of everything that a client or another node could make grow. Each component is a
/// configuration key (`limits.maxFrameBytes` …), documented in `docs/reference/limits.md`.
///
/// @param maxFrameBytes largest frame a client may send, after decompression
/// @param maxTextChars longest text of a message, in UTF-16 units
/// @param maxAttachments attachments a message may carry
/// @param maxPageEntries most entries in one `entries` frame or history page
/// @param maxPageBytes most bytes of entries in one `entries` frame; a single larger entry still goes alone
/// @param maxSyncConversations most cursors in one `hello`, `sync` or `ack`
/// @param maxSyncEntries a `sync` that is further behind the head than this is answered with `reset`
/// @param maxMembers members a conversation may have
/// @param maxMembersPerCall users in one membership call; each thousand of them is one entry
/// @param maxConversationsPerUser conversations a user may be a member of
/// @param maxWatchedUsers users whose presence a session may watch, and conversations whose `headcount`
/// @param maxWatches users whom all sessions of a node watch together; of more nobody is told
/// @param maxCrowds conversations of a node in which typing is gathered, in which it is counted who has read, and in
///     which who is there, each; of more nothing is told
/// @param maxTypingMembers members of a conversation in which typing is told every `typingPeriod`; in larger ones
///     it is every 3 s
/// @param maxPendingRequests requests of one session that may wait for their replies at a time
/// @param requestsPerSecond frames a second that a session may send for long
/// @param requestBurst frames that a session may send at once after a pause
/// @param connectsPerSecondPerAddress new connections a second of one remote address, for long
/// @param connectBurstPerAddress new connections at once of one remote address
/// @param maxConnections sockets that a node holds; more are answered with 503
/// @param maxSessionsPerUser sessions that a user may have; whoever opens more ends the oldest
/// @param maxQueuedAppends writes that may wait in one lane; more are answered with `overloaded`
/// @param maxAppendBatch most entries of one commit
/// @param maxFeedGapEntries entries that a feed holds back while it backfills a gap; more are dropped and
///     fetched from the store
/// @param feedRingFrames recent frames that a feed keeps for members whose sockets are slow
/// @param feedRingBytes most bytes of them
/// @param maxOutboundBytes bytes that may wait for one slow socket outside the rings
/// @param helloTimeout from the handshake to `hello`
/// @param handshakeTimeout from accept to the end of the HTTP handshake
/// @param heartbeat between two pings of the server
/// @param channelAckPeriod between two `ack` frames of a device in channels; at most half of `push.ripeOther` holds
/// @param typingPeriod between two `typing` frames of a conversation
/// @param countPeriod between two counts of who has read, or is there, in one conversation; a millisecond a member if
///     that is more, but not more than 10 s
/// @param presenceGrace who has lost their last socket is seen as there for so long
/// @param slowConsumerTimeout a socket that takes no bytes for so long is closed
public record Limits(
        int maxFrameBytes,
        int maxTextChars,
        int maxAttachments,
        int maxPageEntries,
        int maxPageBytes,
        int maxSyncConversations,
        int maxSyncEntries,
        int maxMembers,
        int maxMembersPerCall,
        int maxConversationsPerUser,
        int maxWatchedUsers,
        int maxWatches,
        int maxCrowds,
        int maxTypingMembers,
        int maxPendingRequests,
        int requestsPerSecond,
        int requestBurst,
        int connectsPerSecondPerAddress,
        int connectBurstPerAddress,
        int maxConnections,
        int maxSessionsPerUser,
        int maxQueuedAppends,
        int maxAppendBatch,
        int maxFeedGapEntries,
        int feedRingFrames,
        int feedRingBytes,
        int maxOutboundBytes,
        Duration helloTimeout,
        Duration handshakeTimeout,
        Duration heartbeat,
        Duration channelAckPeriod,
        Duration typingPeriod,
        Duration countPeriod,
        Duration presenceGrace,
        Duration slowConsumerTimeout) {

    /// Largest integer in any frame: 2^53 - 1, the last one that JavaScript keeps exact.
    public static final long MAX_INTEGER = (1L << 53) - 1;

    /// Users in one membership entry. Part of the protocol, not configurable.
    public static final int MAX_USERS_PER_ENTRY = 1_000;

    /// Longest `ref`. Part of the protocol, not configurable.
    public static final int MAX_REF_CHARS = 64;

    /// Longest emoji of a reaction, in UTF-16 units: room for a family of four with skin tones.
    public static final int MAX_EMOJI_CHARS = 32;

    /// Longest name of a conversation, and longest display name of a user.
    public static final int MAX_NAME_CHARS = 128;

    /// Longest topic of a conversation.
    public static final int MAX_TOPIC_CHARS = 1_024;

    public static final Limits DEFAULT = new Limits(
            131_072,
            16_000,
            10,
            500,
            262_144,
            1_000,
            10_000,
            100_000,
            10_000,
            5_000,
            200,
            2_000_000,
            10_000,
            1_000,
            256,
            100,
            500,
            1_000,
            5_000,
            50_000,
            32,
            20_000,
            512,
            1_000,
            256,
            1_048_576,
            1_048_576,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    /// As these, with other bounds of what one frame may hold.
    public Limits withFrameBounds(int maxFrameBytes, int maxTextChars, int maxAttachments) {
        return new Limits(
                maxFrameBytes,
                maxTextChars,
                maxAttachments,
                maxPageEntries,
                maxPageBytes,
                maxSyncConversations,
                maxSyncEntries,
                maxMembers,
                maxMembersPerCall,
                maxConversationsPerUser,
                maxWatchedUsers,
                maxWatches,
                maxCrowds,
                maxTypingMembers,
                maxPendingRequests,
                requestsPerSecond,
                requestBurst,
                connectsPerSecondPerAddress,
                connectBurstPerAddress,
                maxConnections,
                maxSessionsPerUser,
                maxQueuedAppends,
                maxAppendBatch,
                maxFeedGapEntries,
                feedRingFrames,
                feedRingBytes,
                maxOutboundBytes,
                helloTimeout,
                handshakeTimeout,
                heartbeat,
                channelAckPeriod,
                typingPeriod,
                countPeriod,
                presenceGrace,
                slowConsumerTimeout);
    }
}
