package chat.carillon.core.log.plan;

import chat.carillon.core.log.NewEntry;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Mentions;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a store must load so that a batch can be judged. Collections are not to be changed.
///
/// @param logs by conversation, in the order in which their rows are to be locked
/// @param clientKeys keys of the batch: which of them are known?
/// @param joiningUsers users named in membership entries: which of them exist, in how many
///     conversations are they?
public record AppendNeeds(
        SortedMap<ConversationId, LogNeeds> logs, Set<ClientKey> clientKeys, Set<UserId> joiningUsers) {

    /// @param members users whose member rows are needed, where there are any
    /// @param messages seqs of messages that are needed, where there are any
    /// @param reactions messages and users: which emoji of this user are on this message?
    /// @param owners whether the number of active owners is needed
    public record LogNeeds(Set<UserId> members, Set<Long> messages, Set<ReactionKey> reactions, boolean owners) {}

    /// A sender's own key of a write.
    public record ClientKey(UserId sender, ClientMessageId clientMessageId) {}

    /// One user's reactions on one message.
    public record ReactionKey(long seq, UserId user) {}

    public static AppendNeeds of(List<NewEntry> batch) {
        var collector = new Collector();
        batch.forEach(collector::add);
        return collector.needs();
    }

    /// Confined to one call of [#of].
    private static final class Collector {
        private final SortedMap<ConversationId, LogCollector> logs = new TreeMap<>();
        private final Set<ClientKey> clientKeys = new LinkedHashSet<>();
        private final Set<UserId> joiningUsers = new LinkedHashSet<>();

        void add(NewEntry entry) {
            logs.computeIfAbsent(entry.conversation(), _ -> new LogCollector()).add(entry);
            if (entry.clientMessageId() != null) {
                clientKeys.add(new ClientKey(entry.sender(), entry.clientMessageId()));
            }
            if (entry.body() instanceof EntryBody.MembersJoined(List<UserId> users)) {
                joiningUsers.addAll(users);
            }
        }

        AppendNeeds needs() {
            var needs = new TreeMap<ConversationId, LogNeeds>();
            logs.forEach(
                    (id, log) -> needs.put(id, new LogNeeds(log.members, log.messages, log.reactions, log.owners)));
            return new AppendNeeds(needs, clientKeys, joiningUsers);
        }
    }

    private static final class LogCollector {
        private final Set<UserId> members = new LinkedHashSet<>();
        private final Set<Long> messages = new HashSet<>();
        private final Set<ReactionKey> reactions = new HashSet<>();
        private boolean owners;

        void add(NewEntry entry) {
            members.add(entry.sender());
            entry.body().targetSeq().ifPresent(messages::add);
            switch (entry.body()) {
                case EntryBody.Posted posted -> addPosted(posted);
                case EntryBody.ReactionAdded added -> reactions.add(new ReactionKey(added.target(), entry.sender()));
                case EntryBody.ReactionRemoved removed ->
                    reactions.add(new ReactionKey(removed.target(), entry.sender()));
                case EntryBody.MembersJoined(List<UserId> users) -> members.addAll(users);
                case EntryBody.MembersLeft(List<UserId> users) -> {
                    members.addAll(users);
                    owners = true;
                }
                case EntryBody.RoleChanged changed -> {
                    members.add(changed.user());
                    owners = true;
                }
                case EntryBody.Edited _,
                        EntryBody.Deleted _,
                        EntryBody.Renamed _,
                        EntryBody.SettingsChanged _,
                        EntryBody.Tombstone _,
                        EntryBody.Unknown _ -> {}
            }
        }

        private void addPosted(EntryBody.Posted posted) {
            members.addAll(Mentions.in(posted.text()));
            if (posted.replyTo() != null) {
                messages.add(posted.replyTo());
            }
            if (posted.thread() != null) {
                messages.add(posted.thread());
            }
        }
    }
}
