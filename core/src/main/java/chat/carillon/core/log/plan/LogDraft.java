package chat.carillon.core.log.plan;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendNeeds.ReactionKey;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Mentions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One log as it stands after the entries judged so far. Confined to one call of
/// [AppendPlanner#plan].
final class LogDraft {
    private final Conversation before;
    private final Map<ReactionKey, Set<String>> reactionsBefore;
    private final Map<UserId, Member> members;
    private final Map<Long, AppendContext.Message> messages;
    private final Map<ReactionKey, Set<String>> reactions = new HashMap<>();
    private final Map<UserId, Member> changedMembers = new LinkedHashMap<>();
    private final Map<Long, AppendPlan.MessageChange> messageChanges = new LinkedHashMap<>();
    private final Map<Reaction, AppendPlan.ReactionChange> reactionChanges = new LinkedHashMap<>();
    private final List<AppendPlan.Mention> mentions = new ArrayList<>();
    private final List<AppendPlan.Broadcast> broadcasts = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    private Conversation conversation;
    private Conversation.Head head;
    private int owners;

    private record Reaction(long seq, UserId user, String emoji) {}

    LogDraft(AppendContext.LogState state) {
        before = state.conversation();
        conversation = before;
        head = before.head();
        owners = state.owners();
        members = new HashMap<>(state.members());
        messages = new HashMap<>(state.messages());
        reactionsBefore = state.reactions();
    }

    Conversation conversation() {
        return conversation.at(head);
    }

    int owners() {
        return owners;
    }

    @Nullable
    Member member(UserId user) {
        return members.get(user);
    }

    @Nullable
    Member activeMember(UserId user) {
        Member member = members.get(user);
        return member != null && member.active() ? member : null;
    }

    AppendContext.@Nullable Message message(long seq) {
        return messages.get(seq);
    }

    Set<String> reactions(long seq, UserId user) {
        var key = new ReactionKey(seq, user);
        return reactions.computeIfAbsent(key, _ -> new LinkedHashSet<>(reactionsBefore.getOrDefault(key, Set.of())));
    }

    /// Gives the entry the next seq. Its effects on members and messages are the caller's to note.
    Entry append(NewEntry wanted, EntryBody body, long nowMillis) {
        long seq = head.headSeq() + 1;
        long ordinal = head.headOrdinal() + (body instanceof EntryBody.Posted ? 1 : 0);
        long membershipSeq = body.changesMembership() ? seq : head.membershipSeq();
        head = new Conversation.Head(
                conversation.id(), seq, ordinal, head.firstSeq(), membershipSeq, head.memberCount(), nowMillis);
        var entry = new Entry(
                conversation.id(), seq, ordinal, wanted.atMillis(), wanted.sender(), wanted.clientMessageId(), body);
        entries.add(entry);
        return entry;
    }

    /// The answer to the entry that was just appended, once its effects are noted.
    AppendResult appended(Entry entry) {
        return new AppendResult.Appended(entry, head);
    }

    void addMessage(Entry entry, EntryBody.Posted posted) {
        messages.put(
                entry.seq(),
                new AppendContext.Message(
                        entry.sender(),
                        posted.text(),
                        posted.thread(),
                        !posted.attachments().isEmpty(),
                        false));
        for (UserId named : Mentions.in(posted.text())) {
            if (!named.equals(entry.sender()) && activeMember(named) != null) {
                mentions.add(new AppendPlan.Mention(conversation.id(), entry.seq(), named));
            }
        }
        if (mayBroadcast(entry.sender())) {
            Mentions.broadcast(posted.text())
                    .map(here -> new AppendPlan.Broadcast(conversation.id(), entry.seq(), here))
                    .ifPresent(broadcasts::add);
        }
    }

    /// Among few, anybody; among many it would be a way to wake thousands.
    private boolean mayBroadcast(UserId sender) {
        Member member = activeMember(sender);
        return head.memberCount() <= Mentions.MAX_BROADCAST_MEMBERS
                || member != null && member.role().atLeast(Role.MODERATOR);
    }

    void editMessage(long seq, AppendContext.Message message, String text, long atMillis) {
        messages.put(
                seq,
                new AppendContext.Message(message.sender(), text, message.thread(), message.hasAttachments(), false));
        messageChanges.put(seq, new AppendPlan.MessageChange(conversation.id(), seq, text, atMillis, null));
    }

    void deleteMessage(long seq, AppendContext.Message message, long atMillis) {
        messages.put(
                seq, new AppendContext.Message(message.sender(), "", message.thread(), message.hasAttachments(), true));
        messageChanges.put(seq, new AppendPlan.MessageChange(conversation.id(), seq, "", null, atMillis));
        mentions.removeIf(mention -> mention.seq() == seq);
        broadcasts.removeIf(broadcast -> broadcast.seq() == seq);
        reactionChanges.keySet().removeIf(reaction -> reaction.seq() == seq);
    }

    void react(Entry entry, long target, String emoji, boolean present) {
        Set<String> mine = reactions(target, entry.sender());
        boolean changed = present ? mine.add(emoji) : mine.remove(emoji);
        if (!changed) {
            throw new IllegalStateException("a reaction was not judged before it was noted: " + entry);
        }
        reactionChanges.put(
                new Reaction(target, entry.sender(), emoji),
                new AppendPlan.ReactionChange(conversation.id(), target, entry.sender(), emoji, present, entry.seq()));
    }

    void putMember(Member member) {
        Member old = activeMember(member.user());
        int joined = (member.active() ? 1 : 0) - (old != null ? 1 : 0);
        owners += ownerCount(member) - (old != null ? ownerCount(old) : 0);
        members.put(member.user(), member);
        changedMembers.put(member.user(), member);
        if (joined != 0) {
            head = new Conversation.Head(
                    conversation.id(),
                    head.headSeq(),
                    head.headOrdinal(),
                    head.firstSeq(),
                    head.membershipSeq(),
                    head.memberCount() + joined,
                    head.changedAtMillis());
        }
    }

    private static int ownerCount(Member member) {
        return member.active() && member.role() == Role.OWNER ? 1 : 0;
    }

    void rename(@Nullable String name, @Nullable String topic) {
        conversation = new Conversation(
                conversation.id(), conversation.kind(), name, topic, conversation.settings(), conversation.head());
    }

    void change(Conversation.Settings settings) {
        conversation = new Conversation(
                conversation.id(),
                conversation.kind(),
                conversation.name(),
                conversation.topic(),
                settings,
                conversation.head());
    }

    /// Hands over what is to be written, if anything is.
    void collect(AppendPlan.Collector into) {
        if (entries.isEmpty()) {
            return;
        }
        into.entries.addAll(entries);
        into.heads.add(head);
        if (!conversation.equals(before)
                || head.membershipSeq() != before.head().membershipSeq()) {
            into.conversations.add(conversation());
        }
        into.members.addAll(changedMembers.values());
        into.messageChanges.addAll(messageChanges.values());
        into.reactionChanges.addAll(reactionChanges.values());
        into.mentions.addAll(mentions);
        into.broadcasts.addAll(broadcasts);
    }

    ConversationId id() {
        return conversation.id();
    }
}
