package chat.carillon.client.session;

import chat.carillon.client.unread.Unread;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user's conversations as the server listed them, kept up with what came since; the latest active first.
///
/// Thread-safe: guarded by its own lock.
final class Roster {
    private final LinkedHashMap<ConversationId, Listed> conversations = new LinkedHashMap<>();
    private @Nullable UserId self;

    private record Listed(ConversationSummary said, Unread unread) {
        ConversationSummary now() {
            return new ConversationSummary(
                    said.id(),
                    said.kind(),
                    said.name(),
                    said.topic(),
                    said.users(),
                    said.role(),
                    unread.headSeq(),
                    said.firstSeq(),
                    unread.readSeq(),
                    unread.messages(),
                    unread.mentions());
        }

        Listed renamed(EntryBody.Renamed renamed) {
            var fresh = new ConversationSummary(
                    said.id(),
                    said.kind(),
                    renamed.name() == null ? said.name() : renamed.name(),
                    renamed.topic() == null ? said.topic() : renamed.topic(),
                    said.users(),
                    said.role(),
                    said.headSeq(),
                    said.firstSeq(),
                    said.readSeq(),
                    said.unread(),
                    said.mentions());
            return new Listed(fresh, unread);
        }
    }

    synchronized void welcome(UserId user, List<ConversationSummary> summaries) {
        self = user;
        conversations.clear();
        summaries.forEach(summary -> conversations.put(summary.id(), new Listed(summary, new Unread(user, summary))));
    }

    synchronized void joined(ConversationSummary summary) {
        if (self != null) {
            conversations.putFirst(summary.id(), new Listed(summary, new Unread(self, summary)));
        }
    }

    synchronized void left(ConversationId conversation) {
        conversations.remove(conversation);
    }

    synchronized Optional<UserId> self() {
        return Optional.ofNullable(self);
    }

    synchronized List<ConversationSummary> conversations() {
        return conversations.values().stream().map(Listed::now).toList();
    }

    /// Counts an entry that the server has not counted yet: what is not beyond the head is in the list already.
    synchronized void entry(Entry entry) {
        Listed was = conversations.get(entry.conversation());
        if (was == null || entry.seq() <= was.unread().headSeq()) {
            return;
        }
        was.unread().came(entry);
        if (entry.body() instanceof EntryBody.Posted) {
            conversations.putFirst(entry.conversation(), was);
        } else if (entry.body() instanceof EntryBody.Renamed renamed) {
            conversations.put(entry.conversation(), was.renamed(renamed));
        }
    }

    /// The user has seen everything up to `seq`, here or on another device.
    synchronized void read(ConversationId conversation, long seq) {
        Listed was = conversations.get(conversation);
        if (was != null) {
            was.unread().read(seq);
        }
    }

    /// The server has counted anew.
    ///
    /// @return what there is now; empty for one that is not listed
    synchronized Optional<ConversationSummary> counted(ConversationSummary summary) {
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
