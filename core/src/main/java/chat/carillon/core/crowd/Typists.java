package chat.carillon.core.crowd;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/// Who typed lately, until it was told: one frame a period and conversation, with a few names, however many type
/// and on however many nodes. That somebody stopped is not told; listeners forget typing by themselves.
///
/// Pure: the caller tells the time. Thread-safe: guarded by this object's lock.
final class Typists {
    /// Most names in one frame; a crowd that types is shown as one anyway.
    static final int MAX_NAMES = 5;

    /// As often as clients repeat themselves, and half as long as listeners remember.
    private static final long THINNED_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Limits limits;
    private final Map<ConversationId, Typing> conversations = new HashMap<>();

    /// @param limits bound in how many conversations somebody is seen typing at a time, and how often it is told; in a
    ///     large one more rarely, as every frame is written to all of its members
    Typists(Limits limits) {
        this.limits = limits;
    }

    private static final class Typing {
        /// Who typed since the last frame, and whether on this node.
        private final Map<UserId, Boolean> since = new LinkedHashMap<>();

        private long quietUntilNanos;

        private Typing(long nowNanos) {
            quietUntilNanos = nowNanos;
        }
    }

    /// What is to be told now.
    ///
    /// @param users of all nodes, for the sessions here
    /// @param own of this node, for the other nodes
    record Told(ConversationId conversation, List<UserId> users, List<UserId> own) {}

    /// @param here whether on this node, so that other nodes must be told
    synchronized void typed(ConversationId conversation, UserId user, boolean here, long nowNanos) {
        Typing typing = conversations.get(conversation);
        if (typing == null) {
            if (conversations.size() >= limits.maxCrowds()) {
                return;
            }
            typing = new Typing(nowNanos);
            conversations.put(conversation, typing);
        }
        if (typing.since.size() < MAX_NAMES || typing.since.containsKey(user)) {
            typing.since.merge(user, here, Boolean::logicalOr);
        }
    }

    /// A message of theirs says more than that they type: what waits of it is not told any more.
    synchronized void wrote(ConversationId conversation, UserId user) {
        Typing typing = conversations.get(conversation);
        if (typing != null) {
            typing.since.remove(user);
        }
    }

    synchronized boolean isEmpty() {
        return conversations.isEmpty();
    }

    /// Takes what is due.
    synchronized List<Told> due(long nowNanos, ToIntFunction<ConversationId> memberCount) {
        var due = new ArrayList<Told>();
        for (Iterator<Map.Entry<ConversationId, Typing>> all =
                        conversations.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<ConversationId, Typing> one = all.next();
            Typing typing = one.getValue();
            if (nowNanos - typing.quietUntilNanos < 0) {
                continue;
            }
            if (typing.since.isEmpty()) {
                all.remove();
                continue;
            }
            due.add(told(one.getKey(), typing));
            typing.since.clear();
            typing.quietUntilNanos = nowNanos + periodNanos(memberCount.applyAsInt(one.getKey()));
        }
        return due;
    }

    private long periodNanos(int memberCount) {
        return memberCount > limits.maxTypingMembers()
                ? THINNED_PERIOD_NANOS
                : limits.typingPeriod().toNanos();
    }

    private static Told told(ConversationId conversation, Typing typing) {
        List<UserId> own = typing.since.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        return new Told(conversation, List.copyOf(typing.since.keySet()), own);
    }
}
