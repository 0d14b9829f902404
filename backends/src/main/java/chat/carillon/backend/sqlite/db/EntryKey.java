package chat.carillon.backend.sqlite.db;

/// An entry's place in the whole store as one integer: the number of its conversation and its seq.
/// One log is one range of keys.
public final class EntryKey {
    /// Room for 68 billion entries in each of 134 million conversations.
    private static final int SEQ_BITS = 36;

    private static final long MAX_SEQ = (1L << SEQ_BITS) - 1;

    private EntryKey() {}

    /// Seqs beyond those that can exist give the end of the log.
    public static long of(long conversationNo, long seq) {
        return conversationNo << SEQ_BITS | Math.clamp(seq, 0, MAX_SEQ);
    }

    public static long conversationNo(long key) {
        return key >>> SEQ_BITS;
    }

    public static long seq(long key) {
        return key & MAX_SEQ;
    }
}
