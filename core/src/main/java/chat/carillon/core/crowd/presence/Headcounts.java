package chat.carillon.core.crowd.presence;

import chat.carillon.core.bus.BusRecord.Presence.Count;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame.Headcount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// In which conversations it is counted how many are there, because somebody looks at them here or on another node;
/// what each node counted, and who is to be told. Counted once a period however many come and go, and told if it is
/// another number.
///
/// Pure: the caller tells the time. Thread-safe: guarded by this object's lock.
///
/// @param <W> who watches
final class Headcounts<W> {
    /// So that counting never takes an event loop's whole time; of a larger conversation one at a time.
    static final int MAX_MEMBERS_A_TICK = 50_000;

    /// Other nodes are asked again so often, and answer all of it again, in case something was lost.
    static final long ASK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(20);

    /// Who has not asked again for so long looks no more.
    static final long ASKED_FOR_NANOS = 3 * ASK_EVERY_NANOS;

    /// Other nodes have answered by then, if they do.
    static final long ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int maxConversations;
    private final CountPeriod period;
    private final Map<ConversationId, Counted<W>> conversations = new LinkedHashMap<>();
    private final Map<W, Set<ConversationId>> watchers = new HashMap<>();

    /// @param limits bound how many conversations are counted at a time; nobody is told of others
    Headcounts(Limits limits) {
        this.maxConversations = limits.maxCrowds();
        this.period = new CountPeriod(limits);
    }

    private static final class Counted<W> {
        private final Set<W> watchers = new LinkedHashSet<>();

        /// Watchers that have not been told anything yet.
        private final Set<W> newcomers = new LinkedHashSet<>();

        private final Map<String, Integer> elsewhere = new HashMap<>(2);

        /// Who is there on this node; null before the first count.
        private @Nullable Set<UserId> here;

        private long countNanos;
        private long askNanos;
        private long settledNanos;
        private long askedUntilNanos;

        /// Whether another node waits for an answer, even for the same again.
        private boolean asked;

        private int said;
        private int told = -1;

        private Counted(long nowNanos) {
            countNanos = nowNanos;
            askNanos = nowNanos;
            settledNanos = nowNanos;
            askedUntilNanos = nowNanos;
        }

        private int online() {
            int here = this.here == null ? 0 : this.here.size();
            return here
                    + elsewhere.values().stream().mapToInt(Integer::intValue).sum();
        }

        private boolean isLookedAt(long nowNanos) {
            return !watchers.isEmpty() || askedUntilNanos - nowNanos > 0;
        }
    }

    /// A frame and who is told.
    record Told<W>(Headcount headcount, List<W> watchers) {}

    /// From now on a watcher looks at these conversations, and at no others. It is told of them with what is [#due]
    /// next.
    ///
    /// @param alone whether there is no other node to wait for
    synchronized void watch(W watcher, Collection<ConversationId> wanted, boolean alone, long nowNanos) {
        forget(watcher);
        var all = new LinkedHashSet<ConversationId>();
        for (ConversationId conversation : wanted) {
            Counted<W> counted = counted(conversation, nowNanos);
            if (counted == null) {
                continue;
            }
            if (counted.watchers.isEmpty() && !alone) {
                counted.askNanos = nowNanos;
                counted.settledNanos = nowNanos + ANSWERS_NANOS;
            }
            counted.watchers.add(watcher);
            counted.newcomers.add(watcher);
            all.add(conversation);
        }
        if (!all.isEmpty()) {
            watchers.put(watcher, all);
        }
    }

    private @Nullable Counted<W> counted(ConversationId conversation, long nowNanos) {
        Counted<W> known = conversations.get(conversation);
        if (known == null && conversations.size() < maxConversations) {
            known = new Counted<>(nowNanos);
            conversations.put(conversation, known);
        }
        return known;
    }

    /// A watcher is gone.
    synchronized void forget(W watcher) {
        Set<ConversationId> former = watchers.remove(watcher);
        if (former == null) {
            return;
        }
        for (ConversationId conversation : former) {
            Counted<W> counted = conversations.get(conversation);
            if (counted != null) {
                counted.watchers.remove(watcher);
                counted.newcomers.remove(watcher);
            }
        }
    }

    synchronized boolean isEmpty() {
        return conversations.isEmpty();
    }

    /// Somebody looks at a conversation on another node.
    synchronized void asked(ConversationId conversation, long nowNanos) {
        Counted<W> counted = counted(conversation, nowNanos);
        if (counted != null) {
            counted.asked = true;
            counted.askedUntilNanos = nowNanos + ASKED_FOR_NANOS;
        }
    }

