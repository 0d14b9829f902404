package chat.carillon.testkit.sim.client;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a client shows of one conversation, and up to where it has everything.
public final class Screen {
    private final ConversationId conversation;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long cursor;
    private long resetSeq;

    /// The highest seq that was heard of.
    private long heardSeq;

    private long askedAfterSeq;
    private boolean attached;
    private long attachedAtSeq;
    private boolean wanting;
    private boolean asking;

    Screen(ConversationId conversation) {
        this.conversation = conversation;
    }

    public ConversationId conversation() {
        return conversation;
    }

    /// Everything up to here is shown, but for what is not for this user, or was given up by a reset.
    public long cursor() {
        return cursor;
    }

    /// Nothing up to here is shown any more, because of a reset; 0 if there was none.
    public long resetSeq() {
        return resetSeq;
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    public @Nullable Entry entry(long seq) {
        return entries.get(seq);
    }

    /// Whether the session says that this user is a member and is given live entries.
    public boolean attached() {
        return attached;
    }

    /// Whether nothing is known to be missing.
    public boolean settled() {
        return !wanting && !asking && cursor >= heardSeq;
    }

    /// Messages of `sender`, or of anybody, that stand.
    List<Entry> messages() {
        return entries.values().stream()
                .filter(entry -> entry.body() instanceof EntryBody.Posted)
                .toList();
    }

    /// Where the session was attached last: what it is given live begins behind it. 0 if it never was.
    public long attachedAtSeq() {
        return attachedAtSeq;
    }

    void attachedAt(long headSeq) {
        attached = true;
        attachedAtSeq = headSeq;
        heard(headSeq);
    }

    void detached() {
        attached = false;
    }

    void heard(long seq) {
        heardSeq = Math.max(heardSeq, seq);
    }

    void want() {
        wanting = true;
    }

    /// Whether a sync is needed and not under way.
    boolean shouldAsk() {
        return !asking && (wanting || cursor < heardSeq);
    }

    /// From where the last sync asked.
    long askedAfterSeq() {
        return askedAfterSeq;
    }

    void asked() {
        asking = true;
        askedAfterSeq = cursor;
        wanting = false;
    }

    void answered() {
        asking = false;
    }

    /// There will be no answer.
    void failed() {
        wanting |= asking;
        asking = false;
    }

    /// A live entry.
    void live(Entry entry) {
        heard(entry.seq());
        if (entry.seq() == cursor + 1) {
            show(entry);
        }
    }

    /// An entry of a page.
    void synced(Entry entry) {
        if (entry.seq() > cursor) {
            show(entry);
        }
    }

    private void show(Entry entry) {
        entries.put(entry.seq(), entry);
        cursor = entry.seq();
        heard(cursor);
        if (entry.body() instanceof EntryBody.Deleted(long target)) {
            entries.replaceAll((_, shown) -> isContentOf(shown, target) ? tombstone(shown) : shown);
        }
    }

    void reset(long headSeq) {
        entries.clear();
        cursor = headSeq;
        resetSeq = headSeq;
        heard(headSeq);
    }

    private static boolean isContentOf(Entry entry, long seq) {
        return entry.seq() == seq || entry.body() instanceof EntryBody.Edited edited && edited.target() == seq;
    }

    private static Entry tombstone(Entry entry) {
        return new Entry(
                entry.conversation(),
                entry.seq(),
                entry.ordinal(),
                entry.atMillis(),
                entry.sender(),
                entry.clientMessageId(),
                new EntryBody.Tombstone());
    }
}
