package chat.carillon.testkit.sim.client;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.testkit.sim.Chance;
import chat.carillon.testkit.sim.Journal;
import chat.carillon.testkit.sim.SimScheduler;
import chat.carillon.testkit.sim.Violation;
import chat.carillon.testkit.sim.cluster.Peer;
import chat.carillon.testkit.sim.cluster.SimCluster;
import chat.carillon.testkit.sim.cluster.SimConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One device of a user: connects, and connects again wherever it can; syncs what it misses; sends
/// what its user writes until it is answered.
public final class SimClient implements Peer {
    private static final Duration TICK = Duration.ofMillis(400);
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(6);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final int MAX_DOUBLINGS = 4;
    private static final double WITH_TICKET = 0.5;

    private final UserId user;
    private final DeviceId device;
    private final SimCluster cluster;
    private final Journal journal;
    private final SimScheduler scheduler;
    private final Chance chance;
    private final Screens screens;
    private final Map<ConversationId, Long> readSeqs = new LinkedHashMap<>();
    private final Outbox outbox = new Outbox();
    private @Nullable SimConnection connection;
    private SessionCheck check;
    private @Nullable String ticket;
    private @Nullable String epoch;
    private boolean open;
    private int attempts;
    private long askNotBeforeNanos;

    public SimClient(UserId user, DeviceId device, SimCluster cluster, Journal journal) {
        this.user = user;
        this.device = device;
        this.cluster = cluster;
        this.journal = journal;
        this.scheduler = cluster.around().scheduler();
        this.chance = scheduler.chance();
        this.check = new SessionCheck(user, journal);
        this.screens = new Screens(user, journal, cluster.around().limits().maxSyncEntries());
        connectAfter(chance.upTo(FIRST_BACKOFF));
        scheduler.after(chance.upTo(TICK), this::tick);
    }

    public UserId user() {
        return user;
    }

    public boolean isOpen() {
        return open;
    }

    public Optional<SimConnection> connection() {
        return Optional.ofNullable(connection);
    }

    public Collection<Screen> screens() {
        return screens.all();
    }

    public Outbox outbox() {
        return outbox;
    }

    /// Up to where the user has said to have read.
    public Map<ConversationId, Long> readSeqs() {
        return readSeqs;
    }

    @Override
    public String toString() {
        return user + "/" + device;
    }

    // ---- connecting ----

    private void connectAfter(Duration delay) {
        scheduler.after(delay, this::connect);
    }

    private void connect() {
        var node = cluster.any();
        if (node.isEmpty()) {
            connectAfter(FIRST_BACKOFF);
            return;
        }
        SimConnection fresh = node.get().accept(this);
        connection = fresh;
        check = new SessionCheck(user, journal);
        boolean byTicket = ticket != null && chance.happens(WITH_TICKET);
        fresh.submit(new ClientFrame.Hello(
                byTicket ? null : user.value(), byTicket ? ticket : null, device, epoch, Map.of()));
        // What comes right behind hello must wait for it, not fail.
        if (chance.happens(0.3)) {
            fresh.submit(new ClientFrame.Ping());
            flush(fresh);
        }
        scheduler.after(OPEN_WITHIN, () -> {
            if (connection == fresh && !open) {
                fresh.cut(Duration.ZERO, Duration.ZERO);
            }
        });
    }

    @Override
    public void onClosed(SimConnection closed, @Nullable CloseCode code) {
        scheduler.trace(closed == connection ? 1 : 2, () -> this + " is disconnected: " + code);
        if (closed != connection) {
            return;
        }
        if (code != null && !code.reconnect()) {
            throw new Violation("%s is told not to come back: %s".formatted(this, code));
        }
        connection = null;
        open = false;
        askNotBeforeNanos = 0;
        outbox.disconnected();
        screens.disconnected();
        Duration longest = FIRST_BACKOFF.multipliedBy(1L << Math.min(attempts++, MAX_DOUBLINGS));
        connectAfter(chance.upTo(longest));
    }

    // ---- what the server says ----

