package chat.carillon.core.routing;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.conversation.AppendListener;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.concurrent.Executor;

/// Tells the nodes what was appended: the own one at once, the others by the way that fits the conversation's size.
/// Thread-safe, never blocks.
public final class Router implements AppendListener {
    /// Conversations of up to so many members are routed member by member.
    public static final int MAX_DIRECT_MEMBERS = 32;

    private final Bus bus;
    private final Fanout local;
    private final DirectRoute direct;
    private final RoutingCounters counters = new RoutingCounters();

    /// @param self name and incarnation of this node
    /// @param blocking runs lookups
    public Router(
            String self, Bus bus, SessionRegistry registry, Fanout local, ConversationStore store, Executor blocking) {
        this.bus = bus;
        this.local = local;
        this.direct = new DirectRoute(self, new DirectRoute.Ways(bus, registry), store, counters, blocking);
    }

    @Override
    public void appended(Entry entry, Conversation.Head head) {
        BusRecord.Appended record = BusRecord.Appended.of(entry, head.memberCount());
        local.onRecord(record);
        if (!bus.reachesOthers()) {
            return;
        }
        if (head.memberCount() > MAX_DIRECT_MEMBERS) {
            bus.publish(record);
            counters.published.increment();
            if (record.changesMembership()) {
                // Who joins may be on a node that does not subscribe yet.
                direct.toUsers(record, namedIn(entry.body()));
            }
        } else {
            direct.toMembers(record, head.membershipSeq(), namedIn(entry.body()));
        }
    }

    /// Who joined or left by this entry.
    private static List<UserId> namedIn(EntryBody body) {
        if (body instanceof EntryBody.MembersJoined(List<UserId> joined)) {
            return joined;
        }
        return body instanceof EntryBody.MembersLeft(List<UserId> left) ? left : List.of();
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {
        local.onHead(conversation, seq);
    }

    /// Something for those who are looking on other nodes: never stored, the first thing to be dropped.
    public void elsewhere(ConversationId conversation, byte[] frame) {
        if (bus.reachesOthers()) {
            direct.ephemeral(new BusRecord.Ephemeral(conversation, frame));
        }
    }

    /// Something of a conversation for one user's sessions on other nodes.
    public void elsewhere(ConversationId conversation, UserId user, byte[] frame) {
        if (bus.reachesOthers()) {
            direct.toUsers(new BusRecord.Ephemeral(conversation, frame), List.of(user));
        }
    }

    /// How full the queue of what must be looked up is: 0 for empty, 1 for full.
    public double backlog() {
        return direct.backlog();
    }

    public RoutingCounters counters() {
        return counters;
    }
}
