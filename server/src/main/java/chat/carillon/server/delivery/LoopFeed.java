package chat.carillon.server.delivery;

import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.EncodedFrame;
import chat.carillon.core.fanout.Position;
import chat.carillon.core.journal.Attachment;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.journal.Step;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A conversation on one event loop: a plain array of members, and what waits to be written to
/// them.
///
/// What waits is sealed into a [Batch], and the batch goes round the members in slices, last member
/// first (so that a member that leaves in the middle, whose slot the last one takes, makes nobody
/// miss anything). What comes in the meantime gathers to be the next batch: an idle conversation is
/// written frame by frame, a busy one in large writes. A round that takes long is worth some
/// company: it begins a small part of its own length later (docs/decisions/0011-gathering.md); a
/// round through a small conversation begins at once. An entry by which users leave ends its batch,
/// so that no byte after it reaches them.
///
/// Batches are kept as long as a member lags behind, within the bounds of the ring. Confined to its
/// event loop.
final class LoopFeed {
    private static final int MAX_BATCH_FRAMES = 64;
    private static final int MAX_BATCH_BYTES = 64 * 1024;

    /// With so many frames waiting for many members, ephemeral ones are dropped.
    private static final int MAX_FRAMES_BEFORE_EPHEMERAL = 8;

    /// A few members, whose receipts may come all at once, are written to in no time.
    private static final int FEW_MEMBERS = 32;

    private final ConversationId conversation;
    private final Limits limits;
    private final ByteBufAllocator allocator;
    private final Journal journal;

    private final ArrayList<Subscription> members = new ArrayList<>(2);

    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<Batch> ring = new ArrayDeque<>(2);
    private int ringFrames;
    private int ringBytes;
    private long nextIndex;

    /// Next slot to visit with the batch that goes round; -1 if none does.
    private int cursor = -1;

    private boolean goingRound;
    private long roundBeganNanos;
    private long roundAfterSeq;
    private final Gathering gathering = new Gathering();
    private Set<UserId> leaving = Set.of();
    private Position position;

    /// The seq that the next entry must have.
    private long expectedSeq;

    /// Members that have not been written all batches.
    private int behind;

    /// Whether the loop has this feed on its list of those with work.
    boolean active;

    LoopFeed(
            ConversationId conversation,
            Position position,
            Limits limits,
            ByteBufAllocator allocator,
            Journal journal) {
        this.conversation = conversation;
        this.position = position;
        this.expectedSeq = position.seq() + 1;
        this.limits = limits;
        this.allocator = allocator;
        this.journal = journal;
    }

    ConversationId conversation() {
        return conversation;
    }

    int size() {
        return members.size();
    }

    long nextIndex() {
        return nextIndex;
    }

    /// How far the batches have come; who attaches now is written everything after it.
    Position position() {
        return position;
    }

    Subscription add(Outbound outbound) {
        var member = new Subscription(this, outbound);
        member.next = nextIndex;
        member.slot = members.size();
        members.add(member);
        return member;
    }

    void remove(Subscription member) {
        if (member.next < nextIndex) {
            caughtUp();
        }
        Subscription last = members.removeLast();
        if (last != member) {
            members.set(member.slot, last);
            last.slot = member.slot;
        }
        cursor = Math.min(cursor, members.size() - 1);
    }

    /// Takes a delivery to be written with the next batch.
    ///
    /// @return false if entries before it are missing here: the loop's inbox overflowed
    boolean offer(Delivery delivery, long nowNanos) {
        return switch (delivery) {
            case Delivery.OfEphemeral _ -> {
                if (waiting.size() < (members.size() <= FEW_MEMBERS ? MAX_BATCH_FRAMES : MAX_FRAMES_BEFORE_EPHEMERAL)) {
                    queue(delivery, nowNanos);
                }
                yield true;
            }
            // The inbox still held it from an earlier attachment of this loop to the conversation.
            case Delivery.OfEntry entry when entry.seq() < expectedSeq -> true;
            case Delivery.OfEntry entry -> {
                boolean unbroken = entry.seq() == expectedSeq;
                expectedSeq = entry.seq() + 1;
                queue(delivery, nowNanos);
                yield unbroken;
            }
        };
    }

    private void queue(Delivery delivery, long nowNanos) {
        if (waiting.isEmpty() && !goingRound) {
            gathering.begins(nowNanos);
        }
        waiting.add(delivery);
    }