    @Override
    public void onFrame(SimConnection from, ServerFrame frame) {
        if (from != connection) {
            return;
        }
        scheduler.trace(frame.op().hashCode(), () -> this + " is given " + frame);
        check.onFrame(frame);
        switch (frame) {
            case ServerFrame.Welcome welcome -> onWelcome(welcome);
            case ServerFrame.Joined(ConversationSummary summary) -> attached(summary);
            case ServerFrame.Left(ConversationId conversation) -> {
                screens.of(conversation).detached();
                screens.of(conversation).want();
            }
            case ServerFrame.Live(Entry entry) ->
                screens.of(entry.conversation()).live(entry);
            case ServerFrame.Entries page -> screens.onPage(page);
            case ServerFrame.Reset reset -> screens.onReset(reset);
            case ServerFrame.Sent sent -> {
                outbox.sent(sent);
                screens.of(sent.conversation()).heard(sent.seq());
            }
            case ServerFrame.Failure failure -> onFailure(failure);
            case ServerFrame.Lagging lagging ->
                lagging.conversations()
                        .forEach(conversation -> screens.of(conversation).want());
            case ServerFrame.TypingNotice _,
                    ServerFrame.Receipt _,
                    ServerFrame.Watermarks _,
                    ServerFrame.Headcount _,
                    ServerFrame.PresenceNotice _,
                    ServerFrame.Degraded _,
                    ServerFrame.Recovered _,
                    ServerFrame.Announce _,
                    ServerFrame.NotificationsChanged _,
                    ServerFrame.Drain _,
                    ServerFrame.Pong _ -> {}
        }
        ask();
    }

    private void onWelcome(ServerFrame.Welcome welcome) {
        open = true;
        attempts = 0;
        ticket = welcome.ticket();
        epoch = welcome.epoch();
        screens.beginSession();
        welcome.conversations().forEach(this::attached);
        readSeqs.forEach((conversation, seq) -> submit(new ClientFrame.Read(conversation, seq)));
    }

    private void attached(ConversationSummary summary) {
        Screen screen = screens.of(summary.id());
        screen.attachedAt(summary.headSeq());
        Long readSeq = readSeqs.get(summary.id());
        if (readSeq != null && open) {
            submit(new ClientFrame.Read(summary.id(), readSeq));
        }
    }

    private void onFailure(ServerFrame.Failure failure) {
        if (failure.code() == ErrorCode.INTERNAL) {
            throw new Violation("%s met a defect: %s".formatted(this, failure));
        }
        if (!outbox.refused(failure, scheduler.nowNanos())) {
            screens.onFailure(failure);
            Long wait = failure.retryAfterMillis();
            askNotBeforeNanos = scheduler.nowNanos()
                    + (wait == null ? 0 : Duration.ofMillis(wait).toNanos());
        }
    }

    // ---- what the client does ----

    private void tick() {
        SimConnection to = connection;
        if (open && to != null) {
            flush(to);
            ask();
            ack();
        }
        scheduler.after(TICK, this::tick);
    }

    private void flush(SimConnection to) {
        outbox.due(scheduler.nowNanos()).forEach(to::submit);
    }

    private void ask() {
        if (open && scheduler.nowNanos() >= askNotBeforeNanos) {
            screens.nextSync(outbox.nextRef(), epoch).ifPresent(this::submit);
        }
    }

    private void ack() {
        Map<ConversationId, Long> cursors = screens.cursors();
        if (!cursors.isEmpty()) {
            submit(new ClientFrame.Ack(cursors));
        }
    }

    private void submit(ClientFrame frame) {
        if (connection != null) {
            connection.submit(frame);
        }
    }

    // ---- what the user does ----

    /// Writes something, whatever the connection's state is.
    void write(ClientMessageId id, Outbox.Attempt attempt) {
        outbox.add(id, attempt);
        if (open && connection != null) {
            flush(connection);
        }
    }

    void read(ConversationId conversation, long seq) {
        if (seq > readSeqs.getOrDefault(conversation, 0L)) {
            readSeqs.put(conversation, seq);
            submit(new ClientFrame.Read(conversation, seq));
        }
    }

    void typing(ConversationId conversation) {
        if (open) {
            submit(new ClientFrame.Typing(conversation));
        }
    }

    /// Own messages of a conversation that stand.
    List<Entry> ownMessages(Screen screen) {
        return screen.messages().stream()
                .filter(entry -> entry.sender().equals(user))
                .filter(entry -> entry.body() instanceof EntryBody.Posted)
                .toList();
    }
}
