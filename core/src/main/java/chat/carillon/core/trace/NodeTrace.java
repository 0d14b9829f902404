package chat.carillon.core.trace;

import chat.carillon.core.journal.Step.Way;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one node knows of one entry. All times are microseconds since 1970 UTC by that node's clock.
///
/// @param node name and incarnation
/// @param committed null if it was another node, or too long ago
/// @param fannedOut null if no member was here, or too long ago
/// @param written null likewise
/// @param sessions those of the users that were asked for
/// @param busyLoops event loops that did not say in time whom they have
public record NodeTrace(
        String node,
        @Nullable Committed committed,
        List<Published> published,
        @Nullable FannedOut fannedOut,
        @Nullable Written written,
        Attached attached,
        Acked acked,
        List<OneSession> sessions,
        int busyLoops) {

    public NodeTrace {
        published = List.copyOf(published);
        sessions = List.copyOf(sessions);
    }

    /// @param lane queue of appends that it went through
    public record Committed(long atMicros, int lane) {}

    /// @param nodes to which it was sent; empty unless by name
    public record Published(long atMicros, Way way, List<String> nodes) {
        public Published {
            nodes = List.copyOf(nodes);
        }
    }

    /// @param fromStore whether it had to be fetched, because no record of it had come
    public record FannedOut(long atMicros, boolean fromStore, int loops) {}

    /// @param sockets that the event loops went round
    /// @param behind those that could not take all of it then
    public record Written(long beganMicros, long endedMicros, int sockets, int behind) {}

    /// Sessions that are in the conversation now.
    ///
    /// @param before that were in it when the entry came
    /// @param written those of them that it was written to
    /// @param since that came later, and get the entry by sync
    public record Attached(int before, int written, int since) {}

    /// Devices of this node that said they have the entry.
    ///
    /// @param firstMicros when the first one did; 0 if unknown
    /// @param lastMicros when the last one did; 0 if unknown
    public record Acked(int devices, long firstMicros, long lastMicros) {}

    /// @param writtenSeq the last entry written to it; -1 if it lags too far to say
    /// @param blockedMillis for how long its socket has taken no bytes
    /// @param acked whether its device said that it has the entry, as far as is remembered here
    /// @param ackedMicros when; 0 if unknown
    /// @param endedMicros when it ended; 0 if it lives
    public record OneSession(
            UserId user,
            DeviceId device,
            SessionId session,
            long attachedSeq,
            long writtenSeq,
            long blockedMillis,
            boolean acked,
            long ackedMicros,
            long endedMicros) {

        public boolean live() {
            return endedMicros == 0;
        }
    }
}
