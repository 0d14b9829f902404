package chat.carillon.core.routing;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends records to the nodes that the registry names for the members of small conversations, in the order in which
/// they came. Everything that waits is looked up with one question. Thread-safe: the queue is guarded by this
/// object's lock; at most one drain is under way.
final class DirectRoute {
    private static final Logger log = LoggerFactory.getLogger(DirectRoute.class);
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 256;

    private final String self;
    private final Bus bus;
    private final SessionRegistry registry;
    private final MemberCache members;
    private final RoutingCounters counters;
    private final Executor blocking;
    private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
    private boolean draining;

    /// A record on its way.
    private record Parcel(BusRecord.OfConversation record, Whom whom) {}

    /// Whom a record is for.
    private sealed interface Whom {
        /// The members as of an entry, and others: those who left by it.
        record Members(long membershipSeq, List<UserId> others) implements Whom {}

        record Users(List<UserId> users) implements Whom {}

        /// The members, or whoever subscribes, if these are many.
        record WhoeverLooks() implements Whom {}
    }

    /// A record and the users that it is for; null for whoever subscribes.
    private record Addressed(
            BusRecord.OfConversation record, @Nullable Set<UserId> users) {}

    DirectRoute(String self, Ways ways, ConversationStore store, RoutingCounters counters, Executor blocking) {
        this.self = self;
        this.bus = ways.bus();
        this.registry = ways.registry();
        this.members = new MemberCache(store, Router.MAX_DIRECT_MEMBERS);
        this.counters = counters;
        this.blocking = blocking;
    }

    /// What leads to other nodes.
    record Ways(Bus bus, SessionRegistry registry) {}

    /// Does not block.
    void toMembers(BusRecord.Appended record, long membershipSeq, List<UserId> others) {
        add(new Parcel(record, new Whom.Members(membershipSeq, others)));
    }

    /// Does not block.
    void toUsers(BusRecord.OfConversation record, List<UserId> users) {
        add(new Parcel(record, new Whom.Users(users)));
    }

    /// Does not block.
    void ephemeral(BusRecord.Ephemeral record) {
        add(new Parcel(record, new Whom.WhoeverLooks()));
    }

    synchronized double backlog() {
        return (double) waiting.size() / MAX_WAITING;
    }

    private void add(Parcel parcel) {
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                counters.dropped.increment();
                return;
            }
            waiting.add(parcel);
            if (draining) {
                return;
            }
            draining = true;
        }
        blocking.execute(this::drain);
    }

    private void drain() {
        for (List<Parcel> batch = take(); !batch.isEmpty(); batch = take()) {
            try {
                route(batch);
            } catch (StoreUnavailableException | RegistryUnavailableException e) {
                log.warn("{} records go to all nodes: {}", batch.size(), e.getMessage());
                broadcast(batch);
            } catch (RuntimeException e) {
                log.error("defect while routing {} records, which go to all nodes", batch.size(), e);
                broadcast(batch);
            }
        }
    }

    private void broadcast(List<Parcel> batch) {
        batch.forEach(parcel -> bus.broadcast(parcel.record()));
        counters.broadcast.add(batch.size());
    }

    private synchronized List<Parcel> take() {
        var batch = new ArrayList<Parcel>(Math.min(waiting.size(), MAX_BATCH));
        while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        draining = !batch.isEmpty();
        return batch;
    }

    private void route(List<Parcel> batch) {
        var addressed = new ArrayList<Addressed>(batch.size());
        var everybody = new HashSet<UserId>();
        for (Parcel parcel : batch) {
            Set<UserId> users = usersOf(parcel);
            addressed.add(new Addressed(parcel.record(), users));
            if (users != null) {
                everybody.addAll(users);
            }
        }
        Map<UserId, List<SessionRegistry.Registration>> found = registry.find(everybody);
        counters.lookups.increment();
        for (Addressed one : addressed) {
            if (one.users() == null) {
                bus.publish(one.record());
                counters.published.increment();
            } else {
                send(one.record(), nodesOf(one.users(), found));
            }
        }
    }

    private @Nullable Set<UserId> usersOf(Parcel parcel) {
        ConversationId conversation = parcel.record().conversation();
        return switch (parcel.whom()) {
            case Whom.Members(long membershipSeq, List<UserId> others) -> {
                var users = new HashSet<>(members.at(conversation, membershipSeq));
                users.addAll(others);
                yield users;
            }
            case Whom.Users(List<UserId> users) -> Set.copyOf(users);
            case Whom.WhoeverLooks() -> {
                List<UserId> users = members.lately(conversation);
                yield users == null ? null : Set.copyOf(users);
            }
        };
    }

    private Set<String> nodesOf(Set<UserId> users, Map<UserId, List<SessionRegistry.Registration>> found) {
        var nodes = new HashSet<String>();
        for (UserId user : users) {
            found.getOrDefault(user, List.of()).forEach(registration -> nodes.add(registration.node()));
        }
        nodes.remove(self);
        return nodes;
    }

    private void send(BusRecord.OfConversation record, Set<String> nodes) {
        if (!nodes.isEmpty()) {
            bus.send(nodes, record);
            counters.direct.add(nodes.size());
        }
    }
}
