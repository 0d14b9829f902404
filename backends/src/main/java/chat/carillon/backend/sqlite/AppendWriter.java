package chat.carillon.backend.sqlite;

import chat.carillon.backend.column.BodyColumns;
import chat.carillon.backend.column.Folding;
import chat.carillon.backend.column.Meant;
import chat.carillon.backend.sqlite.db.EntryKey;
import chat.carillon.backend.sqlite.db.Session;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.core.log.plan.AppendPlan.MessageChange;
import chat.carillon.core.log.plan.AppendPlan.ReactionChange;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Writes the rows of plans, within a transaction. Confined to one transaction.
final class AppendWriter {
    private static final String ENTRY = """
            INSERT INTO entry (key, ordinal, at_millis, lag_millis, sender, client_message_id,
                               type, text, reply_to, thread, target, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String MEMBER = """
            INSERT INTO member (conversation, user, role, joined_seq, left_seq, read_seq, read_ordinal, delivered_seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET role = excluded.role,
                                      joined_seq = excluded.joined_seq,
                                      left_seq = excluded.left_seq,
                                      read_seq = excluded.read_seq,
                                      read_ordinal = excluded.read_ordinal,
                                      delivered_seq = excluded.delivered_seq
            """;
    private static final String CONVERSATION = """
            UPDATE conversation
            SET name = ?, topic = ?, folded_name = ?, folded_topic = ?, join_policy = ?, post_role = ?, invite_role = ?,
                archived = ?, member_count = ?, membership_seq = ?
            WHERE no = ?
            """;
    private static final String EDIT = "UPDATE entry SET edited_text = ?, edited_at = ? WHERE key = ?";
    private static final String DELETE =
            "UPDATE entry SET text = NULL, detail = NULL, edited_text = NULL, deleted_at = ? WHERE key = ?";
    private static final String DELETE_EDITS =
            "UPDATE entry SET text = NULL, deleted_at = ? WHERE target = ? AND type = 'edit'";
    private static final String DELETE_REACTIONS = "DELETE FROM reaction WHERE message = ?";
    private static final String DELETE_MENTIONS = "DELETE FROM mention WHERE message = ?";
    private static final String REACTION = "INSERT INTO reaction (message, emoji, user, seq) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT DO UPDATE SET seq = excluded.seq";
    private static final String REACTION_GONE = "DELETE FROM reaction WHERE message = ? AND emoji = ? AND user = ?";
    private static final String MENTION = "INSERT INTO mention (user, message) VALUES (?, ?)";

    private final Session session;
    private final ToLongFunction<ConversationId> numbers;

    /// @param numbers the numbers of the conversations that plans name
    AppendWriter(Session session, ToLongFunction<ConversationId> numbers) {
        this.session = session;
        this.numbers = numbers;
    }

    /// @param nowMillis the time that the plan was made for
    void write(AppendPlan plan, long nowMillis) throws SQLException {
        insert(plan.entries(), nowMillis);
        for (Conversation conversation : plan.conversations()) {
            update(conversation);
        }
        putMembers(plan.members());
        for (MessageChange change : plan.messageChanges()) {
            change(change);
        }
        for (ReactionChange change : plan.reactionChanges()) {
            change(change);
        }
        for (Meant.Row meant : Meant.rows(plan)) {
            session.query(MENTION)
                    .bind(meant.name())
                    .bind(key(meant.conversation(), meant.seq()))
                    .update();
        }
    }

    void insert(List<Entry> entries, long nowMillis) throws SQLException {
        for (Entry entry : entries) {
            long no = numbers.applyAsLong(entry.conversation());
            BodyColumns body = BodyColumns.of(entry.body());
            session.query(ENTRY)
                    .bind(EntryKey.of(no, entry.seq()))
                    .bind(entry.ordinal())
                    .bind(entry.atMillis())
                    .bind(nowMillis - entry.atMillis())
                    .bind(entry.sender().value())
                    .bind(
                            entry.clientMessageId() == null
                                    ? null
                                    : entry.clientMessageId().value())
                    .bind(body.type())
                    .bind(body.text())
                    .bind(body.replyTo())
                    .bind(key(no, body.thread()))
                    .bind(key(no, body.target()))
                    .bind(body.detail())
                    .update();
        }
    }

    void putMembers(List<Member> members) throws SQLException {
        for (Member member : members) {
            session.query(MEMBER)
                    .bind(numbers.applyAsLong(member.conversation()))
                    .bind(member.user().value())
                    .bind(member.role().wireName())
                    .bind(member.joinedSeq())
                    .bind(member.leftSeq())
                    .bind(member.readSeq())
                    .bind(member.readOrdinal())
                    .bind(member.deliveredSeq())
                    .update();
        }
    }

    private void update(Conversation conversation) throws SQLException {
        Conversation.Settings settings = conversation.settings();
        session.query(CONVERSATION)
                .bind(conversation.name())
                .bind(conversation.topic())
                .bind(Folding.folded(conversation.name()))
                .bind(Folding.folded(conversation.topic()))
                .bind(settings.join().wireName())
                .bind(settings.post().wireName())
                .bind(settings.invite().wireName())
                .bind(settings.archived())
                .bind(conversation.memberCount())
                .bind(conversation.head().membershipSeq())
                .bind(numbers.applyAsLong(conversation.id()))
                .update();
    }

    private void change(MessageChange change) throws SQLException {
        long key = key(change.conversation(), change.seq());
        if (change.deletedAtMillis() == null) {
            session.query(EDIT)
                    .bind(change.text())
                    .bind(change.editedAtMillis())
                    .bind(key)
                    .update();
            return;
        }
        session.query(DELETE).bind(change.deletedAtMillis()).bind(key).update();
        session.query(DELETE_EDITS).bind(change.deletedAtMillis()).bind(key).update();
        session.query(DELETE_REACTIONS).bind(key).update();
        session.query(DELETE_MENTIONS).bind(key).update();
    }

    private void change(ReactionChange change) throws SQLException {
        long key = key(change.conversation(), change.seq());
        if (change.present()) {
            session.query(REACTION)
                    .bind(key)
                    .bind(change.emoji())
                    .bind(change.user().value())
                    .bind(change.entrySeq())
                    .update();
        } else {
            session.query(REACTION_GONE)
                    .bind(key)
                    .bind(change.emoji())
                    .bind(change.user().value())
                    .update();
        }
    }

    private static @Nullable Long key(long conversationNo, @Nullable Long seq) {
        return seq == null ? null : EntryKey.of(conversationNo, seq);
    }

    private long key(ConversationId conversation, long seq) {
        return EntryKey.of(numbers.applyAsLong(conversation), seq);
    }
}
