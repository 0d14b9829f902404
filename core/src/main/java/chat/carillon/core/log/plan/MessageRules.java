package chat.carillon.core.log.plan;

import static chat.carillon.core.log.plan.BatchDraft.refused;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendContext.Message;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.protocol.ErrorCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may post, edit, delete and react. Confined to one call of [AppendPlanner#plan].
final class MessageRules {
    /// Different emoji that one user may put on one message.
    static final int MAX_REACTIONS_PER_USER = 20;

    private final BatchDraft batch;

    MessageRules(BatchDraft batch) {
        this.batch = batch;
    }

    AppendResult post(NewEntry wanted, EntryBody.Posted posted, LogDraft log, Writer writer) {
        if (writer.member() == null) {
            return notAMember();
        }
        Role least = log.conversation().settings().post();
        if (!writer.member().role().atLeast(least)) {
            return refused(ErrorCode.FORBIDDEN, "posting here needs the role " + least.wireName());
        }
        if (posted.replyTo() != null && readable(posted.replyTo(), log, writer) == null) {
            return noSuchMessage("replyTo", posted.replyTo());
        }
        Long thread = posted.thread();
        if (thread != null) {
            Message root = readable(thread, log, writer);
            if (root == null) {
                return noSuchMessage("thread", thread);
            }
            thread = root.thread() == null ? thread : root.thread();
        }
        var body = new EntryBody.Posted(posted.text(), posted.replyTo(), thread, posted.attachments());
        Entry entry = batch.append(wanted, body, log);
        log.addMessage(entry, body);
        log.putMember(Members.readUpTo(writer.member(), entry));
        return log.appended(entry);
    }

    AppendResult edit(NewEntry wanted, EntryBody.Edited edited, LogDraft log, Writer writer) {
        if (writer.member() == null) {
            return notAMember();
        }
        Message message = present(edited.target(), log, writer);
        if (message == null) {
            return noSuchMessage("seq", edited.target());
        }
        if (!message.sender().equals(writer.user())) {
            return refused(ErrorCode.FORBIDDEN, "only its sender may edit a message");
        }
        if (edited.text().isBlank() && !message.hasAttachments()) {
            return refused(ErrorCode.INVALID_FIELD, "text: blank (expected: some text; delete removes a message)");
        }
        if (edited.text().equals(message.text())) {
            return refused(ErrorCode.NO_CHANGE, "the message has this text already");
        }
        Entry entry = batch.append(wanted, edited, log);
        log.editMessage(edited.target(), message, edited.text(), wanted.atMillis());
        return log.appended(entry);
    }

    AppendResult delete(NewEntry wanted, EntryBody.Deleted deleted, LogDraft log, Writer writer) {
        Message message = present(deleted.target(), log, writer);
        if (message == null) {
            return noSuchMessage("seq", deleted.target());
        }
        boolean own = writer.member() != null && message.sender().equals(writer.user());
        if (!own && !writer.may(Role.MODERATOR)) {
            return refused(ErrorCode.FORBIDDEN, "deleting others' messages needs the role moderator");
        }
        Entry entry = batch.append(wanted, deleted, log);
        log.deleteMessage(deleted.target(), message, wanted.atMillis());
        return log.appended(entry);
    }

    AppendResult addReaction(NewEntry wanted, EntryBody.ReactionAdded added, LogDraft log, Writer writer) {
        AppendResult refusal = refusalToReact(added.target(), log, writer);
        if (refusal != null) {
            return refusal;
        }
        Set<String> mine = log.reactions(added.target(), writer.user());
        if (mine.contains(added.emoji())) {
            return refused(ErrorCode.NO_CHANGE, "this reaction is there already");
        }
        if (mine.size() >= MAX_REACTIONS_PER_USER) {
            return refused(
                    ErrorCode.FORBIDDEN,
                    "%d reactions of one user on one message (expected: <= %d)"
                            .formatted(mine.size() + 1, MAX_REACTIONS_PER_USER));
        }
        Entry entry = batch.append(wanted, added, log);
        log.react(entry, added.target(), added.emoji(), true);
        return log.appended(entry);
    }

    AppendResult removeReaction(NewEntry wanted, EntryBody.ReactionRemoved removed, LogDraft log, Writer writer) {
        AppendResult refusal = refusalToReact(removed.target(), log, writer);
        if (refusal != null) {
            return refusal;
        }
        if (!log.reactions(removed.target(), writer.user()).contains(removed.emoji())) {
            return refused(ErrorCode.NO_CHANGE, "this reaction is not there");
        }
        Entry entry = batch.append(wanted, removed, log);
        log.react(entry, removed.target(), removed.emoji(), false);
        return log.appended(entry);
    }

    private static @Nullable AppendResult refusalToReact(long target, LogDraft log, Writer writer) {
        if (writer.member() == null) {
            return notAMember();
        }
        return present(target, log, writer) == null ? noSuchMessage("seq", target) : null;
    }

    private static @Nullable Message readable(long seq, LogDraft log, Writer writer) {
        return writer.canRead(seq, log.conversation()) ? log.message(seq) : null;
    }

    private static @Nullable Message present(long seq, LogDraft log, Writer writer) {
        Message message = readable(seq, log, writer);
        return message == null || message.deleted() ? null : message;
    }

    private static AppendResult notAMember() {
        return refused(ErrorCode.FORBIDDEN, "not even an administrator writes without being a member; join first");
    }

    private static AppendResult noSuchMessage(String field, long seq) {
        return refused(ErrorCode.NO_SUCH_MESSAGE, "%s: there is no message at %d".formatted(field, seq));
    }
}
