package chat.carillon.core.conversation;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.search.MomentSearch;
import chat.carillon.core.search.SearchScope;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.MemberStore.Sought;
import chat.carillon.core.store.MemberStore.Tally;
import chat.carillon.core.store.Store;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that members may read. Each call looks up the reader's membership afresh: nobody reads a word
/// more than the log allows at that moment. Blocks; for virtual threads. Thread-safe.
public final class Reading {
    /// As many as are told of each other live.
    private static final int MAX_NAMED_MEMBERS = 32;

    private final Store store;
    private final Limits limits;

    public Reading(Store store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /// The part of a log that somebody may read: `afterSeq < seq <= untilSeq`.
    private record Visible(Conversation conversation, Member member, long afterSeq, long untilSeq) {}

    /// Entries after a cursor.
    ///
    /// @param epoch the store epoch that the cursor was made in; null if the reader does not say
    public ReadResult<EntryPage> sync(
            UserId reader, ConversationId conversation, @Nullable String epoch, long afterSeq, int limit) {
        return whereVisible(reader, conversation, visible -> {
            Conversation.Head head = visible.conversation().head();
            boolean provable = (epoch == null || epoch.equals(store.epoch()))
                    && afterSeq >= head.firstSeq() - 1
                    && afterSeq <= head.headSeq()
                    && visible.untilSeq() - Math.max(afterSeq, visible.afterSeq()) <= limits.maxSyncEntries();
            return provable
                    ? new ReadResult.Ok<>(page(visible, afterSeq, limit))
                    : new ReadResult.Reset<>(visible.untilSeq(), head.firstSeq());
        });
    }

    /// Entries after any seq, however far back: the log for those who want all of it.
    public ReadResult<EntryPage> entries(UserId reader, ConversationId conversation, long afterSeq, int limit) {
        return whereVisible(reader, conversation, visible -> new ReadResult.Ok<>(page(visible, afterSeq, limit)));
    }

    private EntryPage page(Visible visible, long afterSeq, int limit) {
        long from = Math.max(afterSeq, visible.afterSeq());
        int count = limit <= 0 ? limits.maxPageEntries() : Math.min(limit, limits.maxPageEntries());
        List<Entry> entries = from >= visible.untilSeq()
                ? List.of()
                : store.log().read(visible.conversation().id(), from, visible.untilSeq(), count, limits.maxPageBytes());
        long last = entries.isEmpty() ? from : entries.getLast().seq();
        return new EntryPage(entries, visible.untilSeq(), !entries.isEmpty() && last < visible.untilSeq());
    }

    /// The newest messages before `beforeSeq`, in seq order.
    public ReadResult<List<MessageState>> messagesBefore(
            UserId reader, ConversationId conversation, long beforeSeq, int limit) {
        return whereVisible(
                reader,
                conversation,
                visible -> shown(
                        visible,
                        store.history()
                                .messages(
                                        conversation,
                                        visible.afterSeq(),
                                        Math.min(beforeSeq, visible.untilSeq() + 1),
                                        count(limit))));
    }

    /// The oldest messages after `afterSeq`, in seq order.
    public ReadResult<List<MessageState>> messagesAfter(
            UserId reader, ConversationId conversation, long afterSeq, int limit) {
        return whereVisible(
                reader,
                conversation,
                visible -> shown(
                        visible,
                        store.history()
                                .messagesAfter(
                                        conversation,
                                        Math.max(afterSeq, visible.afterSeq()),
                                        visible.untilSeq(),
                                        count(limit))));
    }

    /// The first message at or after a time, milliseconds since 1970 UTC; empty if there is none so late.
    public ReadResult<Optional<MessageState>> firstAt(UserId reader, ConversationId conversation, long atMillis) {
        return whereVisible(
                reader,
                conversation,
                visible -> new ReadResult.Ok<>(MomentSearch.firstAt(
                        atMillis,
                        visible.afterSeq(),
                        visible.untilSeq(),
                        (afterSeq, untilSeq) ->
                                store.history().messagesAfter(conversation, afterSeq, untilSeq, 1).stream()
                                        .findFirst())));
    }

    /// One message as it stands.
    public ReadResult<MessageState> message(UserId reader, ConversationId conversation, long seq) {
        return whereVisible(reader, conversation, visible -> {
            if (seq <= visible.afterSeq() || seq > visible.untilSeq()) {
                return new ReadResult.Refused<>(ErrorCode.NO_SUCH_MESSAGE, "seq: " + seq);
            }
            return store.history()
                    .message(conversation, seq)
                    .map(message -> asSeen(visible, List.of(message)).getFirst())
                    .<ReadResult<MessageState>>map(ReadResult.Ok::new)
                    .orElseGet(() -> new ReadResult.Refused<>(ErrorCode.NO_SUCH_MESSAGE, "seq: " + seq));
        });
    }

    /// The messages of a thread after `afterSeq`, root excluded.
    public ReadResult<List<MessageState>> thread(
            UserId reader, ConversationId conversation, long root, long afterSeq, int limit) {
        return whereVisible(
                reader,
                conversation,
                visible -> shown(
                        visible,
                        store
                                .history()
                                .thread(conversation, root, Math.max(afterSeq, visible.afterSeq()), count(limit))
                                .stream()
                                .filter(message -> message.seq() <= visible.untilSeq())
                                .toList()));
    }

    private ReadResult<List<MessageState>> shown(Visible visible, List<MessageState> messages) {
        return new ReadResult.Ok<>(asSeen(visible, messages));
    }

    /// Who has left sees no edit, reaction or reply that came later.
    private List<MessageState> asSeen(Visible visible, List<MessageState> messages) {
        return visible.member().active()
                ? messages
                : store.history().asOf(visible.conversation().id(), messages, visible.untilSeq());
    }

    /// Active members that are sought, in the order of their names; who has left does not see who came since.
    public ReadResult<List<Member>> members(
            UserId reader, ConversationId conversation, Sought sought, @Nullable UserId afterUser, int limit) {
        return whereMember(
                reader,
                conversation,
                _ -> new ReadResult.Ok<>(
                        sought.equals(Sought.ANYBODY)
                                ? store.conversations().members(conversation, afterUser, count(limit))
                                : store.members().find(conversation, sought, afterUser, count(limit))));
    }

    /// How many members have received and read up to `seq`; in a small conversation also who has.
    public ReadResult<Receipts> receipts(UserId reader, ConversationId conversation, long seq) {
        return whereMember(reader, conversation, visible -> {
            if (seq <= visible.afterSeq() || seq > visible.untilSeq()) {
                return new ReadResult.Refused<>(ErrorCode.NO_SUCH_MESSAGE, "seq: " + seq);
            }
            List<Member> members = visible.conversation().memberCount() <= MAX_NAMED_MEMBERS
                    ? store.conversations().members(conversation, null, MAX_NAMED_MEMBERS)
                    : List.of();
            return new ReadResult.Ok<>(new Receipts(store.members().tally(conversation, List.of(seq)), members));
        });
    }

    /// @param tally of one seq
    /// @param members how far each has come; empty if these are many
    public record Receipts(Tally tally, List<Member> members) {}

    private <T> ReadResult<T> whereMember(UserId reader, ConversationId id, Function<Visible, ReadResult<T>> read) {
        return whereVisible(
                reader, id, visible -> visible.member().active() ? read.apply(visible) : noSuchConversation(id));
    }

    /// One conversation as its member sees it.
    public ReadResult<Membership> conversation(UserId reader, ConversationId conversation) {
        return memberships(reader).stream()
                .filter(membership -> membership.conversation().id().equals(conversation))
                .findFirst()
                .<ReadResult<Membership>>map(ReadResult.Ok::new)
                .orElseGet(() -> noSuchConversation(conversation));
    }

    /// All conversations that the reader is a member of, the one with the latest change first.
    public List<Membership> memberships(UserId reader) {
        return store.conversations().membershipsOf(List.of(reader)).getOrDefault(reader, List.of());
    }

    /// The newest message of each that the member may read; none where there is none.
    public Map<ConversationId, MessageState> newest(List<Membership> memberships) {
        return store.history()
                .newest(memberships.stream()
                        .collect(Collectors.toMap(
                                membership -> membership.conversation().id(),
                                membership -> membership
                                        .member()
                                        .visibleAfterSeq(membership
                                                .conversation()
                                                .settings()
                                                .history()))));
    }

    /// Full-text search in all that the reader may read.
    public List<HistoryStore.Hit> search(UserId reader, String query, SearchScope scope, int offset, int limit) {
        return store.history().search(reader, query, scope, offset, count(limit));
    }

    private int count(int limit) {
        return limit <= 0 ? limits.maxPageEntries() : Math.min(limit, limits.maxPageEntries());
    }

    /// The conversation is looked up before the member: whoever is a member then was one when the head was this.
    private <T> ReadResult<T> whereVisible(UserId reader, ConversationId id, Function<Visible, ReadResult<T>> read) {
        var conversation = store.conversations().find(id);
        var member = conversation.isPresent() ? store.conversations().member(id, reader) : Optional.<Member>empty();
        if (conversation.isEmpty() || member.isEmpty()) {
            return noSuchConversation(id);
        }
        Conversation found = conversation.get();
        return read.apply(new Visible(
                found,
                member.get(),
                member.get().visibleAfterSeq(found.settings().history()),
                Math.min(member.get().visibleUntilSeq(), found.head().headSeq())));
    }

    private static <T> ReadResult<T> noSuchConversation(ConversationId id) {
        return new ReadResult.Refused<>(ErrorCode.NO_SUCH_CONVERSATION, "conversation: " + id);
    }
}
