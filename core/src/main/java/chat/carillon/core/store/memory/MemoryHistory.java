package chat.carillon.core.store.memory;

import chat.carillon.core.log.Member;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.search.SearchQuery;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.search.Snippet;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// [HistoryStore] in memory.
final class MemoryHistory implements HistoryStore {
    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::rank)
            .reversed()
            .thenComparing(Comparator.<Hit>comparingLong(hit -> hit.message().atMillis())
                    .thenComparingLong(hit -> hit.message().seq())
                    .reversed())
            .thenComparing(hit -> hit.message().conversation());

    private final MemoryState state;

    MemoryHistory(MemoryState state) {
        this.state = state;
    }

    @Override
    public List<MessageState> messages(ConversationId conversation, long afterSeq, long beforeSeq, int limit) {
        synchronized (state) {
            StoredLog log = state.log(conversation);
            return log == null
                    ? List.of()
                    : log.statesBackwards(afterSeq, beforeSeq)
                            .limit(limit)
                            .toList()
                            .reversed();
        }
    }

    @Override
    public List<MessageState> messagesAfter(ConversationId conversation, long afterSeq, long untilSeq, int limit) {
        synchronized (state) {
            StoredLog log = state.log(conversation);
            return log == null
                    ? List.of()
                    : log.states(afterSeq, afterEnd(untilSeq)).limit(limit).toList();
        }
    }

    @Override
    public Map<ConversationId, MessageState> newest(Map<ConversationId, Long> afterSeqs) {
        synchronized (state) {
            var newest = new HashMap<ConversationId, MessageState>();
            afterSeqs.forEach((conversation, afterSeq) -> {
                StoredLog log = state.log(conversation);
                if (log != null) {
                    log.statesBackwards(afterSeq, Long.MAX_VALUE)
                            .findFirst()
                            .ifPresent(message -> newest.put(conversation, message));
                }
            });
            return newest;
        }
    }

    private static long afterEnd(long untilSeq) {
        return untilSeq == Long.MAX_VALUE ? untilSeq : untilSeq + 1;
    }

    @Override
    public List<MessageState> thread(ConversationId conversation, long root, long afterSeq, int limit) {
        synchronized (state) {
            StoredLog log = state.log(conversation);
            return log == null
                    ? List.of()
                    : log.states(afterSeq, Long.MAX_VALUE)
                            .filter(message -> message.thread() != null && message.thread() == root)
                            .limit(limit)
                            .toList();
        }
    }

    @Override
    public Optional<MessageState> message(ConversationId conversation, long seq) {
        synchronized (state) {
            return Optional.ofNullable(state.log(conversation)).flatMap(log -> Optional.ofNullable(log.state(seq)));
        }
    }

    @Override
    public List<MessageState> asOf(ConversationId conversation, List<MessageState> messages, long untilSeq) {
        synchronized (state) {
            StoredLog log = state.log(conversation);
            return log == null
                    ? List.of()
                    : messages.stream()
                            .map(message -> log.asOf(message, untilSeq))
                            .toList();
        }
    }

    @Override
    public List<Hit> search(UserId user, String input, SearchScope scope, int offset, int limit) {
        SearchQuery query = SearchQuery.parse(input);
        synchronized (state) {
            return state.logs.values().stream()
                    .flatMap(log -> readable(log, user))
                    .filter(scope::holds)
                    .map(message -> new Hit(message, "", query.rank(message.text())))
                    .filter(hit -> hit.rank() > 0)
                    .sorted(BEST_FIRST)
                    .skip(offset)
                    .limit(limit)
                    .map(hit -> new Hit(hit.message(), Snippet.of(hit.message().text(), query), hit.rank()))
                    .toList();
        }
    }

    private static Stream<MessageState> readable(StoredLog log, UserId user) {
        Member member = log.members.get(user);
        if (member == null) {
            return Stream.empty();
        }
        long afterSeq = member.visibleAfterSeq(log.conversation.settings().history());
        long untilSeq = member.visibleUntilSeq();
        Stream<MessageState> messages = log.states(afterSeq, afterEnd(untilSeq));
        return member.active()
                ? messages
                : messages.filter(message -> !log.editedAfter(untilSeq, message.seq()))
                        .map(message -> log.asOf(message, untilSeq));
    }
}
