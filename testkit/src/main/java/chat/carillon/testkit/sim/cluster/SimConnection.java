package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.session.Connection;
import chat.carillon.core.session.Session;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.SimScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One socket: frames travel in order, each way takes its time, and it may break at any moment, of
/// which the two ends learn at different times. A client that does not read makes frames wait; past
/// a bound live entries are dropped, and it is told that it lags.
public final class SimConnection implements Connection {
    private static final int MAX_WAITING_FRAMES = 6;
    private static final Duration MAX_LATENCY = Duration.ofMillis(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final SimScheduler scheduler;
    private final Life life;
    private final Time time;
    private final SimLoop loop;
    private final Peer peer;
    private final ArrayDeque<ServerFrame> toClient = new ArrayDeque<>();
    private final ArrayDeque<byte[]> toServer = new ArrayDeque<>();
    private final ArrayDeque<byte[]> unread = new ArrayDeque<>();
    private final Set<ConversationId> lagging = new LinkedHashSet<>();
    private @Nullable Session session;
    private @Nullable CloseCode closeCode;
    private boolean travelling;
    private boolean arriving;
    private boolean frozen;
    private boolean broken;
    private boolean paused;
    private boolean gone;

    SimConnection(SimScheduler scheduler, Life life, Time time, SimLoop loop, Peer peer) {
        this.scheduler = scheduler;
        this.life = life;
        this.time = time;
        this.loop = loop;
        this.peer = peer;
    }

    void begin(Session accepted) {
        session = accepted;
    }

    // ---- the client's end ----

    /// Sends a frame to the node.
    public void submit(ClientFrame frame) {
        if (!broken) {
            toServer.add(FrameCodec.encodeClient(frame));
            arrive();
        }
    }

    private void arrive() {
        if (!arriving) {
            arriving = true;
            scheduler.after(scheduler.chance().upTo(MAX_LATENCY), () -> {
                arriving = false;
                if (!broken) {
                    unread.addAll(toServer);
                    loop.executor().execute(this::read);
                }
                toServer.clear();
            });
        }
    }

    /// Makes the client read, or not.
    public void setFrozen(boolean freeze) {
        frozen = freeze;
        travel();
    }

    /// Breaks the connection without a word.
    ///
    /// @param serverNotices how long the node takes to notice
    public void cut(Duration clientNotices, Duration serverNotices) {
        if (!broken) {
            broken = true;
            scheduler.after(clientNotices, () -> peer.onClosed(this, null));
            scheduler.after(serverNotices, () -> loop.executor().execute(this::end));
        }
    }

    // ---- the node's end ----

    /// What a socket's read brought is handed over to its end, even if reading is paused meanwhile.
    private void read() {
        if (paused || gone || closeCode != null || session == null) {
            return;
        }
        for (int arrived = unread.size(); arrived > 0; arrived--) {
            byte[] frame = unread.remove();
            session.receive(frame, 0, frame.length, time.monotonicNanos());
        }
    }

    private void end() {
        if (!gone && session != null) {
            gone = true;
            loop.detachAll(this);
            session.closed();
        }
    }

    @Override
    public void send(ServerFrame frame) {
        if (!gone && !broken && !life.isOver() && closeCode == null) {
            toClient.add(frame);
            travel();
        }
    }

    void sendEphemeral(ServerFrame frame) {
        if (toClient.size() < MAX_WAITING_FRAMES) {
            send(frame);
        }
    }

    void sendLive(ConversationId conversation, ServerFrame entry) {
        if (lagging.contains(conversation) || toClient.size() >= MAX_WAITING_FRAMES) {
            lagging.add(conversation);
        } else {
            send(entry);
        }
    }

    private void travel() {
        if (!travelling && !frozen) {
            travelling = true;
            scheduler.after(scheduler.chance().upTo(MAX_LATENCY), this::reachClient);
        }
    }

    private void reachClient() {
        travelling = false;
        while (!toClient.isEmpty() && !frozen && !broken) {
            peer.onFrame(this, toClient.remove());
        }
        if (!lagging.isEmpty() && !frozen) {
            var notice = new ServerFrame.Lagging(List.copyOf(lagging));
            lagging.clear();
            send(notice);
        }
        if (closeCode != null && toClient.isEmpty() && !broken) {
            broken = true;
            peer.onClosed(this, closeCode);
            loop.executor().execute(this::end);
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (closeCode == null) {
            closeCode = code;
            travel();
        }
    }

    @Override
    public Executor loop() {
        return loop.executor();
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        loop.executor().execute(this::read);
    }

    @Override
    public boolean awaitWritable(Duration timeout) {
        long deadline = scheduler.nowNanos() + timeout.toNanos();
        while (!gone && !broken && toClient.size() >= MAX_WAITING_FRAMES) {
            if (scheduler.nowNanos() > deadline) {
                return false;
            }
            scheduler.pause(life, POLL);
        }
        return !gone && !broken;
    }

    @Override
    public @Nullable Position attach(ConversationId conversation) {
        return loop.attach(conversation, this);
    }

    @Override
    public void detach(ConversationId conversation) {
        loop.detach(conversation, this);
    }

    @Override
    public boolean attached(ConversationId conversation) {
        return loop.attached(conversation, this);
    }

    boolean isGone() {
        return gone;
    }

    /// Who is there, if the session is open on a connection that works.
    public Optional<UserId> openUser() {
        return session != null && session.isOpen() && !gone && !broken && closeCode == null
                ? Optional.of(session.user())
                : Optional.empty();
    }

    /// Whether everything up to `seq` was given to this session by the loop, or before it was attached.
    public boolean hasReached(ConversationId conversation, long seq) {
        return loop.hasReached(conversation, seq, this);
    }

    void leaveIfOf(Set<UserId> leaving, ConversationId conversation) {
        if (session != null && session.isOpen() && leaving.contains(session.user())) {
            detach(conversation);
            session.detached(conversation);
        }
    }

    @Override
    public Optional<String> handshakeToken() {
        return Optional.empty();
    }

    @Override
    public String remoteAddress() {
        return "simulated";
    }

    @Override
    public Vitals vitals() {
        return new Vitals(null, 0, 0, 0);
    }
}
