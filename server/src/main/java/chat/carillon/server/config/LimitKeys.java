package chat.carillon.server.config;

import chat.carillon.protocol.Limits;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// The keys `limits.*`: one for each component of [Limits], whose default is [Limits#DEFAULT].
///
/// The record is taken apart and put together by reflection, so that nobody can mix up two of so many numbers.
final class LimitKeys {
    private static final int MILLION = 1_000_000;
    private static final int MIB = 1 << 20;

    private static final ConfigKey<Duration> CHANNEL_ACK_PERIOD = wait(
            "channelAckPeriod",
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            "Between two `ack` frames of a device in channels. At most half of `push.ripeOther` holds.");

    static final List<ConfigKey<?>> ALL = List.of(
            bytes("maxFrameBytes", 4_096, 16 * MIB, "Largest frame a client may send, after decompression."),
            count("maxTextChars", 1, MILLION, "Longest text of a message, in UTF-16 units."),
            count("maxAttachments", 0, 100, "Attachments a message may carry."),
            count("maxPageEntries", 1, 10_000, "Most entries in one `entries` frame or history page."),
            bytes(
                    "maxPageBytes",
                    4_096,
                    64 * MIB,
                    "Most bytes of entries in one frame or page; a larger entry goes alone."),
            count("maxSyncConversations", 1, 100_000, "Most cursors in one `hello`, `sync` or `ack`."),
            count("maxSyncEntries", 1, MILLION, "A `sync` further behind the head than this is answered with `reset`."),
            count("maxMembers", 2, 10 * MILLION, "Members a conversation may have."),
            count("maxMembersPerCall", 1, 100_000, "Users in one membership call; each thousand is one entry."),
            count("maxConversationsPerUser", 1, 100_000, "Conversations a user may be a member of."),
            count(
                    "maxWatchedUsers",
                    0,
                    10_000,
                    "Users whose presence a session may watch, and conversations whose headcount."),
            count("maxWatches", 0, 100 * MILLION, "Users whom all sessions of a node watch together."),
            count(
                    "maxCrowds",
                    0,
                    MILLION,
                    "Conversations of a node in which typing is gathered, or is counted who has read or is there."),
            count(
                    "maxTypingMembers",
                    0,
                    10 * MILLION,
                    "Members of a conversation in which `typingPeriod` holds; in larger ones it is 3 s."),
            count("maxPendingRequests", 1, 10_000, "Requests of one session that may wait for replies at a time."),
            count(
                    "requestsPerSecond",
                    1,
                    MILLION,
                    "Requests a second that a session, or a user over HTTP, may send for long."),
            count("requestBurst", 1, MILLION, "Requests that it may send at once after a pause."),
            count("connectsPerSecondPerAddress", 1, MILLION, "New sockets a second of one remote address, for long."),
            count("connectBurstPerAddress", 1, MILLION, "New sockets at once of one remote address."),
            count("maxConnections", 1, 10 * MILLION, "Sockets that a node holds; more are answered with 503."),
            count(
                    "maxSessionsPerUser",
                    1,
                    100_000,
                    "Sessions that a user may have; whoever opens more ends the oldest."),
            count(
                    "maxQueuedAppends",
                    1,
                    MILLION,
                    "Writes that may wait in one lane; more are answered with `overloaded`."),
            count("maxAppendBatch", 1, 10_000, "Most entries of one commit."),
            count("maxFeedGapEntries", 1, 100_000, "Entries that a feed holds back while it backfills a gap."),
            count("feedRingFrames", 1, 65_536, "Recent frames that a feed keeps for members whose sockets are slow."),
            bytes("feedRingBytes", 4_096, 1_024 * MIB, "Most bytes of them."),
            bytes("maxOutboundBytes", 4_096, 1_024 * MIB, "Bytes that may wait for one slow socket outside the rings."),
            wait("helloTimeout", "From the handshake to `hello`."),
            wait("handshakeTimeout", "From accept to the end of the HTTP handshake."),
            wait("heartbeat", "Between two pings of the server."),
            CHANNEL_ACK_PERIOD,
            wait(
                    "typingPeriod",
                    Duration.ofMillis(250),
                    Duration.ofSeconds(3),
                    "Between two `typing` frames of a conversation."),
            wait(
                    "countPeriod",
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    "Between two counts of who has read, or is there; 1 ms a member if that is more, up to 10 s."),
            wait(
                    "presenceGrace",
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5),
                    "Who has lost their last socket is seen as there for so long."),
            wait("slowConsumerTimeout", "A socket that takes no bytes for so long is closed."));

    private LimitKeys() {}

    /// @param mostChannelAckPeriod whoever has a message in a channel has to have acked it before it is told by push
    static Limits limits(Function<ConfigKey<?>, Object> values, Duration mostChannelAckPeriod) {
        Object[] components = ALL.stream()
                .map(key -> key.equals(CHANNEL_ACK_PERIOD)
                        ? Collections.min(List.of((Duration) values.apply(key), mostChannelAckPeriod))
                        : values.apply(key))
                .toArray();
        try {
            Class<?>[] types = Arrays.stream(Limits.class.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return Limits.class.getDeclaredConstructor(types).newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the keys limits.* are not the components of Limits", e);
        }
    }

    private static ConfigKey<Integer> count(String component, int min, int max, String meaning) {
        return key(component, ConfigType.integer(min, max), meaning);
    }

    private static ConfigKey<Integer> bytes(String component, int min, int max, String meaning) {
        return key(component, ConfigType.bytes(min, max), meaning);
    }

    private static ConfigKey<Duration> wait(String component, String meaning) {
        return wait(component, Duration.ofMillis(100), Duration.ofHours(1), meaning);
    }

    private static ConfigKey<Duration> wait(String component, Duration min, Duration max, String meaning) {
        return key(component, ConfigType.duration(min, max), meaning);
    }

    private static <T> ConfigKey<T> key(String component, ConfigType<T> type, String meaning) {
        return ConfigKey.of("limits." + component, type, defaultText(component), meaning);
    }

    private static String defaultText(String component) {
        try {
            Object value = Limits.class.getDeclaredMethod(component).invoke(Limits.DEFAULT);
            return value instanceof Duration duration ? ConfigType.text(duration) : String.valueOf(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Limits has no component " + component, e);
        }
    }
}
