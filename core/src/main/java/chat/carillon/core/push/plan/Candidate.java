package chat.carillon.core.push.plan;

import chat.carillon.core.log.Member;
import chat.carillon.core.push.PushDevice;
import chat.carillon.model.DeviceId;
import java.util.List;
import java.util.Map;

/// An active member that may want to be told of messages.
///
/// @param acks how far each of the user's devices has come in this conversation
/// @param devices those that can be woken
public record Candidate(
        Member member, Wishes wishes, ConversationWish wish, Map<DeviceId, Ack> acks, List<PushDevice> devices) {

    /// How far a device has come.
    ///
    /// @param seq it has everything up to here
    /// @param attendedSeq it had everything up to here while somebody was at it; at most `seq`
    public record Ack(long seq, long attendedSeq) {
        public static final Ack NOTHING = new Ack(0, 0);

        public Ack furthest(Ack other) {
            return new Ack(Math.max(seq, other.seq), Math.max(attendedSeq, other.attendedSeq));
        }
    }

    boolean hasRead(long seq) {
        return member.readSeq() >= seq;
    }

    /// Whether somebody sat at a device that has it.
    boolean hasSeen(long seq) {
        return acks.values().stream().anyMatch(ack -> ack.attendedSeq() >= seq);
    }

    /// Whether some device has it, attended or not: the user is connected.
    boolean isHere(long seq) {
        return acks.values().stream().anyMatch(ack -> ack.seq() >= seq);
    }

    boolean has(DeviceId device, long seq) {
        return acks.getOrDefault(device, Ack.NOTHING).seq() >= seq;
    }
}
