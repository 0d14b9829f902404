package chat.carillon.client.unread;

import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.Mentions;
import java.util.ArrayDeque;
import java.util.Deque;

/// How many messages of one conversation a user has not read, and how many of those mean the user:
/// what the server counted up to a head, and the messages after it, one by one.
///
/// Confined to one thread, or guarded by whoever holds it.
public final class Unread {
    /// Messages that are told apart; older ones are only counted.
    static final int MAX_TOLD_APART = 256;

    private static final long UNKNOWN = -1;

    private final UserId self;
    private final Deque<Message> messages = new ArrayDeque<>();

    /// Everything up to here is counted, not told apart.
    private long countedUntilSeq;

    private long counted;
    private long countedMentions;
    private long headSeq;
    private long headOrdinal = UNKNOWN;
    private long readSeq;
    private boolean exact = true;

    /// An unread message.
    private record Message(long seq, boolean mention) {}

    public Unread(UserId self, ConversationSummary summary) {
        this.self = self;
        counted(summary);
    }

    /// Takes over what the server counted up to the head that it names. A marker that the server
    /// did not know of yet still counts.
    public void counted(ConversationSummary summary) {
        long known = readSeq;
        messages.removeIf(message -> message.seq() <= summary.headSeq());
        countedUntilSeq = summary.headSeq();
        counted = summary.unread();
        countedMentions = summary.mentions();
        readSeq = summary.readSeq();
        exact = true;
        if (summary.headSeq() >= headSeq) {
            headSeq = summary.headSeq();
            headOrdinal = UNKNOWN;
        }
        read(known);
    }

    /// An entry of the log, in its order. What the server has counted is not counted again.
    public void came(Entry entry) {
        if (entry.seq() <= headSeq) {
            return;
        }
        long fresh = fresh(entry);
        headSeq = entry.seq();
        headOrdinal = entry.ordinal();
        if (fresh > 1) {
            // What lies between was never shown.
            foldUntil(0);
            counted += fresh - 1;
            countedUntilSeq = entry.seq() - 1;
        }
        if (entry.body() instanceof EntryBody.Deleted(long target)) {
            deleted(target);
        } else if (fresh > 0 && entry.sender().equals(self)) {
            read(entry.seq());
        } else if (fresh > 0) {
            boolean mention = entry.body() instanceof EntryBody.Posted posted && Mentions.mayMean(posted.text(), self);
            messages.addLast(new Message(entry.seq(), mention));
            foldUntil(MAX_TOLD_APART);
        }
    }

    /// How many messages there are more by an entry: of one that was deleted the ordinal tells
    /// whether it was a message.
    private long fresh(Entry entry) {
        boolean message = entry.body() instanceof EntryBody.Posted || entry.body() instanceof EntryBody.Tombstone;
        if (!message) {
            return 0;
        }
        return headOrdinal == UNKNOWN ? 1 : Math.max(0, entry.ordinal() - headOrdinal);
    }

    private void foldUntil(int size) {
        while (messages.size() > size) {
            Message oldest = messages.removeFirst();
            counted++;
            countedMentions += oldest.mention() ? 1 : 0;
            countedUntilSeq = oldest.seq();
        }
    }

    /// A deleted message means nobody any longer, but still counts as one.
    private void deleted(long target) {
        if (messages.removeIf(message -> message.seq() == target)) {
            insert(new Message(target, false));
        } else if (countedMentions > 0 && target > readSeq && target <= countedUntilSeq) {
            exact = false;
        }
    }

    private void insert(Message message) {
        Deque<Message> later = new ArrayDeque<>();
        while (!messages.isEmpty() && messages.getLast().seq() > message.seq()) {
            later.addFirst(messages.removeLast());
        }
        messages.addLast(message);
        messages.addAll(later);
    }

    /// The user has read everything up to `seq`, on whatever device.
    public void read(long seq) {
        if (seq <= readSeq) {
            return;
        }
        readSeq = seq;
        messages.removeIf(message -> message.seq() <= seq);
        if (seq >= countedUntilSeq) {
            counted = 0;
            countedMentions = 0;
            exact = true;
        } else if (counted > 0) {
            counted = Math.min(counted, countedUntilSeq - seq);
            countedMentions = Math.min(countedMentions, counted);
            exact = false;
        }
    }

    /// Messages of others after the read marker.
    public long messages() {
        return counted + messages.size();
    }

    /// How many of them mean the user, by name or with everybody.
    public long mentions() {
        return countedMentions + messages.stream().filter(Message::mention).count();
    }

    /// Up to where the user has read.
    public long readSeq() {
        return readSeq;
    }

    /// The last entry that is counted.
    public long headSeq() {
        return headSeq;
    }

    /// Whether the numbers are right; otherwise they are the most it can be, as the user has read
    /// into the midst of what the server counted: it can be [asked
    /// again][chat.carillon.client.http.CarillonHttp#conversation].
    public boolean exact() {
        return exact;
    }
}
