package chat.carillon.core.log.plan;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendContext.KnownEntry;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that a batch touches, as it stands after the entries judged so far. Confined to one
/// call of [AppendPlanner#plan].
final class BatchDraft {
    private final AppendContext context;
    private final long nowMillis;
    private final Map<ConversationId, LogDraft> logs = new HashMap<>();
    private final Map<ClientKey, KnownEntry> appended = new HashMap<>();
    private final Map<UserId, Integer> conversationCounts = new HashMap<>();

    BatchDraft(AppendContext context, long nowMillis) {
        this.context = context;
        this.nowMillis = nowMillis;
    }

    @Nullable
    LogDraft log(ConversationId conversation) {
        LogDraft log = logs.get(conversation);
        if (log == null) {
            AppendContext.LogState state = context.logs().get(conversation);
            if (state == null) {
                return null;
            }
            log = new LogDraft(state);
            logs.put(conversation, log);
        }
        return log;
    }

    /// The answer to an entry whose key is known, or null.
    @Nullable
    AppendResult repeated(NewEntry wanted) {
        if (wanted.clientMessageId() == null) {
            return null;
        }
        var key = new ClientKey(wanted.sender(), wanted.clientMessageId());
        KnownEntry known = appended.get(key);
        if (known == null) {
            known = context.known().get(key);
        }
        if (known == null) {
            return null;
        }
        return known.conversation().equals(wanted.conversation())
                ? new AppendResult.Duplicate(known.seq(), known.atMillis())
                : refused(
                        ErrorCode.CLIENT_MESSAGE_ID_REUSED,
                        "clientMessageId: used in another conversation (expected: a new one for each write)");
    }

    Entry append(NewEntry wanted, EntryBody body, LogDraft log) {
        Entry entry = log.append(wanted, body, nowMillis);
        if (entry.clientMessageId() != null) {
            appended.put(
                    new ClientKey(entry.sender(), entry.clientMessageId()),
                    new KnownEntry(entry.conversation(), entry.seq(), entry.atMillis()));
        }
        return entry;
    }

    boolean exists(UserId user) {
        return context.existingUsers().contains(user);
    }

    int conversationsOf(UserId user) {
        return context.conversationCounts().getOrDefault(user, 0) + conversationCounts.getOrDefault(user, 0);
    }

    void countConversation(UserId user, int change) {
        conversationCounts.merge(user, change, Integer::sum);
    }

    AppendPlan plan(List<AppendResult> results) {
        var collector = new AppendPlan.Collector();
        logs.values().forEach(log -> log.collect(collector));
        return collector.plan(results);
    }

    static AppendResult refused(ErrorCode code, String message) {
        return new AppendResult.Refused(code, message);
    }

    /// What a stranger is told, whether or not the conversation exists.
    static AppendResult unknown(ConversationId conversation) {
        return refused(ErrorCode.NO_SUCH_CONVERSATION, "there is no conversation " + conversation + " for this user");
    }
}
