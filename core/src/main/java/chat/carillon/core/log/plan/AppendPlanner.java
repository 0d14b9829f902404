package chat.carillon.core.log.plan;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.NewEntry;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges each entry of a batch against the state after the entries before it, and works out what
/// to write.
///
/// This is the only place that decides who may write what. Stateless, thread-safe.
public final class AppendPlanner {
    private final Limits limits;

    public AppendPlanner(Limits limits) {
        this.limits = limits;
    }

    /// @param context what the store holds of `AppendNeeds.of(batch)`
    /// @param nowMillis the store's time, which becomes the logs' changedAtMillis
    public AppendPlan plan(List<NewEntry> batch, AppendContext context, long nowMillis) {
        var draft = new BatchDraft(context, nowMillis);
        var messages = new MessageRules(draft);
        var memberships = new MembershipRules(draft, limits);
        var settings = new SettingsRules(draft);
        var results = new ArrayList<AppendResult>(batch.size());
        for (NewEntry entry : batch) {
            results.add(judge(entry, draft, messages, memberships, settings));
        }
        return draft.plan(results);
    }

    private static AppendResult judge(
            NewEntry wanted,
            BatchDraft draft,
            MessageRules messages,
            MembershipRules memberships,
            SettingsRules settings) {
        AppendResult repeated = draft.repeated(wanted);
        if (repeated != null) {
            return repeated;
        }
        LogDraft log = draft.log(wanted.conversation());
        if (log == null) {
            return BatchDraft.unknown(wanted.conversation());
        }
        Writer writer = Writer.of(wanted, log);
        if (writer.isStranger() && !(wanted.body() instanceof EntryBody.MembersJoined)) {
            return BatchDraft.unknown(wanted.conversation());
        }
        AppendResult archived = refusalOfArchive(wanted.body(), log, writer);
        if (archived != null) {
            return archived;
        }
        return switch (wanted.body()) {
            case EntryBody.Posted posted -> messages.post(wanted, posted, log, writer);
            case EntryBody.Edited edited -> messages.edit(wanted, edited, log, writer);
            case EntryBody.Deleted deleted -> messages.delete(wanted, deleted, log, writer);
            case EntryBody.ReactionAdded added -> messages.addReaction(wanted, added, log, writer);
            case EntryBody.ReactionRemoved removed -> messages.removeReaction(wanted, removed, log, writer);
            case EntryBody.MembersJoined joined -> memberships.join(wanted, joined, log, writer);
            case EntryBody.MembersLeft left -> memberships.leave(wanted, left, log, writer);
            case EntryBody.RoleChanged changed -> memberships.changeRole(wanted, changed, log, writer);
            case EntryBody.Renamed renamed -> settings.rename(wanted, renamed, log, writer);
            case EntryBody.SettingsChanged changed -> settings.change(wanted, changed, log, writer);
            case EntryBody.Tombstone _, EntryBody.Unknown _ ->
                BatchDraft.refused(
                        ErrorCode.INVALID_FIELD, "type: " + wanted.body().type() + " (expected: what someone does)");
        };
    }

    /// What is archived can be read, tidied up and opened again.
    private static @Nullable AppendResult refusalOfArchive(EntryBody body, LogDraft log, Writer writer) {
        if (!log.conversation().settings().archived()) {
            return null;
        }
        return switch (body) {
            case EntryBody.Posted _,
                    EntryBody.Edited _,
                    EntryBody.ReactionAdded _,
                    EntryBody.ReactionRemoved _,
                    EntryBody.MembersJoined _,
                    EntryBody.Renamed _ ->
                writer.isStranger()
                        ? BatchDraft.unknown(log.id())
                        : BatchDraft.refused(ErrorCode.FORBIDDEN, "this conversation is archived");
            case EntryBody.Deleted _,
                    EntryBody.MembersLeft _,
                    EntryBody.RoleChanged _,
                    EntryBody.SettingsChanged _,
                    EntryBody.Tombstone _,
                    EntryBody.Unknown _ -> null;
        };
    }
}
