package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.wire.Marker;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// The score of one step: when each message was due, how many members have it, and how late it came.
///
/// All members of one conversation are sent the same bytes, so a message's marker is searched for once; after that its
/// seq finds it. Confined to the event loop.
final class Board {
    private static final int NOT_SEEN = 0;
    private static final int NOT_OURS = -1;
    private static final int START_CAPACITY = 4_096;

    private final StepOptions options;
    private final int audience;
    private final Runnable onComplete;

    private long[] dueNanos = new long[START_CAPACITY];
    private long[] lastNanos = new long[START_CAPACITY];
    private int[] seenBy = new int[START_CAPACITY];
    private int messages;

    private long seqBase = -1;
    private int[] slotOfSeq = new int[START_CAPACITY];

    private int published;
    private int complete;
    private final Score score = new Score();

    /// @param audience how many deliveries complete a message
    /// @param onComplete told whenever a message is complete
    Board(StepOptions options, int audience, Runnable onComplete) {
        this.options = options;
        this.audience = audience;
        this.onComplete = onComplete;
    }

    Score score() {
        return score;
    }

    int published() {
        return published;
    }

    /// Messages that everyone has, and those that were refused.
    int complete() {
        return complete;
    }

    boolean full() {
        return messages >= StepOptions.MAX_MESSAGES - 1;
    }

    /// Takes note of a message that is due, and about to be sent.
    ///
    /// @return its number
    int publish(long due) {
        int slot = messages;
        grow(slot);
        dueNanos[slot] = due;
        published++;
        return options.firstNumber() + slot;
    }

    /// The slot of the message in an entry; negative if the entry is none of this step's.
    ///
    /// @param oneLog whether all members are in one conversation, so that a seq is enough to know a message again
    int slot(long seq, boolean oneLog, ByteBuf buffer, int index, int end) {
        if (!oneLog) {
            return marked(buffer, index, end);
        }
        if (seqBase < 0) {
            seqBase = seq;
        }
        long at = seq - seqBase;
        if (at < 0 || at >= StepOptions.MAX_MESSAGES) {
            return marked(buffer, index, end);
        }
        if (at >= slotOfSeq.length) {
            slotOfSeq = Arrays.copyOf(slotOfSeq, Math.max((int) at + 1, slotOfSeq.length * 2));
        }
        int known = slotOfSeq[(int) at];
        if (known == NOT_SEEN) {
            int slot = marked(buffer, index, end);
            known = slot < 0 ? NOT_OURS : slot + 1;
            slotOfSeq[(int) at] = known;
        }
        return known == NOT_OURS ? -1 : known - 1;
    }

    private int marked(ByteBuf buffer, int index, int end) {
        int marker = Marker.find(buffer, index, end);
        if (marker < 0) {
            return -1;
        }
        int slot = Marker.number(buffer, marker) - options.firstNumber();
        if (slot < 0 || slot >= StepOptions.MAX_MESSAGES) {
            return -1;
        }
        if (slot >= messages) {
            grow(slot);
        }
        dueNanos[slot] = Marker.dueNanos(buffer, marker);
        return slot;
    }

    /// A member of a message's audience has it.
    void delivered(int slot, long now) {
        score.delivered(now, now - dueNanos[slot]);
        lastNanos[slot] = now;
        if (++seenBy[slot] == audience) {
            score.complete(now - dueNanos[slot]);
            completed();
        }
    }

    private void completed() {
        complete++;
        onComplete.run();
    }

    /// A sender was told that its message is durable. Of an earlier step's message nothing is noted.
    ///
    /// @return whether it was this step's
    boolean sent(long number, long now) {
        long slot = number - options.firstNumber();
        if (slot < 0 || slot >= messages) {
            return false;
        }
        score.sent(now, now - dueNanos[(int) slot]);
        if (audience == 0) {
            completed();
        }
        return true;
    }

    /// A sender was told that its message was not taken: nobody will get it.
    boolean refused(long number) {
        long slot = number - options.firstNumber();
        if (slot < 0 || slot >= messages) {
            return false;
        }
        score.refused();
        completed();
        return true;
    }

    private void grow(int slot) {
        if (slot >= dueNanos.length) {
            int capacity = Math.max(slot + 1, dueNanos.length * 2);
            dueNanos = Arrays.copyOf(dueNanos, capacity);
            lastNanos = Arrays.copyOf(lastNanos, capacity);
            seenBy = Arrays.copyOf(seenBy, capacity);
        }
        messages = Math.max(messages, slot + 1);
    }

    /// For each message when it was due, when it was last delivered, and to how many.
    long[] detail() {
        long[] detail = new long[3 * messages];
        for (int i = 0; i < messages; i++) {
            detail[3 * i] = dueNanos[i];
            detail[3 * i + 1] = lastNanos[i];
            detail[3 * i + 2] = seenBy[i];
        }
        return detail;
    }
}
