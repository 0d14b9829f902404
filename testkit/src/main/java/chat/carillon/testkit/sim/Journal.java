package chat.carillon.testkit.sim;

import chat.carillon.core.log.Conversation;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the store has committed, written down at the moment of each commit: the truth that
/// everything else is compared with. Checks the order of the logs (I2) as it goes.
public final class Journal {
    private final Map<ConversationId, Log> logs = new LinkedHashMap<>();
    private final Map<Key, Entry> keys = new HashMap<>();
    private Consumer<Entry> listener = _ -> {};

    private record Key(UserId sender, ClientMessageId clientMessageId) {}

    /// Somebody was a member from one entry to another, both included.
    public record Stay(long joinedSeq, long leftSeq) {
        public boolean ended() {
            return leftSeq != Long.MAX_VALUE;
        }

        boolean covers(long seq) {
            return seq >= joinedSeq && seq <= leftSeq;
        }
    }

    /// One conversation.
    public static final class Log {
        private final Conversation conversation;
        private final List<Entry> entries = new ArrayList<>();
        private final Map<UserId, List<Stay>> stays = new LinkedHashMap<>();

        private Log(Conversation conversation) {
            this.conversation = conversation;
        }

        public ConversationId id() {
            return conversation.id();
        }

        public Conversation.HistoryPolicy history() {
            return conversation.settings().history();
        }

        public long headSeq() {
            return entries.size();
        }

        /// As they were when they were appended.
        public List<Entry> entries() {
            return entries;
        }

        public Entry entry(long seq) {
            return entries.get((int) seq - 1);
        }

        /// Messages up to `seq`.
        public long ordinalAt(long seq) {
            return seq == 0 ? 0 : entry(seq).ordinal();
        }

        public Collection<UserId> everMembers() {
            return stays.keySet();
        }

        private List<Stay> staysOf(UserId user) {
            return stays.getOrDefault(user, List.of());
        }

        public Optional<Stay> lastStay(UserId user) {
            return staysOf(user).isEmpty()
                    ? Optional.empty()
                    : Optional.of(staysOf(user).getLast());
        }

        public boolean isMember(UserId user) {
            return lastStay(user).filter(stay -> !stay.ended()).isPresent();
        }

        public boolean wasMemberAt(UserId user, long seq) {
            return staysOf(user).stream().anyMatch(stay -> stay.covers(seq));
        }

        /// Whether at some moment until now the user was allowed to read this entry.
        public boolean mayHaveRead(UserId user, long seq) {
            return switch (history()) {
                case ALL -> staysOf(user).stream().anyMatch(stay -> seq <= stay.leftSeq());
                case SINCE_JOIN -> wasMemberAt(user, seq);
            };
        }

        /// Whether a user who may read `later` may read `seq` with it.
        public boolean belongsWith(UserId user, long seq, long later) {
            return switch (history()) {
                case ALL -> true;
                case SINCE_JOIN -> staysOf(user).stream().anyMatch(stay -> stay.covers(seq) && stay.covers(later));
            };
        }

        private void add(Entry entry) {
            if (entry.seq() != headSeq() + 1) {
                throw new Violation("I2: %s was committed after seq %d".formatted(entry, headSeq()));
            }
            long ordinal = ordinalAt(headSeq()) + (entry.body() instanceof EntryBody.Posted ? 1 : 0);
            if (entry.ordinal() != ordinal) {
                throw new Violation("%s has the ordinal %d instead of %d".formatted(entry, entry.ordinal(), ordinal));
            }
            entries.add(entry);
            switch (entry.body()) {
                case EntryBody.MembersJoined(List<UserId> users) -> users.forEach(user -> join(user, entry.seq()));
                case EntryBody.MembersLeft(List<UserId> users) -> users.forEach(user -> leave(user, entry.seq()));
                default -> {}
            }
        }

        private void join(UserId user, long seq) {
            if (isMember(user)) {
                throw new Violation("%s joined %s at %d, being a member".formatted(user, id(), seq));
            }
            stays.computeIfAbsent(user, _ -> new ArrayList<>()).add(new Stay(seq, Long.MAX_VALUE));
        }

        private void leave(UserId user, long seq) {
            if (!isMember(user)) {
                throw new Violation("%s left %s at %d, being no member".formatted(user, id(), seq));
            }
            List<Stay> ofUser = staysOf(user);
            ofUser.add(new Stay(ofUser.removeLast().joinedSeq(), seq));
        }
    }

    /// @param told of each entry at the moment of its commit
    public void listen(Consumer<Entry> told) {
        listener = told;
    }

    public void created(Conversation conversation, List<Entry> entries) {
        logs.put(conversation.id(), new Log(conversation));
        entries.forEach(this::appended);
    }

    public void appended(Entry entry) {
        log(entry.conversation()).add(entry);
        if (entry.clientMessageId() != null) {
            Entry other = keys.put(new Key(entry.sender(), entry.clientMessageId()), entry);
            if (other != null) {
                throw new Violation("I1: %s was committed twice, as %s too".formatted(entry, other));
            }
        }
        listener.accept(entry);
    }

    public Collection<Log> logs() {
        return logs.values();
    }

    public boolean has(ConversationId conversation) {
        return logs.containsKey(conversation);
    }

    public Log log(ConversationId conversation) {
        Log log = logs.get(conversation);
        if (log == null) {
            throw new Violation("there is no conversation " + conversation);
        }
        return log;
    }

    /// The entry that this key was used for.
    public Optional<Entry> byKey(UserId sender, ClientMessageId clientMessageId) {
        return Optional.ofNullable(keys.get(new Key(sender, clientMessageId)));
    }

    /// What the user is a member of.
    public List<Log> memberships(UserId user) {
        return logs.values().stream().filter(log -> log.isMember(user)).toList();
    }
}
