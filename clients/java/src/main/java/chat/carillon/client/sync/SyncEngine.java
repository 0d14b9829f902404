package chat.carillon.client.sync;

import chat.carillon.client.sync.SyncCommand.CheckLater;
import chat.carillon.client.sync.SyncCommand.Request;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns what a server sends into entries in order: of each conversation n + 1 never before n, and none twice.
///
/// An entry that is next is delivered at once. One beyond a gap is held, bounded, while `sync` fetches what is
/// missing. Whatever is lost on the way, the log on the server is asked for it; where the server cannot prove
/// continuity, a [SyncCommand.Reset] says so instead of a silent hole.
///
/// Every method returns commands to be carried out in order. Confined to one thread at a time.
public final class SyncEngine {
    /// So often an answer may bring nothing although something is missing, before the gap is given up.
    private static final int MAX_FRUITLESS = 5;

    private final Tracks tracks = new Tracks();
    private final SyncRequests requests;
    private final Deliveries deliveries;
    private @Nullable String epoch;
    private boolean connected;
    private boolean paused;

    public SyncEngine(SyncBounds bounds, SyncCursors cursors) {
        this.deliveries = new Deliveries(bounds.maxHeldEntries());
        this.requests = new SyncRequests(bounds);
        this.epoch = cursors.epoch();
        cursors.seqs().forEach((conversation, seq) -> tracks.follow(conversation, seq, seq));
    }

    /// Goes on after `afterSeq` in this conversation, whatever was delivered of it before.
    public List<SyncCommand> start(ConversationId conversation, long afterSeq) {
        Track track = tracks.follow(conversation, afterSeq, afterSeq);
        track.cursor = afterSeq;
        track.fruitless = 0;
        track.restarted = track.inFlight;
        deliveries.clearHeld(track);
        want(track);
        return flush();
    }

    /// A session opened. Conversations without a cursor begin at their heads.
    public List<SyncCommand> welcome(String storeEpoch, List<ConversationSummary> conversations) {
        disconnected();
        connected = true;
        boolean otherEpoch = epoch != null && !epoch.equals(storeEpoch);
        if (otherEpoch) {
            tracks.forgetEnded();
        }
        epoch = storeEpoch;
        tracks.all().forEach(track -> track.left = true);
        for (ConversationSummary summary : conversations) {
            opened(summary, otherEpoch);
        }
        for (Track track : tracks.all()) {
            if (track.left && otherEpoch) {
                remove(track);
            } else if (track.left || track.cursor != track.head) {
                want(track);
            }
        }
        return flush();
    }

    private void opened(ConversationSummary summary, boolean otherEpoch) {
        Track track = tracks.follow(summary.id(), summary.headSeq(), summary.headSeq());
        track.left = false;
        track.head = summary.headSeq();
        if (otherEpoch) {
            deliveries.reset(track, summary.headSeq(), summary.firstSeq());
        }
    }

    /// The connection is gone, and with it every answer that was still to come.
    public void disconnected() {
        connected = false;
        requests.clear();
        for (Track track : tracks.all()) {
            track.inFlight = false;
            track.again = false;
            track.restarted = false;
            deliveries.clearHeld(track);
        }
    }

    public List<SyncCommand> live(Entry entry) {
        Track track = tracks.follow(entry.conversation(), entry.seq() - 1, entry.seq() - 1);
        track.head = Math.max(track.head, entry.seq());
        if (entry.seq() == track.cursor + 1 && !paused) {
            deliveries.deliver(track, entry);
            deliveries.deliverHeld(track);
        } else if (entry.seq() > track.cursor) {
            if (!paused) {
                deliveries.hold(track, entry);
            }
            want(track);
        }
        return flush();
    }

    /// A page, the answer to a [Request].
    public List<SyncCommand> entries(ServerFrame.Entries page) {
        Track track = answered(page.ref(), page.conversation());
        if (track == null) {
            return flush();
        }
        long before = track.cursor;
        for (Entry entry : page.entries()) {
            if (entry.seq() > track.cursor) {
                deliveries.skipTo(track, entry.seq() - 1, entry.seq());
                deliveries.deliver(track, entry);
            }
        }
        deliveries.deliverHeld(track);
        track.head = Math.max(track.head, page.headSeq());
        if (track.cursor > before || !track.behind()) {
            track.fruitless = 0;
            wantMore(track, page.more());
        } else {
            nothingCame(track, page.headSeq());
        }
        return flush();
    }

    private void wantMore(Track track, boolean more) {
        if (more || track.behind() || track.again) {
            want(track);
        } else if (track.left) {
            remove(track);
        }
    }

