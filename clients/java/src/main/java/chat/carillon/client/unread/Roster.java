package chat.carillon.client.unread;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user's conversations as the server listed them, kept up with what came since; the latest active first.
///
/// Thread-safe: guarded by its own lock.
public final class Roster {
    private final LinkedHashMap<ConversationId, Listed> conversations = new LinkedHashMap<>();
    private @Nullable UserId self;

    private record Listed(ConversationSummary said, Unread unread) {
        ConversationSummary now() {
            return said.counted(unread.headSeq(), unread.readSeq(), unread.messages(), unread.mentions());
        }

        Listed now(ConversationSummary fresh) {
            return new Listed(fresh, unread);
        }
    }

    /// Takes the list of a new session for all there is.
    public synchronized void welcome(UserId user, List<ConversationSummary> summaries) {
        self = user;
        conversations.clear();
        summaries.forEach(summary -> conversations.put(summary.id(), new Listed(summary, new Unread(user, summary))));
    }

    public synchronized void joined(ConversationSummary summary) {
        if (self != null) {
            conversations.putFirst(summary.id(), new Listed(summary, new Unread(self, summary)));
        }
    }

    public synchronized void left(ConversationId conversation) {
        conversations.remove(conversation);
    }

    /// False for one that is not listed, too.
    public synchronized boolean isChannel(ConversationId conversation) {
        Listed listed = conversations.get(conversation);
        return listed != null && listed.said().kind() == ConversationKind.CHANNEL;
    }

    /// Who the server says this is, once it has.
    public synchronized Optional<UserId> self() {
        return Optional.ofNullable(self);
    }

    /// As they are now, the latest active first.
    public synchronized List<ConversationSummary> conversations() {
        return conversations.values().stream().map(Listed::now).toList();
    }

    /// Counts an entry that the server has not counted yet: what is not beyond the head is in the list already.
    public synchronized void entry(Entry entry) {
        Listed was = conversations.get(entry.conversation());
        if (was == null || entry.seq() <= was.unread().headSeq()) {
            return;
        }
        was.unread().came(entry);
        switch (entry.body()) {
            case EntryBody.Posted _ -> conversations.putFirst(entry.conversation(), was);
            case EntryBody.Renamed renamed ->
                conversations.put(entry.conversation(), was.now(was.said().renamed(renamed)));
            case EntryBody.SettingsChanged changed ->
                conversations.put(entry.conversation(), was.now(was.said().changed(changed)));
            case EntryBody.RoleChanged(UserId user, Role role)
            when user.equals(self) ->
                conversations.put(entry.conversation(), was.now(was.said().withRole(role)));
            case EntryBody.RoleChanged _,
                    EntryBody.Tombstone _,
                    EntryBody.Edited _,
                    EntryBody.Deleted _,
                    EntryBody.ReactionAdded _,
                    EntryBody.ReactionRemoved _,
                    EntryBody.MembersJoined _,
                    EntryBody.MembersLeft _,
                    EntryBody.Unknown _ -> {}
        }
    }

    /// The user has seen everything up to `seq`, here or on another device.
    public synchronized void read(ConversationId conversation, long seq) {
        Listed was = conversations.get(conversation);
        if (was != null) {
            was.unread().read(seq);
        }
    }

    /// The server has counted anew.
    ///
    /// @return what there is now; empty for one that is not listed
    public synchronized Optional<ConversationSummary> counted(ConversationSummary summary) {
        Listed was = conversations.get(summary.id());
        if (was == null) {
            return Optional.empty();
        }
        was.unread().counted(summary);
        var now = new Listed(summary, was.unread());
        conversations.put(summary.id(), now);
        return Optional.of(now.now());
    }
}
