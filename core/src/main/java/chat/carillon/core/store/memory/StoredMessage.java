package chat.carillon.core.store.memory;

import chat.carillon.core.log.MessageState;
import chat.carillon.core.log.plan.AppendContext;
import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.model.Attachment;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A message as it stands now. Guarded by the monitor of [MemoryState].
final class StoredMessage {
    String text;

    @Nullable
    Long editedAtMillis;

    private final Entry entry;
    private final @Nullable Long replyTo;
    private final @Nullable Long thread;
    private List<Attachment> attachments;
    private @Nullable Long deletedAtMillis;

    /// With the seq of the entry that put it there, in this order.
    private final Map<Reaction, Long> reactions = new LinkedHashMap<>();

    private record Reaction(UserId user, String emoji) {}

    StoredMessage(Entry entry, EntryBody.Posted posted) {
        this.entry = entry;
        text = posted.text();
        replyTo = posted.replyTo();
        thread = posted.thread();
        attachments = posted.attachments();
    }

    long seq() {
        return entry.seq();
    }

    void delete(long atMillis) {
        deletedAtMillis = atMillis;
        text = "";
        attachments = List.of();
        reactions.clear();
    }

    void react(AppendPlan.ReactionChange change) {
        var reaction = new Reaction(change.user(), change.emoji());
        reactions.remove(reaction);
        if (change.present()) {
            reactions.put(reaction, change.entrySeq());
        }
    }

    Set<String> reactionsOf(UserId user) {
        var emoji = new LinkedHashSet<String>();
        for (Reaction reaction : reactions.keySet()) {
            if (reaction.user().equals(user)) {
                emoji.add(reaction.emoji());
            }
        }
        return emoji;
    }

    AppendContext.Message forRules() {
        return new AppendContext.Message(entry.sender(), text, thread, !attachments.isEmpty(), deletedAtMillis != null);
    }

    @Nullable
    Long thread() {
        return thread;
    }

    Map<String, List<UserId>> reactionsUntil(long untilSeq) {
        var byEmoji = new LinkedHashMap<String, List<UserId>>();
        reactions.forEach((reaction, seq) -> {
            if (seq <= untilSeq) {
                byEmoji.computeIfAbsent(reaction.emoji(), _ -> new ArrayList<>())
                        .add(reaction.user());
            }
        });
        return Collections.unmodifiableMap(byEmoji);
    }

    MessageState.Reply asReply() {
        return new MessageState.Reply(entry.seq(), entry.sender(), entry.atMillis());
    }

    MessageState state(StoredLog.Replies replies) {
        return new MessageState(
                entry.conversation(),
                entry.seq(),
                entry.sender(),
                entry.atMillis(),
                text,
                replyTo,
                thread,
                attachments,
                editedAtMillis,
                deletedAtMillis,
                reactionsUntil(Long.MAX_VALUE),
                replies.count(),
                replies.last());
    }
}
