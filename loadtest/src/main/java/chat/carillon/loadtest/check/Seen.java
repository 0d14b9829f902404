package chat.carillon.loadtest.check;

import chat.carillon.model.Entry;
import java.util.Arrays;

/// The entries of one conversation that someone was shown, in the order they were shown.
///
/// Thread-safe: guarded by itself; one writes, others ask how far it is.
public final class Seen {
    private static final int START_CAPACITY = 256;

    private final String who;
    private long fromSeq = 1;
    private long[] seqs = new long[START_CAPACITY];
    private long[] fingerprints = new long[START_CAPACITY];
    private long[] nanos = new long[START_CAPACITY];
    private int size;
    private long highestSeq;

    /// @param who is named where something differs
    public Seen(String who) {
        this.who = who;
    }

    /// What was written before this is none of theirs: they joined then, and are not to see what was before.
    public synchronized void startAt(long seq) {
        fromSeq = seq;
    }

    synchronized long fromSeq() {
        return fromSeq;
    }

    /// Notes an entry.
    ///
    /// @param atNanos when, on the monotonic clock
    public synchronized void add(Entry entry, long atNanos) {
        if (size == seqs.length) {
            seqs = Arrays.copyOf(seqs, 2 * size);
            fingerprints = Arrays.copyOf(fingerprints, 2 * size);
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        seqs[size] = entry.seq();
        fingerprints[size] = Fingerprint.of(entry);
        nanos[size] = atNanos;
        size++;
        highestSeq = Math.max(highestSeq, entry.seq());
    }

    public synchronized long highestSeq() {
        return highestSeq;
    }

    /// How many there are, repeated ones included.
    public synchronized int size() {
        return size;
    }

    String who() {
        return who;
    }

    synchronized long seq(int index) {
        return seqs[index];
    }

    synchronized long fingerprint(int index) {
        return fingerprints[index];
    }

    /// When each entry was shown first, by seq; index 0 is not used, and 0 means never.
    public synchronized long[] firstNanosBySeq(long headSeq) {
        long[] bySeq = new long[(int) headSeq + 1];
        for (int i = size - 1; i >= 0; i--) {
            if (seqs[i] <= headSeq) {
                bySeq[(int) seqs[i]] = nanos[i];
            }
        }
        return bySeq;
    }
}
