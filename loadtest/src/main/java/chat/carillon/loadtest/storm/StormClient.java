package chat.carillon.loadtest.storm;

import chat.carillon.client.net.Backoff;
import chat.carillon.loadtest.swarm.SeqTrack;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One client that stays connected, by the rules of the SDK: at most one session and one attempt; the attempt's
/// `welcome` makes it the session and drops the former. Confined to the event loop.
final class StormClient {
    private static final int UNAUTHENTICATED = 4500;

    private final int index;
    private final Storm storm;
    private final Backoff backoff;
    private final SeqTrack track = new SeqTrack();
    private @Nullable StormSocket current;
    private @Nullable StormSocket attempt;
    private @Nullable String ticket;
    private @Nullable String conversation;
    private boolean waits;

    /// The highest seq that a sync gave.
    private long syncedSeq;

    private boolean behind;
    private long sessionNanos;

    /// Since when there has been no session; 0 while there is one, or before the first.
    private long awayNanos;

    /// Whether it was without a session and has not caught up yet.
    private boolean returning;

    StormClient(int index, Storm storm, RandomGenerator random) {
        this.index = index;
        this.storm = storm;
        this.backoff = new Backoff(random);
    }

    int index() {
        return index;
    }

    SeqTrack track() {
        return track;
    }

    boolean open() {
        return current != null;
    }

    boolean synced() {
        return current != null && !behind;
    }

    boolean joined() {
        return conversation != null;
    }

    /// Makes an attempt, unless one is on its way.
    void begin() {
        waits = false;
        if (attempt == null) {
            attempt = new StormSocket(this, storm);
            storm.tally().attempt(System.nanoTime());
            storm.open(attempt);
        }
    }

    void giveUpAttemptOlderThan(long nanos) {
        StormSocket late = attempt;
        if (late != null && late.startNanos() - nanos < 0) {
            storm.note("no welcome in time");
            late.close();
            ended(late, 0);
        }
    }

    private void again(Duration delay) {
        waits = true;
        storm.later(delay.toNanos(), this::begin);
    }

    // ---- what its sockets tell ----

    byte[] hello() {
        return storm.hello(index, ticket);
    }

    /// @param retryAfterSeconds negative if the server did not say
    void refusedHandshake(long retryAfterSeconds) {
        storm.tally().refused(System.nanoTime());
        if (retryAfterSeconds >= 0) {
            backoff.serverNamedSecond(Duration.ofSeconds(retryAfterSeconds));
        }
    }

    /// @param retryAfterMillis negative if the server did not say
    void refusedHello(long retryAfterMillis) {
        storm.tally().refused(System.nanoTime());
        if (retryAfterMillis >= 0) {
            backoff.serverNamed(Duration.ofMillis(retryAfterMillis));
        }
    }

    /// The session is open; the frame is the socket's only while this runs.
    ///
    /// @param conversationNow the one that it is a member of, or null
    void welcome(StormSocket socket, String newTicket, @Nullable String conversationNow, long headSeq) {
        if (socket != attempt) {
            return;
        }
        long now = System.nanoTime();
        StormSocket former = current;
        attempt = null;
        current = socket;
        ticket = newTicket;
        sessionNanos = now;
        if (former != null) {
            former.close();
        }
        if (conversationNow != null) {
            if (conversation == null) {
                joined(socket, conversationNow, headSeq);
            }
            behind = headSeq > track.completeSeq();
        }
        storm.tally().back(now, awayNanos == 0 ? 0 : now - awayNanos);
        returning = true;
        awayNanos = 0;
        if (behind) {
            sync();
        } else {
            caughtUp();
        }
    }

    private void caughtUp() {
        if (returning) {
            returning = false;
            storm.tally().synced(System.nanoTime());
        }
    }

    void joined(StormSocket socket, String id, long headSeq) {
        if (socket == current) {
            conversation = id;
            track.start(headSeq);
        }
    }

    @Nullable
    String conversation() {
        return conversation;
    }

    void drain(StormSocket socket, long afterMillis, String newTicket) {
        if (socket == current) {
            ticket = newTicket;
            again(Duration.ofMillis(afterMillis));
        } else if (socket == attempt) {
            refusedHello(afterMillis);
        }
    }

    /// @param synced whether it was asked for
    void entry(StormSocket socket, long seq, boolean synced) {
        if (socket == current || synced) {
            switch (track.take(seq)) {
                case NEW -> {}
                case LATE -> storm.tally().late(!synced && !behind);
                // A sync may give what live delivery then gives too; every client drops that.
                case DUPLICATE -> storm.tally().repeated(!synced && seq > syncedSeq);
            }
            if (synced) {
                syncedSeq = Math.max(syncedSeq, seq);
            }
        }
    }

    void entriesEnd(StormSocket socket, boolean more) {
        if (socket == current) {
            if (more) {
                sync();
            } else {
                behind = false;
                caughtUp();
            }
        }
    }

    void lagging(StormSocket socket) {
        if (socket == current) {
            behind = true;
            sync();
        }
    }

    private void sync() {
        if (current != null && conversation != null) {
            current.sync(conversation, track.completeSeq());
        }
    }

    void ended(StormSocket socket, int closeCode) {
        long now = System.nanoTime();
        if (socket == attempt) {
            attempt = null;
            storm.tally().failed(now);
        } else if (socket == current) {
            current = null;
            awayNanos = now;
            storm.tally().cut();
            backoff.sessionEnded(Duration.ofNanos(now - sessionNanos));
        } else {
            return;
        }
        if (closeCode == UNAUTHENTICATED) {
            ticket = null;
        }
        if (current == null && attempt == null && !waits) {
            again(backoff.next());
        }
    }
}
