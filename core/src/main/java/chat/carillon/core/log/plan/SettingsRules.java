package chat.carillon.core.log.plan;

import static chat.carillon.core.log.plan.BatchDraft.refused;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.protocol.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who may change what a conversation is called, what it is about, and who may do what in it. Confined
/// to one call of [AppendPlanner#plan].
final class SettingsRules {
    private final BatchDraft batch;

    SettingsRules(BatchDraft batch) {
        this.batch = batch;
    }

    AppendResult rename(NewEntry wanted, EntryBody.Renamed renamed, LogDraft log, Writer writer) {
        Conversation conversation = log.conversation();
        if (conversation.kind() == ConversationKind.DIRECT) {
            return MembershipRules.direct();
        }
        Role least = conversation.kind() == ConversationKind.GROUP ? Role.MEMBER : Role.MODERATOR;
        if (!writer.may(least)) {
            return refused(ErrorCode.FORBIDDEN, "changing name or topic here needs the role " + least.wireName());
        }
        String name = renamed.name() == null ? conversation.name() : emptyToNull(renamed.name());
        String topic = renamed.topic() == null ? conversation.topic() : emptyToNull(renamed.topic());
        if (name == null && conversation.kind() == ConversationKind.CHANNEL) {
            return refused(ErrorCode.INVALID_FIELD, "name: blank (expected: a name, for a channel)");
        }
        if (Objects.equals(name, conversation.name()) && Objects.equals(topic, conversation.topic())) {
            return refused(ErrorCode.NO_CHANGE, "name and topic are that way already");
        }
        Entry entry = batch.append(wanted, renamed, log);
        log.rename(name, topic);
        return log.appended(entry);
    }

    AppendResult change(NewEntry wanted, EntryBody.SettingsChanged changed, LogDraft log, Writer writer) {
        Conversation conversation = log.conversation();
        if (conversation.kind() == ConversationKind.DIRECT) {
            return MembershipRules.direct();
        }
        if (!writer.may(Role.OWNER)) {
            return refused(ErrorCode.FORBIDDEN, "changing the settings needs the role owner");
        }
        if (changed.join() == JoinPolicy.OPEN && conversation.kind() == ConversationKind.GROUP) {
            return refused(ErrorCode.INVALID_FIELD, "join: open (expected: invited, for a group)");
        }
        Conversation.Settings settings = conversation.settings().changed(changed);
        if (settings.equals(conversation.settings())) {
            return refused(ErrorCode.NO_CHANGE, "the settings are that way already");
        }
        Entry entry = batch.append(wanted, changed, log);
        log.change(settings);
        return log.appended(entry);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
