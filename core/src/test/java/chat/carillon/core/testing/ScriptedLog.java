package chat.carillon.core.testing;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;

/// A store's logs, in which a test says what stands, what a call does besides, and what fails. Does not judge.
public final class ScriptedLog implements LogStore {
    /// Batches that were appended, in order.
    public final List<List<NewEntry>> batches = new ArrayList<>();

    /// Ranges that were read, as `conversation after until`.
    public final List<String> reads = new ArrayList<>();

    /// Of every conversation.
    public int memberCount = 100;

    /// How often [#heads] was asked.
    public int headQueries;

    public final List<Long> changedSince = new ArrayList<>();

    public boolean unavailable;
    public long nowMillis = 1_000_000;

    private final Map<ConversationId, List<Entry>> logs = new HashMap<>();
    private final Map<ConversationId, Long> changedAt = new HashMap<>();
    private Runnable duringHeads = () -> {};
    private Runnable duringAppend = () -> {};
    private Function<List<NewEntry>, List<AppendResult>> outcome = this::appendAll;

    /// Makes `entries` the next ones of the conversation, at the store's present time.
    public void put(Entry... entries) {
        for (Entry entry : entries) {
            logs.computeIfAbsent(entry.conversation(), _ -> new ArrayList<>()).add(entry);
            changedAt.put(entry.conversation(), nowMillis);
        }
    }

    public void putMessages(long fromSeq, long untilSeq, LongFunction<Entry> made) {
        for (long seq = fromSeq; seq <= untilSeq; seq++) {
            put(made.apply(seq));
        }
    }

    /// What happens while the heads are asked for, before they are read.
    public void duringHeads(Runnable hook) {
        duringHeads = hook;
    }

    /// What happens while a batch is committed.
    public void duringAppend(Runnable hook) {
        duringAppend = hook;
    }

    public void outcome(Function<List<NewEntry>, List<AppendResult>> results) {
        outcome = results;
    }

    private List<AppendResult> appendAll(List<NewEntry> batch) {
        var results = new ArrayList<AppendResult>();
        for (NewEntry wanted : batch) {
            List<Entry> log = logs.computeIfAbsent(wanted.conversation(), _ -> new ArrayList<>());
            long seq = log.size() + 1L;
            var entry = new Entry(
                    wanted.conversation(),
                    seq,
                    seq,
                    wanted.atMillis(),
                    wanted.sender(),
                    wanted.clientMessageId(),
                    wanted.body());
            put(entry);
            results.add(new AppendResult.Appended(entry, head(entry.conversation())));
        }
        return results;
    }

    @Override
    public List<AppendResult> append(List<NewEntry> batch) {
        batches.add(List.copyOf(batch));
        duringAppend.run();
        mustBeAvailable();
        return outcome.apply(batch);
    }

    @Override
    public List<Entry> read(ConversationId conversation, long afterSeq, long untilSeq, int limit, int maxBytes) {
        reads.add(conversation + " " + afterSeq + " " + untilSeq);
        mustBeAvailable();
        return logs.getOrDefault(conversation, List.of()).stream()
                .filter(entry -> entry.seq() > afterSeq && entry.seq() <= untilSeq)
                .limit(limit)
                .toList();
    }

    @Override
    public Map<ConversationId, Conversation.Head> heads(Collection<ConversationId> conversations) {
        headQueries++;
        duringHeads.run();
        mustBeAvailable();
        var heads = new HashMap<ConversationId, Conversation.Head>();
        conversations.stream().filter(logs::containsKey).forEach(id -> heads.put(id, head(id)));
        return heads;
    }

    private Conversation.Head head(ConversationId id) {
        List<Entry> log = logs.get(id);
        long membershipSeq = log.stream()
                .filter(entry -> entry.body() instanceof EntryBody.MembersJoined
                        || entry.body() instanceof EntryBody.MembersLeft)
                .mapToLong(Entry::seq)
                .max()
                .orElse(0);
        return new Conversation.Head(
                id, log.getLast().seq(), log.getLast().ordinal(), 1, membershipSeq, memberCount, changedAt.get(id));
    }

    @Override
    public long nowMillis() {
        mustBeAvailable();
        return nowMillis;
    }

    @Override
    public List<Conversation.Head> changedSince(long sinceMillis, int limit) {
        changedSince.add(sinceMillis);
        mustBeAvailable();
        return logs.keySet().stream()
                .map(this::head)
                .filter(head -> head.changedAtMillis() >= sinceMillis)
                .sorted(java.util.Comparator.comparingLong(Conversation.Head::changedAtMillis))
                .limit(limit)
                .toList();
    }

    private void mustBeAvailable() {
        if (unavailable) {
            throw new StoreUnavailableException("the test says so", null);
        }
    }
}