    /// The server has no entry after the cursor, yet one is known to be there: it is asked again in a while, then
    /// the gap is given up, aloud.
    private void nothingCame(Track track, long serverHead) {
        if (track.left) {
            remove(track);
        } else if (++track.fruitless < MAX_FRUITLESS) {
            checkLater(track);
        } else {
            track.fruitless = 0;
            long until = track.held.isEmpty() ? Math.max(track.cursor, serverHead) : track.held.firstKey() - 1;
            deliveries.skipTo(track, until, until + 1);
            track.head = track.held.isEmpty() ? track.cursor : track.held.lastKey();
            deliveries.deliverHeld(track);
        }
    }

    /// Continuity cannot be proven, the answer to a [Request].
    public List<SyncCommand> reset(ServerFrame.Reset reset) {
        Track track = answered(reset.ref(), reset.conversation());
        if (track != null) {
            deliveries.reset(track, reset.headSeq(), reset.firstSeq());
            track.head = Math.max(track.held.isEmpty() ? 0 : track.held.lastKey(), reset.headSeq());
            deliveries.deliverHeld(track);
            wantMore(track, false);
        }
        return flush();
    }

    /// A [Request] was refused: one conversation of it that does not exist for this user, or else all that were not
    /// answered yet, which are asked for again later.
    public List<SyncCommand> refused(String ref, ErrorCode code) {
        List<ConversationId> unanswered = requests.unanswered(ref);
        boolean one = code == ErrorCode.NO_SUCH_CONVERSATION && !unanswered.isEmpty();
        for (ConversationId conversation : one ? unanswered.subList(0, 1) : unanswered) {
            Track track = answered(ref, conversation);
            if (track != null && one) {
                remove(track);
            } else if (track != null) {
                checkLater(track);
            }
        }
        return flush();
    }

    /// Live entries were dropped for this session.
    public List<SyncCommand> lagging(List<ConversationId> conversations) {
        tracks.of(conversations).forEach(this::want);
        return flush();
    }

    /// An entry of one's own was appended: it must come live, and if it does not, it is fetched.
    public List<SyncCommand> sent(ConversationId conversation, long seq) {
        Track track = tracks.get(conversation);
        if (track != null && seq > track.cursor) {
            track.head = Math.max(track.head, seq);
            checkLater(track);
        }
        return flush();
    }

    /// What [CheckLater] asked for.
    public List<SyncCommand> check(ConversationId conversation) {
        Track track = tracks.get(conversation);
        if (track != null) {
            track.checkPending = false;
            if (track.behind() || track.fruitless > 0) {
                want(track);
            }
        }
        return flush();
    }

    public List<SyncCommand> joined(ConversationSummary summary) {
        opened(summary, false);
        Track track = tracks.get(summary.id());
        if (track != null && track.cursor != track.head) {
            want(track);
        }
        return flush();
    }

    public List<SyncCommand> left(ConversationId conversation) {
        Track track = tracks.get(conversation);
        if (track != null) {
            track.left = true;
            if (!track.behind() && !track.inFlight) {
                remove(track);
            }
        }
        return flush();
    }

    /// Nobody takes what is delivered: nothing more is asked for, and live entries are dropped.
    public void pause() {
        paused = true;
    }

    /// The end of a [#pause]: what was dropped is fetched.
    public List<SyncCommand> resume() {
        paused = false;
        return flush();
    }

    /// Everything up to here was delivered.
    ///
    /// @return `otherwise` if the conversation is not followed
    public long cursor(ConversationId conversation, long otherwise) {
        Track track = tracks.get(conversation);
        return track == null ? otherwise : track.cursor;
    }

    /// Whether something is known to be missing.
    public boolean behind() {
        return !requests.idle();
    }

    private void want(Track track) {
        if (track.inFlight) {
            track.again = true;
        } else if (connected) {
            requests.want(track.conversation);
        }
    }

    private void checkLater(Track track) {
        if (!track.checkPending) {
            track.checkPending = true;
            deliveries.add(new CheckLater(track.conversation, track.checks++));
        }
    }

    /// The track that an answer is about; null if nobody waits for it.
    private @Nullable Track answered(String ref, ConversationId conversation) {
        Track track = requests.answered(ref, conversation) ? tracks.get(conversation) : null;
        if (track == null) {
            return null;
        }
        track.inFlight = false;
        if (track.restarted) {
            want(track);
            return null;
        }
        return track;
    }

    private void remove(Track track) {
        deliveries.ended(track);
        tracks.end(track);
    }

    /// Asks for as much as may be in flight and hands out what is to be done.
    private List<SyncCommand> flush() {
        Request request = connected && !paused ? requests.next(tracks) : null;
        while (request != null) {
            deliveries.add(request);
            request = requests.next(tracks);
        }
        return deliveries.take();
    }
}
