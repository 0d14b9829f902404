package chat.carillon.core.crowd;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.conversation.AppendListener;
import chat.carillon.core.conversation.MarkerListener;
import chat.carillon.core.crowd.presence.Presences;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.routing.Router;
import chat.carillon.core.session.Sessions;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import chat.carillon.protocol.codec.ProtocolException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node's ephemeral things: gathers what sessions and other nodes say, and tells it with one tick for all
/// conversations. Under strain it gives up kinds of them ([Shedding]). Thread-safe; what is called from outside
/// never blocks.
///
/// It listens to the bus in front of the feeds: what is ephemeral goes through here, so that the frames of many
/// nodes become one as well.
public final class Crowd implements AppendListener, MarkerListener, Bus.Listener {
    private static final Logger log = LoggerFactory.getLogger(Crowd.class);

    /// What comes within a tick is told together, so it adds at most as much delay.
    static final Duration TICK = Duration.ofMillis(250);

    private static final int MAX_RECEIPTS_A_TICK = 2_000;

    private final Ways ways;
    private final Time time;
    private final Executor blocking;
    private final Supplier<Strain> strain;
    private final Typists typists;
    private final Receipts receipts = new Receipts();
    private final Counting counting;
    private final Shedding shedding = new Shedding();
    private final CrowdCounters counters = new CrowdCounters();
    private final Presences presences;
    private volatile boolean running;

    /// What leads to those who look: on this node, on the others, and all sessions of one user; and who counts them.
    public record Ways(
            Fanout local, Router router, Sessions sessions, MemberStore members, Bus bus, SessionRegistry registry) {

        int memberCount(ConversationId conversation) {
            return local.standing(conversation).memberCount();
        }

        void tellHere(ConversationId conversation, ServerFrame frame) {
            local.onRecord(new BusRecord.Ephemeral(conversation, FrameCodec.encodeServer(frame)));
        }
    }

    /// @param blocking runs the tick, so that the node's timer is free
    /// @param strain of the node now; asked at each tick
    public Crowd(Ways ways, Limits limits, Time time, Executor blocking, Supplier<Strain> strain) {
        this.ways = ways;
        this.time = time;
        this.blocking = blocking;
        this.strain = strain;
        this.typists = new Typists(limits);
        this.counting = new Counting(ways, limits, time, blocking, counters);
        var toPresence =
                new Presences.Ways(ways.sessions().node(), ways.local(), ways.members(), ways.bus(), ways.registry());
        this.presences = new Presences(toPresence, limits, time, blocking, counters);
    }

    public void start() {
        running = true;
        scheduleTick();
    }

    public void stop() {
        running = false;
    }

    private void scheduleTick() {
        if (running) {
            var _ = time.after(TICK, this::onTick);
        }
    }

    private void onTick() {
        shedding.measured(strain.get(), time.monotonicNanos());
        presences.tick(shedding.sheds(EphemeralKind.PRESENCE));
        counting.tick();
        if (typists.isEmpty() && receipts.isEmpty()) {
            scheduleTick();
        } else {
            blocking.execute(this::tell);
        }
    }

    private void tell() {
        try {
            tellTyping();
            tellReceipts();
        } catch (RuntimeException e) {
            log.error("defect while telling ephemeral things, which are lost", e);
        } finally {
            scheduleTick();
        }
    }

    /// Somebody types, on this node.
    public void typed(ConversationId conversation, UserId user) {
        typed(conversation, user, true);
    }

    private void typed(ConversationId conversation, UserId user, boolean here) {
        if (keeps(EphemeralKind.TYPING)) {
            typists.typed(conversation, user, here, time.monotonicNanos());
        }
    }

