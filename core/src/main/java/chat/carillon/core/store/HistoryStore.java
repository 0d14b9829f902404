package chat.carillon.core.store;

import chat.carillon.core.log.MessageState;
import chat.carillon.core.search.SearchScope;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Messages in their current state, for the eye: paging and search.
public interface HistoryStore {

    /// Messages with `afterSeq < seq < beforeSeq`, the newest `limit` of them, in seq order.
    /// Deleted ones are included as such.
    List<MessageState> messages(ConversationId conversation, long afterSeq, long beforeSeq, int limit);

    /// Messages with `afterSeq < seq <= untilSeq`, the oldest `limit` of them, in seq order.
    List<MessageState> messagesAfter(ConversationId conversation, long afterSeq, long untilSeq, int limit);

    /// The newest message of each of these conversations, if it has a higher seq than what stands beside the
    /// conversation; deleted ones are included as such. In a bounded number of queries, however many there are.
    Map<ConversationId, MessageState> newest(Map<ConversationId, Long> afterSeqs);

    /// The messages of a thread, root excluded, in seq order.
    List<MessageState> thread(ConversationId conversation, long root, long afterSeq, int limit);

    Optional<MessageState> message(ConversationId conversation, long seq);

    /// These messages as they stood at `untilSeq`, for those who read no further: without later edits, reactions
    /// and replies. What was taken back since is gone for everyone: deleted messages, removed reactions.
    List<MessageState> asOf(ConversationId conversation, List<MessageState> messages, long untilSeq);

    /// Full-text search in what `user` may read: words are and-ed, the last one also matches as a
    /// prefix, a quoted phrase as a phrase; any input is safe. What matches is defined by
    /// [chat.carillon.core.search.SearchQuery]; how it is ranked is the store's affair. Best rank
    /// first, ties newest first. Who has left a conversation finds what was there, [#asOf] then; a message that
    /// was edited since is not found.
    ///
    /// @param scope what is looked at; the rest is as if it were not there
    List<Hit> search(UserId user, String query, SearchScope scope, int offset, int limit);

    /// @param snippet part of the text with the matching words between U+0002 and U+0003
    /// @param rank the higher the better
    record Hit(MessageState message, String snippet, double rank) {}
}