    /// So many are there, says another node.
    synchronized void heard(String node, Count count) {
        Counted<W> counted = conversations.get(count.conversation());
        if (counted == null) {
            return;
        }
        if (count.online() > 0) {
            counted.elsewhere.put(node, count.online());
        } else {
            counted.elsewhere.remove(node);
        }
    }

    /// These nodes live: what others counted is nothing any more.
    synchronized void living(Set<String> nodes) {
        conversations.values().forEach(counted -> counted.elsewhere.keySet().retainAll(nodes));
    }

    /// Takes the conversations that are to be counted now; forgets those at which nobody looks.
    synchronized List<ConversationId> toCount(long nowNanos, ToIntFunction<ConversationId> memberCount) {
        var due = new ArrayList<ConversationId>();
        var taken = new ArrayList<Counted<W>>();
        int members = 0;
        for (Iterator<Map.Entry<ConversationId, Counted<W>>> all =
                        conversations.entrySet().iterator();
                all.hasNext() && members < MAX_MEMBERS_A_TICK; ) {
            Map.Entry<ConversationId, Counted<W>> one = all.next();
            Counted<W> counted = one.getValue();
            if (!counted.isLookedAt(nowNanos)) {
                all.remove();
            } else if (nowNanos - counted.countNanos >= 0) {
                int size = memberCount.applyAsInt(one.getKey());
                counted.countNanos = nowNanos + period.nanos(size);
                members += Math.max(1, size);
                due.add(one.getKey());
                taken.add(counted);
                all.remove();
            }
        }
        for (int i = 0; i < due.size(); i++) {
            // Behind those that wait longer.
            conversations.put(due.get(i), taken.get(i));
        }
        return due;
    }

    /// Who was there on this node when it was counted last.
    synchronized Set<UserId> here(ConversationId conversation) {
        Counted<W> counted = conversations.get(conversation);
        return counted == null || counted.here == null ? Set.of() : counted.here;
    }

    /// They are there now, on this node.
    synchronized void counted(ConversationId conversation, Set<UserId> here) {
        Counted<W> counted = conversations.get(conversation);
        if (counted != null) {
            counted.here = here;
        }
    }

    /// Takes what other nodes are to be told: what they asked for, and what is another number since.
    synchronized List<Count> toSay(long nowNanos, int max) {
        var counts = new ArrayList<Count>();
        for (Map.Entry<ConversationId, Counted<W>> one : conversations.entrySet()) {
            Counted<W> counted = one.getValue();
            if (counted.here == null || counted.askedUntilNanos - nowNanos <= 0 || counts.size() == max) {
                continue;
            }
            int online = counted.here.size();
            if (online != counted.said || counted.asked && online > 0) {
                counts.add(new Count(one.getKey(), online));
            }
            counted.said = online;
            counted.asked = false;
        }
        return counts;
    }

    /// Takes the conversations for which other nodes are to be asked now.
    synchronized List<ConversationId> toAsk(long nowNanos, int max) {
        var asked = new ArrayList<ConversationId>();
        for (Map.Entry<ConversationId, Counted<W>> one : conversations.entrySet()) {
            Counted<W> counted = one.getValue();
            if (!counted.watchers.isEmpty() && nowNanos - counted.askNanos >= 0 && asked.size() < max) {
                counted.askNanos = nowNanos + ASK_EVERY_NANOS;
                asked.add(one.getKey());
            }
        }
        return asked;
    }

    /// Takes what is to be told: other numbers than before to all who look, and to newcomers what is so.
    synchronized List<Told<W>> due(long nowNanos, ToIntFunction<ConversationId> memberCount, int max) {
        var due = new ArrayList<Told<W>>();
        for (Map.Entry<ConversationId, Counted<W>> one : conversations.entrySet()) {
            Counted<W> counted = one.getValue();
            boolean knows = counted.here != null && nowNanos - counted.settledNanos >= 0;
            if (counted.watchers.isEmpty() || !knows || due.size() == max) {
                continue;
            }
            int members = memberCount.applyAsInt(one.getKey());
            if (members == 0) {
                // Nobody here is in it any more.
                continue;
            }
            int online = Math.min(counted.online(), members);
            boolean isNew = online != counted.told;
            if (isNew || !counted.newcomers.isEmpty()) {
                due.add(new Told<>(
                        new Headcount(one.getKey(), members, online),
                        List.copyOf(isNew ? counted.watchers : counted.newcomers)));
                counted.newcomers.clear();
                counted.told = online;
            }
        }
        return due;
    }
}
