package chat.carillon.testkit.sim.cluster;

import chat.carillon.core.fanout.Delivery;
import chat.carillon.core.fanout.DeliveryLoop;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.fanout.Position;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import chat.carillon.testkit.sim.Chance;
import chat.carillon.testkit.sim.Sabotage;
import chat.carillon.testkit.sim.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One event loop of a node: an inbox of deliveries, and for each conversation the connections that
/// are attached to it. What a gateway must do, and nothing more.
final class SimLoop implements DeliveryLoop {
    private final Executor executor;
    private final Fanout fanout;
    private final Sabotage sabotage;
    private final Chance chance;
    private final Map<ConversationId, LoopFeed> feeds = new LinkedHashMap<>();
    private final ArrayDeque<Delivery> inbox = new ArrayDeque<>();
    private boolean scheduled;

    SimLoop(Executor executor, Fanout fanout, Sabotage sabotage, Chance chance) {
        this.executor = executor;
        this.fanout = fanout;
        this.sabotage = sabotage;
        this.chance = chance;
    }

    private static final class LoopFeed {
        final List<SimConnection> members = new ArrayList<>();
        Position position;

        LoopFeed(Position position) {
            this.position = position;
        }
    }

    Executor executor() {
        return executor;
    }

    @Override
    public void offer(Delivery delivery) {
        inbox.add(delivery);
        if (!scheduled) {
            scheduled = true;
            executor.execute(this::drain);
        }
    }

    private void drain() {
        scheduled = false;
        for (int waiting = inbox.size(); waiting > 0; waiting--) {
            Delivery delivery = inbox.remove();
            LoopFeed feed = feeds.get(delivery.conversation());
            if (feed != null) {
                take(delivery, feed);
            }
        }
    }

    private void take(Delivery delivery, LoopFeed feed) {
        switch (delivery) {
            case Delivery.OfEphemeral ephemeral -> {
                ServerFrame frame = decoded(ephemeral);
                feed.members.forEach(member -> member.sendEphemeral(frame));
            }
            case Delivery.OfEntry entry -> {
                // Lower ones are from an earlier attachment of this loop.
                if (entry.seq() > feed.position.seq()) {
                    take(entry, feed);
                }
            }
        }
    }

    private void take(Delivery.OfEntry entry, LoopFeed feed) {
        if (entry.seq() != feed.position.seq() + 1) {
            throw new Violation(
                    "I3: a loop at %s was offered %s/%d".formatted(feed.position, entry.conversation(), entry.seq()));
        }
        long membershipSeq = entry.changesMembership() ? entry.seq() : feed.position.membershipSeq();
        feed.position = new Position(entry.seq(), entry.ordinal(), membershipSeq);
        ServerFrame frame = decoded(entry);
        if (!sabotage.strikes(Sabotage.DELIVERY_SKIPS, chance)) {
            feed.members.forEach(member -> member.sendLive(entry.conversation(), frame));
        }
        if (sabotage.strikes(Sabotage.DELIVERY_REPEATS, chance)) {
            feed.members.forEach(member -> member.sendLive(entry.conversation(), frame));
        }
        if (!entry.leaving().isEmpty() && sabotage != Sabotage.DELIVERY_IGNORES_LEAVING) {
            List.copyOf(feed.members).forEach(member -> member.leaveIfOf(entry.leaving(), entry.conversation()));
        }
    }

    private static ServerFrame decoded(Delivery delivery) {
        byte[] json = delivery.frame().json();
        return FrameCodec.decodeServer(json, 0, json.length)
                .orElseThrow(() -> new Violation("a frame that nobody knows was delivered"));
    }

    @Nullable
    Position attach(ConversationId conversation, SimConnection connection) {
        LoopFeed feed = feeds.get(conversation);
        if (feed == null) {
            Position position = fanout.attach(conversation, this);
            if (position == null) {
                return null;
            }
            feed = new LoopFeed(position);
            feeds.put(conversation, feed);
        }
        if (!feed.members.contains(connection)) {
            feed.members.add(connection);
        }
        return feed.position;
    }

    boolean attached(ConversationId conversation, SimConnection connection) {
        LoopFeed feed = feeds.get(conversation);
        return feed != null && feed.members.contains(connection);
    }

    boolean hasReached(ConversationId conversation, long seq, SimConnection connection) {
        LoopFeed feed = feeds.get(conversation);
        return feed != null && feed.position.seq() >= seq && feed.members.contains(connection);
    }

    void detach(ConversationId conversation, SimConnection connection) {
        LoopFeed feed = feeds.get(conversation);
        if (feed != null && feed.members.remove(connection) && feed.members.isEmpty()) {
            feeds.remove(conversation);
            fanout.detach(conversation, this);
        }
    }

    void detachAll(SimConnection connection) {
        List.copyOf(feeds.keySet()).forEach(conversation -> detach(conversation, connection));
    }
}
