package chat.carillon.core.log.plan;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a store must write for a batch, in one transaction and in the order of the components;
/// final states, each row at most once.
///
/// @param results one an entry of the batch, in its order
/// @param entries to be inserted, in seq order within a conversation
/// @param heads where the logs that were appended to stand now
/// @param conversations whose name, topic or members changed
/// @param members rows to insert or replace
/// @param messageChanges messages that were edited or deleted, also ones of this very batch
/// @param reactionChanges reactions that were set or taken back
/// @param mentions rows to insert
/// @param broadcasts rows to insert, beside mentions
public record AppendPlan(
        List<AppendResult> results,
        List<Entry> entries,
        List<Conversation.Head> heads,
        List<Conversation> conversations,
        List<Member> members,
        List<MessageChange> messageChanges,
        List<ReactionChange> reactionChanges,
        List<Mention> mentions,
        List<Broadcast> broadcasts) {

    /// How a message stands now. If it is deleted, then its text, attachments, mentions and
    /// reactions go, and so does the text of every edit that aims at it: the message and its edits
    /// are [chat.carillon.model.EntryBody.Tombstone]s when the log is read from now on.
    ///
    /// @param text the new text; empty if deleted
    /// @param editedAtMillis null: not edited by this batch
    /// @param deletedAtMillis null: not deleted
    public record MessageChange(
            ConversationId conversation,
            long seq,
            String text,
            @Nullable Long editedAtMillis,
            @Nullable Long deletedAtMillis) {}

    /// @param present whether it is there now
    /// @param entrySeq the entry by which that happened; reactions are shown in this order
    public record ReactionChange(
            ConversationId conversation, long seq, UserId user, String emoji, boolean present, long entrySeq) {}

    /// The message at `seq` names `user`, who is an active member and not its sender.
    public record Mention(ConversationId conversation, long seq, UserId user) {}

    /// The message at `seq` means members without naming them.
    ///
    /// @param here those who are connected; else all
    public record Broadcast(ConversationId conversation, long seq, boolean here) {}

    /// Gathers what the logs of a batch want written.
    static final class Collector {
        final List<Entry> entries = new ArrayList<>();
        final List<Conversation.Head> heads = new ArrayList<>();
        final List<Conversation> conversations = new ArrayList<>();
        final List<Member> members = new ArrayList<>();
        final List<MessageChange> messageChanges = new ArrayList<>();
        final List<ReactionChange> reactionChanges = new ArrayList<>();
        final List<Mention> mentions = new ArrayList<>();
        final List<Broadcast> broadcasts = new ArrayList<>();

        AppendPlan plan(List<AppendResult> results) {
            return new AppendPlan(
                    results,
                    entries,
                    heads,
                    conversations,
                    members,
                    messageChanges,
                    reactionChanges,
                    mentions,
                    broadcasts);
        }
    }
}
