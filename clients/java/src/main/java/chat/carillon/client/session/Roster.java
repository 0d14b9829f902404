package chat.carillon.client.session;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user's conversations as the server listed them, kept up with what came since; the latest active first.
///
/// Thread-safe: guarded by its own lock.
final class Roster {
    private final LinkedHashMap<ConversationId, ConversationSummary> conversations = new LinkedHashMap<>();
    private @Nullable UserId self;

    synchronized void welcome(UserId user, List<ConversationSummary> summaries) {
        self = user;
        conversations.clear();
        summaries.forEach(summary -> conversations.put(summary.id(), summary));
    }

    synchronized void joined(ConversationSummary summary) {
        conversations.putFirst(summary.id(), summary);
    }

    synchronized void left(ConversationId conversation) {
        conversations.remove(conversation);
    }

    synchronized Optional<UserId> self() {
        return Optional.ofNullable(self);
    }

    synchronized List<ConversationSummary> conversations() {
        return List.copyOf(conversations.values());
    }

    /// Counts an entry that the server has not counted yet: what is not beyond the head is in the list already.
    synchronized void entry(Entry entry) {
        ConversationSummary was = conversations.get(entry.conversation());
        if (was == null || entry.seq() <= was.headSeq()) {
            return;
        }
        ConversationSummary now = switch (entry.body()) {
            case EntryBody.Posted _ when entry.sender().equals(self) -> with(was, entry.seq(), entry.seq(), 0, 0);
            case EntryBody.Posted posted ->
                with(was, entry.seq(), was.readSeq(), was.unread() + 1, was.mentions() + mentions(posted.text()));
            case EntryBody.Renamed(var name, var topic) ->
                renamed(with(was, entry.seq(), was.readSeq(), was.unread(), was.mentions()), name, topic);
            default -> with(was, entry.seq(), was.readSeq(), was.unread(), was.mentions());
        };
        if (entry.body() instanceof EntryBody.Posted) {
            conversations.putFirst(now.id(), now);
        } else {
            conversations.put(now.id(), now);
        }
    }

    /// The user has seen everything up to `seq`, here or on another device.
    synchronized void read(ConversationId conversation, long seq) {
        ConversationSummary was = conversations.get(conversation);
        if (was != null && seq > was.readSeq()) {
            boolean all = seq >= was.headSeq();
            conversations.put(
                    conversation, with(was, was.headSeq(), seq, all ? 0 : was.unread(), all ? 0 : was.mentions()));
        }
    }

    private long mentions(String text) {
        return self != null && text.toLowerCase(Locale.ROOT).contains("@" + self) ? 1 : 0;
    }

    private static ConversationSummary with(
            ConversationSummary was, long headSeq, long readSeq, long unread, long mentions) {
        return new ConversationSummary(
                was.id(),
                was.kind(),
                was.name(),
                was.topic(),
                was.users(),
                was.role(),
                headSeq,
                was.firstSeq(),
                readSeq,
                unread,
                mentions);
    }

    private static ConversationSummary renamed(ConversationSummary was, @Nullable String name, @Nullable String topic) {
        return new ConversationSummary(
                was.id(),
                was.kind(),
                name == null ? was.name() : name,
                topic == null ? was.topic() : topic,
                was.users(),
                was.role(),
                was.headSeq(),
                was.firstSeq(),
                was.readSeq(),
                was.unread(),
                was.mentions());
    }
}
