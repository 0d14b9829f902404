package chat.carillon.core.conversation;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything that changes a conversation. Thread-safe.
///
/// Who may do what is not asked here: the store's append decides it against the truth, under the lock of the
/// conversation's row ([chat.carillon.core.log.AppendPlanner]).
public final class Conversations {
    private final Store store;
    private final Appender appender;
    private final AppendListener listener;
    private final Time time;

    public Conversations(Store store, Appender appender, AppendListener listener, Time time) {
        this.store = store;
        this.appender = appender;
        this.listener = listener;
        this.time = time;
    }

    /// Appends one entry. Never blocks; see [Appender#append].
    public CompletableFuture<AppendResult> append(
            ConversationId conversation,
            UserId sender,
            Authority authority,
            @Nullable ClientMessageId clientMessageId,
            EntryBody body) {
        return appender.append(new NewEntry(conversation, sender, authority, clientMessageId, time.wallMillis(), body));
    }

    /// Makes `users` members, or ends their membership, in entries of up to [Limits#MAX_USERS_PER_ENTRY] users;
    /// one result an entry. Never blocks.
    public CompletableFuture<List<AppendResult>> changeMembers(
            ConversationId conversation,
            UserId sender,
            Authority authority,
            List<UserId> users,
            Function<List<UserId>, EntryBody> change) {
        var results = new ArrayList<CompletableFuture<AppendResult>>();
        for (int from = 0; from < users.size(); from += Limits.MAX_USERS_PER_ENTRY) {
            List<UserId> chunk = users.subList(from, Math.min(users.size(), from + Limits.MAX_USERS_PER_ENTRY));
            results.add(append(conversation, sender, authority, null, change.apply(chunk)));
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(_ -> results.stream().map(CompletableFuture::join).toList());
    }

    /// Makes a conversation. Blocks for one commit.
    public CreateResult create(NewConversation conversation) {
        CreateResult result = store.conversations().create(conversation);
        if (result instanceof CreateResult.Created created) {
            Conversation.Head head = created.conversation().head();
            created.entries().forEach(entry -> listener.appended(entry, head));
        }
        return result;
    }
}
