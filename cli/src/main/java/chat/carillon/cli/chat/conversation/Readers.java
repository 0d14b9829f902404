package chat.carillon.cli.chat.conversation;

import chat.carillon.model.UserId;
import chat.carillon.protocol.ServerFrame.Receipt;
import chat.carillon.protocol.ServerFrame.Watermarks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far the other members of a conversation have received and read, as far as it is told. Confined to the thread of
/// the screen.
public final class Readers {
    /// Of larger conversations only numbers are told.
    private static final int MAX_NAMED = 64;

    private final UserId me;
    private final Map<UserId, Marker> markers = new LinkedHashMap<>();

    /// All of them, with this user; 0 if that is not known.
    private int members;

    private @Nullable Watermarks crowd;
    private boolean stale = true;

    private record Marker(long deliveredSeq, long readSeq) {}

    /// How many of the others have come as far as a message.
    ///
    /// @param others all other members
    /// @param readBy the readers, where it is told who they are
    public record Seen(int others, int delivered, int read, List<UserId> readBy) {}

    Readers(UserId me) {
        this.me = me;
    }

    /// Whether the server should be asked how it stands.
    public boolean stale() {
        return stale;
    }

    /// Something may have been missed, such as who is a member.
    public void outdated() {
        stale = true;
    }

    public void asked() {
        stale = false;
    }

    /// A member has come so far.
    public void came(Receipt receipt) {
        came(receipt.user(), receipt.deliveredSeq(), receipt.readSeq());
    }

    /// Who sends a message has read everything before it.
    void came(UserId user, long deliveredSeq, long readSeq) {
        if (user.equals(me) || !markers.containsKey(user) && markers.size() >= MAX_NAMED) {
            return;
        }
        markers.merge(
                user,
                new Marker(Math.max(deliveredSeq, readSeq), readSeq),
                (one, other) -> new Marker(
                        Math.max(one.deliveredSeq(), other.deliveredSeq()), Math.max(one.readSeq(), other.readSeq())));
    }

    /// So many members of a large conversation have come so far.
    public void came(Watermarks watermarks) {
        members = watermarks.members();
        crowd = watermarks;
    }

    /// The server's answer for one message: how each member stands, or numbers.
    public void counted(Watermarks counts, List<Receipt> receipts) {
        members = counts.members();
        if (receipts.isEmpty()) {
            crowd = counts;
        } else {
            crowd = null;
            markers.keySet().retainAll(receipts.stream().map(Receipt::user).toList());
            receipts.forEach(this::came);
        }
    }

    /// How one's own message stands; empty if there is nobody else, or nothing is known.
    public Optional<Seen> of(long seq) {
        int others = members - 1;
        if (others < 1) {
            return Optional.empty();
        }
        if (crowd != null) {
            // One has received and read one's own message.
            Watermarks.Mark mark = crowd.at(seq);
            return Optional.of(
                    new Seen(others, Math.max(0, mark.delivered() - 1), Math.max(0, mark.read() - 1), List.of()));
        }
        int delivered = 0;
        var readBy = new ArrayList<UserId>();
        for (Map.Entry<UserId, Marker> one : markers.entrySet()) {
            delivered += one.getValue().deliveredSeq() >= seq ? 1 : 0;
            if (one.getValue().readSeq() >= seq) {
                readBy.add(one.getKey());
            }
        }
        return Optional.of(new Seen(others, delivered, readBy.size(), List.copyOf(readBy)));
    }
}