    /// How long the next round still gathers; 0 or less if there is something to do now.
    long gathersForNanos(long nowNanos) {
        return goingRound || waiting.size() >= MAX_BATCH_FRAMES ? 0 : gathering.leftNanos(nowNanos);
    }

    /// Visits up to `maxMembers` members with what waits.
    void visit(int maxMembers, long nowNanos) {
        int visited = 0;
        while (visited < maxMembers) {
            if (!goingRound && (gathersForNanos(nowNanos) > 0 || !seal(nowNanos))) {
                return;
            }
            while (cursor >= 0 && visited < maxMembers) {
                members.get(cursor--).outbound.flush();
                visited++;
                cursor = Math.min(cursor, members.size() - 1);
            }
            if (cursor < 0) {
                endRound(nowNanos);
            }
        }
    }

    boolean hasWork() {
        return goingRound || !waiting.isEmpty();
    }

    /// Seals what waits into a batch that begins its round.
    private boolean seal(long nowNanos) {
        if (waiting.isEmpty()) {
            return false;
        }
        var frames = new ArrayList<EncodedFrame>(Math.min(waiting.size(), MAX_BATCH_FRAMES));
        int bytes = 0;
        roundAfterSeq = position.seq();
        while (!waiting.isEmpty() && leaving.isEmpty() && frames.size() < MAX_BATCH_FRAMES && bytes < MAX_BATCH_BYTES) {
            Delivery delivery = waiting.remove();
            frames.add(delivery.frame());
            bytes += delivery.frame().json().length;
            if (delivery instanceof Delivery.OfEntry entry) {
                long membershipSeq = entry.changesMembership() ? entry.seq() : position.membershipSeq();
                position = new Position(entry.seq(), entry.ordinal(), membershipSeq);
                leaving = entry.leaving();
            }
        }
        var batch = new Batch(nextIndex++, roundAfterSeq, frames, allocator);
        ring.add(batch);
        ringFrames += batch.frames();
        ringBytes += batch.bytes();
        behind = members.size();
        cursor = members.size() - 1;
        goingRound = true;
        roundBeganNanos = nowNanos;
        return true;
    }

    private void endRound(long nowNanos) {
        goingRound = false;
        if (position.seq() > roundAfterSeq) {
            journal.add(new Step.Written(
                    conversation,
                    roundAfterSeq,
                    position.seq(),
                    roundBeganNanos,
                    journal.nowNanos(),
                    members.size(),
                    behind));
        }
        gathering.roundEnded(nowNanos, nowNanos - roundBeganNanos);
        if (!leaving.isEmpty()) {
            Set<UserId> gone = leaving;
            leaving = Set.of();
            for (int slot = members.size() - 1; slot >= 0; slot--) {
                members.get(slot).outbound.owner().leaveIfOf(gone, conversation);
            }
        }
        if (behind == 0) {
            releaseAll();
        }
        while (ring.size() > 1 && (ringFrames > limits.feedRingFrames() || ringBytes > limits.feedRingBytes())) {
            releaseFirst();
        }
    }

    /// The batch that a member needs next; null if it is not kept any more.
    @Nullable
    Batch batch(long index) {
        Batch last = ring.peekLast();
        if (last != null && last.index() == index) {
            return last;
        }
        for (Batch batch : ring) {
            if (batch.index() == index) {
                return batch;
            }
        }
        return null;
    }

    /// The last entry that a member was written; -1 if it lags so far that what it needs is not kept.
    long writtenSeq(Subscription member) {
        Batch needed = batch(member.next);
        return member.next >= nextIndex ? position.seq() : needed == null ? -1 : needed.afterSeq();
    }

    /// A member was written the last batch.
    void caughtUp() {
        behind--;
        if (behind == 0 && !goingRound) {
            releaseAll();
        }
    }

    /// The members, to be told that something is missing.
    List<Outbound> outbounds() {
        return members.stream().map(member -> member.outbound).toList();
    }

    /// How it stands with each of the members.
    List<Attachment> attachments() {
        return members.stream().flatMap(member -> member.attachment().stream()).toList();
    }

    /// Whose sockets the members are.
    List<UserId> users() {
        var users = new ArrayList<UserId>(members.size());
        members.forEach(member -> member.outbound.owner().user().ifPresent(users::add));
        return users;
    }

    void releaseAll() {
        while (!ring.isEmpty()) {
            releaseFirst();
        }
    }

    private void releaseFirst() {
        Batch batch = ring.remove();
        ringFrames -= batch.frames();
        ringBytes -= batch.bytes();
        batch.release();
    }
}