    /// Whoever posts stops typing by it. What was told to other nodes already, their clients forget with the message.
    @Override
    public void appended(Entry entry, Conversation.Head head) {
        if (entry.body() instanceof EntryBody.Posted) {
            typists.wrote(entry.conversation(), entry.sender());
        }
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {}

    private boolean keeps(EphemeralKind kind) {
        boolean sheds = shedding.sheds(kind);
        if (sheds) {
            counters.addShed(kind);
        }
        return !sheds;
    }

    private void tellTyping() {
        for (Typists.Told told : typists.due(time.monotonicNanos(), ways::memberCount)) {
            ConversationId conversation = told.conversation();
            ways.tellHere(conversation, new ServerFrame.TypingNotice(conversation, told.users()));
            if (!told.own().isEmpty()) {
                ways.router()
                        .elsewhere(
                                conversation,
                                FrameCodec.encodeServer(new ServerFrame.TypingNotice(conversation, told.own())));
            }
            counters.addTold(EphemeralKind.TYPING);
        }
    }

    /// In a large conversation acks are worth no receipt of their own.
    @Override
    public void marked(Marker marker) {
        boolean worthOne = marker instanceof Marker.ReadUpTo || isSmall(ways.memberCount(marker.conversation()));
        if (worthOne && keeps(EphemeralKind.RECEIPTS)) {
            var _ = receipts.moved(marker);
        }
    }

    private static boolean isSmall(int memberCount) {
        return memberCount <= Router.MAX_DIRECT_MEMBERS;
    }

    @Override
    public void written(Collection<Marker> markers) {
        markers.stream().map(Marker::conversation).distinct().forEach(conversation -> {
            if (!isSmall(ways.memberCount(conversation)) && keeps(EphemeralKind.RECEIPTS)) {
                counting.moved(conversation);
            }
        });
    }

    private void tellReceipts() {
        for (ServerFrame.Receipt marked : receipts.take(MAX_RECEIPTS_A_TICK)) {
            ConversationId conversation = marked.conversation();
            Fanout.Standing standing = ways.local().standing(conversation);
            ServerFrame.Receipt receipt = standing.memberCount() == 0 ? marked : upTo(marked, standing.deliveredSeq());
            byte[] frame = FrameCodec.encodeServer(receipt);
            tellReceipt(receipt, standing.memberCount());
            if (isSmall(standing.memberCount())) {
                ways.router().elsewhere(conversation, frame);
            } else {
                ways.router().elsewhere(conversation, receipt.user(), frame);
            }
            counters.addTold(EphemeralKind.RECEIPTS);
        }
    }

    /// A client may say that it has what does not exist yet.
    private static ServerFrame.Receipt upTo(ServerFrame.Receipt receipt, long headSeq) {
        return new ServerFrame.Receipt(
                receipt.conversation(),
                receipt.user(),
                Math.min(receipt.deliveredSeq(), headSeq),
                Math.min(receipt.readSeq(), headSeq));
    }

    /// To all who look at a small conversation; else to the user's own sessions, and only what was read.
    private void tellReceipt(ServerFrame.Receipt receipt, int memberCount) {
        if (memberCount > 0 && isSmall(memberCount)) {
            ways.tellHere(receipt.conversation(), receipt);
        } else if (receipt.readSeq() > 0) {
            ways.sessions().tell(receipt.user(), receipt);
        }
    }

    /// Tells all devices of a user that are connected, on all nodes. Any thread.
    public void tellUser(UserId user, ServerFrame frame) {
        ways.sessions().tell(user, frame);
        ways.bus().tell(new BusRecord.ForUser(user, FrameCodec.encodeServer(frame)));
    }

    @Override
    public void onRecord(BusRecord.OfConversation record) {
        switch (record) {
            case BusRecord.Appended appended -> ways.local().onRecord(appended);
            case BusRecord.Ephemeral ephemeral -> decoded(ephemeral.frame()).ifPresent(this::heard);
        }
    }

    @Override
    public void onTold(String node, BusRecord.Told record) {
        switch (record) {
            case BusRecord.Presence presence -> presences.heard(node, presence);
            case BusRecord.Displaced(UserId user, var displaced) ->
                ways.sessions().displace(user, displaced);
            case BusRecord.ForUser(UserId user, byte[] frame) ->
                decoded(frame).ifPresent(told -> ways.sessions().tell(user, told));
            // Heard by whoever stands before this one.
            case BusRecord.OfOperator _ -> {}
        }
    }

    @Override
    public void onSubscribed(ConversationId conversation) {
        ways.local().onSubscribed(conversation);
    }

    /// Empty for what a newer node says.
    private static Optional<ServerFrame> decoded(byte[] frame) {
        try {
            return FrameCodec.decodeServer(frame, 0, frame.length);
        } catch (ProtocolException e) {
            log.warn("ignored an ephemeral record that cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Another node says so.
    private void heard(ServerFrame frame) {
        if (frame instanceof ServerFrame.TypingNotice typing) {
            typing.users().forEach(user -> typed(typing.conversation(), user, false));
        } else if (frame instanceof ServerFrame.Watermarks marks && keeps(EphemeralKind.RECEIPTS)) {
            counting.heard(marks);
        } else if (frame instanceof ServerFrame.Receipt receipt && keeps(EphemeralKind.RECEIPTS)) {
            tellReceipt(receipt, ways.memberCount(receipt.conversation()));
        }
    }

    /// Who is there.
    public Presences presences() {
        return presences;
    }

    public CrowdCounters counters() {
        return counters;
    }

    /// How many kinds are given up at present: 0 for none, 3 for all.
    public int sheddingLevel() {
        return shedding.level();
    }
}
