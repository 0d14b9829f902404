package chat.carillon.core.store.memory;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendContext;
import chat.carillon.core.log.plan.AppendContext.KnownEntry;
import chat.carillon.core.log.plan.AppendContext.LogState;
import chat.carillon.core.log.plan.AppendNeeds;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.core.log.plan.AppendNeeds.LogNeeds;
import chat.carillon.core.log.plan.AppendNeeds.ReactionKey;
import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.core.log.plan.AppendPlanner;
import chat.carillon.core.store.EntrySize;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// [LogStore] in memory.
final class MemoryLog implements LogStore {
    private final MemoryState state;
    private final Time time;
    private final AppendPlanner planner;

    MemoryLog(MemoryState state, Time time, Limits limits) {
        this.state = state;
        this.time = time;
        planner = new AppendPlanner(limits);
    }

    @Override
    public List<AppendResult> append(List<NewEntry> batch) {
        synchronized (state) {
            long nowMillis = time.wallMillis();
            AppendPlan plan = planner.plan(batch, context(AppendNeeds.of(batch)), nowMillis);
            write(plan, nowMillis);
            return plan.results();
        }
    }

    private AppendContext context(AppendNeeds needs) {
        var logs = new HashMap<ConversationId, LogState>();
        needs.logs().forEach((id, logNeeds) -> {
            StoredLog log = state.log(id);
            if (log != null) {
                logs.put(id, logState(log, logNeeds));
            }
        });
        var known = new HashMap<ClientKey, KnownEntry>();
        for (ClientKey key : needs.clientKeys()) {
            KnownEntry entry = state.known.get(key);
            if (entry != null) {
                known.put(key, entry);
            }
        }
        Set<UserId> joining = needs.joiningUsers();
        return new AppendContext(logs, known, state.existing(joining), state.conversationCounts(joining));
    }

    private static LogState logState(StoredLog log, LogNeeds needs) {
        var members = new HashMap<UserId, Member>();
        for (UserId user : needs.members()) {
            Member member = log.members.get(user);
            if (member != null) {
                members.put(user, member);
            }
        }
        long owners = log.members.values().stream()
                .filter(member -> member.active() && member.role() == Role.OWNER)
                .count();
        var messages = new HashMap<Long, AppendContext.Message>();
        for (long seq : needs.messages()) {
            StoredMessage message = log.message(seq);
            if (message != null) {
                messages.put(seq, message.forRules());
            }
        }
        var reactions = new HashMap<ReactionKey, Set<String>>();
        for (ReactionKey key : needs.reactions()) {
            StoredMessage message = log.message(key.seq());
            if (message != null) {
                reactions.put(key, message.reactionsOf(key.user()));
            }
        }
        return new LogState(log.conversation, members, (int) owners, messages, reactions);
    }

    private void write(AppendPlan plan, long nowMillis) {
        for (Entry entry : plan.entries()) {
            log(entry.conversation()).add(entry, nowMillis);
            if (entry.clientMessageId() != null) {
                state.known.put(
                        new ClientKey(entry.sender(), entry.clientMessageId()),
                        new KnownEntry(entry.conversation(), entry.seq(), entry.atMillis()));
            }
        }
        plan.heads().forEach(head -> log(head.conversation()).putHead(head));
        plan.conversations().forEach(state::put);
        plan.members().forEach(member -> log(member.conversation()).put(member, nowMillis));
        plan.messageChanges().forEach(change -> log(change.conversation()).change(change));
        plan.reactionChanges().forEach(change -> log(change.conversation()).change(change));
        plan.mentions().forEach(mention -> log(mention.conversation()).add(mention));
        plan.broadcasts().forEach(broadcast -> log(broadcast.conversation()).add(broadcast));
    }

    private StoredLog log(ConversationId conversation) {
        StoredLog log = state.log(conversation);
        if (log == null) {
            throw new IllegalStateException("the plan names a conversation that was not loaded: " + conversation);
        }
        return log;
    }

    @Override
    public List<Entry> read(ConversationId conversation, long afterSeq, long untilSeq, int limit, int maxBytes) {
        synchronized (state) {
            StoredLog log = state.log(conversation);
            var page = new ArrayList<Entry>();
            if (log == null) {
                return page;
            }
            long bytes = 0;
            long lastSeq = Math.clamp(untilSeq, 0, log.entries.size());
            for (long seq = Math.clamp(afterSeq, 0, lastSeq) + 1; seq <= lastSeq && page.size() < limit; seq++) {
                Entry entry = log.entries.get((int) seq - 1);
                bytes += EntrySize.estimatedBytes(entry);
                if (bytes > maxBytes && !page.isEmpty()) {
                    break;
                }
                page.add(entry);
            }
            return page;
        }
    }

    @Override
    public Map<ConversationId, Conversation.Head> heads(Collection<ConversationId> conversations) {
        synchronized (state) {
            var heads = new HashMap<ConversationId, Conversation.Head>();
            for (ConversationId conversation : conversations) {
                StoredLog log = state.log(conversation);
                if (log != null) {
                    heads.put(conversation, log.conversation.head());
                }
            }
            return heads;
        }
    }

    @Override
    public long nowMillis() {
        return time.wallMillis();
    }

    @Override
    public List<Conversation.Head> changedSince(long sinceMillis, int limit) {
        synchronized (state) {
            return state.logs.values().stream()
                    .map(log -> log.conversation.head())
                    .filter(head -> head.changedAtMillis() >= sinceMillis)
                    .sorted(Comparator.comparingLong(Conversation.Head::changedAtMillis))
                    .limit(limit)
                    .toList();
        }
    }
}
