package chat.carillon.backend.postgres;

import chat.carillon.backend.column.BodyColumns;
import chat.carillon.backend.column.Folding;
import chat.carillon.backend.column.Meant;
import chat.carillon.backend.postgres.db.Script;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.search.SearchDocument;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.core.log.plan.AppendPlan.MessageChange;
import chat.carillon.core.log.plan.AppendPlan.ReactionChange;
import chat.carillon.model.Entry;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes the rows of plans: one statement for each kind of row, however many rows, all in one
/// round trip. Confined to one transaction.
final class AppendWriter {
    private static final String ENTRIES = """
            INSERT INTO entry (conversation, seq, ordinal, at_millis, sender, client_message_id,
                               type, text, reply_to, thread, target, detail, words, lag_seconds)
            SELECT conversation, seq, ordinal, at_millis, sender, client_message_id,
                   type, text, reply_to, thread, target, detail, words::tsvector, nullif((?::int8 - at_millis)/1000, 0)
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                AS e (conversation, seq, ordinal, at_millis, sender, client_message_id,
                      type, text, reply_to, thread, target, detail, words)
            """;
    private static final String HEADS = """
            UPDATE conversation AS c
            SET head_seq = h.head_seq,
                head_ordinal = h.head_ordinal,
                membership_seq = h.membership_seq,
                member_count = h.member_count,
                changed_at = h.changed_at
            FROM unnest(?, ?, ?, ?, ?, ?) AS h (id, head_seq, head_ordinal, membership_seq, member_count, changed_at)
            WHERE c.id = h.id
            """;
    private static final String CONVERSATIONS = """
            UPDATE conversation AS c
            SET name = n.name, folded_name = n.folded_name,
                topic = n.topic, folded_topic = n.folded_topic,
                join_policy = n.join_policy, post_role = n.post_role, invite_role = n.invite_role,
                archived = n.archived <> 0
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                AS n (id, name, topic, folded_name, folded_topic, join_policy, post_role, invite_role, archived)
            WHERE c.id = n.id
            """;

    /// Markers may have moved since the member was read: they are not part of what the lock on the
    /// conversation protects, and never go back.
    private static final String MEMBERS = """
            UPDATE member AS m
            SET role = k.role,
                joined_seq = k.joined_seq,
                joined_at = CASE WHEN m.joined_seq = k.joined_seq THEN m.joined_at ELSE ? END,
                left_seq = k.left_seq,
                read_seq = greatest(m.read_seq, k.read_seq),
                read_ordinal = greatest(m.read_ordinal, k.read_ordinal),
                delivered_seq = greatest(m.delivered_seq, k.delivered_seq)
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                AS k (conversation, user_id, role, joined_seq, left_seq, read_seq, read_ordinal, delivered_seq)
            WHERE m.conversation = k.conversation AND m.user_id = k.user_id
            """;
    private static final String NEW_MEMBERS = """
            INSERT INTO member (conversation, user_id, role, joined_seq, left_seq,
                                read_seq, read_ordinal, delivered_seq, joined_at)
            SELECT m.*, ? FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS m
            ON CONFLICT (conversation, user_id)
                DO UPDATE SET role = excluded.role,
                              joined_seq = excluded.joined_seq,
                              joined_at = CASE
                                  WHEN member.joined_seq = excluded.joined_seq THEN member.joined_at
                                  ELSE excluded.joined_at
                              END,
                              left_seq = excluded.left_seq,
                              read_seq = greatest(member.read_seq, excluded.read_seq),
                              read_ordinal = greatest(member.read_ordinal, excluded.read_ordinal),
                              delivered_seq = greatest(member.delivered_seq, excluded.delivered_seq)
            """;
    private static final String EDITS = """
            UPDATE entry AS e
            SET edited_text = k.text, edited_at = k.edited_at, words = k.words::tsvector
            FROM unnest(?, ?, ?, ?, ?) AS k (conversation, seq, text, edited_at, words)
            WHERE e.conversation = k.conversation AND e.seq = k.seq
            """;
    private static final String DELETIONS = """
            UPDATE entry AS e
            SET text = NULL, detail = NULL, edited_text = NULL, words = NULL, deleted_at = k.deleted_at
            FROM unnest(?, ?, ?) AS k (conversation, seq, deleted_at)
            WHERE e.conversation = k.conversation AND e.seq = k.seq
            """;
    private static final String DELETED_EDITS = """
            UPDATE entry AS e
            SET text = NULL, deleted_at = k.deleted_at
            FROM unnest(?, ?, ?) AS k (conversation, seq, deleted_at)
            WHERE e.conversation = k.conversation AND e.target = k.seq AND e.type = 'edit'
            """;
    private static final String DELETED_REACTIONS = "DELETE FROM reaction AS r USING unnest(?, ?)"
            + " AS k (conversation, seq) WHERE r.conversation = k.conversation AND r.seq = k.seq";
    private static final String DELETED_MENTIONS = "DELETE FROM mention AS m USING unnest(?, ?)"
            + " AS k (conversation, seq) WHERE m.conversation = k.conversation AND m.seq = k.seq";
    private static final String REACTIONS = "INSERT INTO reaction (conversation, seq, emoji, user_id, entry_seq)"
            + " SELECT * FROM unnest(?, ?, ?, ?, ?)"
            + " ON CONFLICT (conversation, seq, emoji, user_id) DO UPDATE SET entry_seq = excluded.entry_seq";
    private static final String REACTIONS_GONE = """
            DELETE FROM reaction AS r
            USING unnest(?, ?, ?, ?) AS k (conversation, seq, emoji, user_id)
            WHERE r.conversation = k.conversation AND r.seq = k.seq AND r.emoji = k.emoji AND r.user_id = k.user_id
            """;
    private static final String MENTIONS =
            "INSERT INTO mention (user_id, conversation, seq) SELECT * FROM unnest(?, ?, ?)";

    /// In which rows are written, and so locked, by everyone.
    private static final Comparator<Member> ROW_ORDER =
            Comparator.comparing(Member::conversation).thenComparing(Member::user);

    private final Script script = new Script();

    /// An entry with its columns.
    private record EntryRow(Entry entry, BodyColumns body) {
        @Nullable
        String clientMessageId() {
            return entry.clientMessageId() == null
                    ? null
                    : entry.clientMessageId().value();
        }
    }

    /// @param nowMillis the time that the plan was made for
    /// @param hasRow tells members whose row is there already: an update costs less than an insert
    ///     in vain
    AppendWriter add(AppendPlan plan, long nowMillis, Predicate<Member> hasRow) {
        entries(plan.entries(), nowMillis);
        heads(plan.heads());
        conversations(plan.conversations());
        Map<Boolean, List<Member>> members = plan.members().stream().collect(Collectors.partitioningBy(hasRow));
        members(MEMBERS, members.getOrDefault(true, List.of()), nowMillis);
        members(NEW_MEMBERS, members.getOrDefault(false, List.of()), nowMillis);
        Map<Boolean, List<MessageChange>> changes = plan.messageChanges().stream()
                .collect(Collectors.partitioningBy(change -> change.deletedAtMillis() == null));
        edits(changes.getOrDefault(true, List.of()));
        deletions(changes.getOrDefault(false, List.of()));
        reactions(plan.reactionChanges());
        mentions(Meant.rows(plan));
        return this;
    }

    /// What to run; empty if there is nothing to write.
    Script script() {
        return script;
    }

    void run(Session session) throws SQLException {
        if (!script.isEmpty()) {
            script.run(session).close();
        }
    }

    AppendWriter entries(List<Entry> entries, long nowMillis) {
        List<EntryRow> rows = entries.stream()
                .map(entry -> new EntryRow(entry, BodyColumns.of(entry.body())))
                .toList();
        script.add(
                ENTRIES,
                rows,
                query -> query.bind(nowMillis)
                        .texts(rows, row -> row.entry().conversation().value())
                        .longs(rows, row -> row.entry().seq())
                        .longs(rows, row -> row.entry().ordinal())
                        .longs(rows, row -> row.entry().atMillis())
                        .texts(rows, row -> row.entry().sender().value())
                        .texts(rows, EntryRow::clientMessageId)
                        .texts(rows, row -> row.body().type())
                        .texts(rows, row -> row.body().text())
                        .nullableLongs(rows, row -> row.body().replyTo())
                        .nullableLongs(rows, row -> row.body().thread())
                        .nullableLongs(rows, row -> row.body().target())
                        .texts(rows, row -> row.body().detail())
                        .texts(rows, row -> SearchDocument.of(row.entry())));
        return this;
    }

    private void heads(List<Conversation.Head> heads) {
        script.add(
                HEADS,
                heads,
                query -> query.texts(heads, head -> head.conversation().value())
                        .longs(heads, Conversation.Head::headSeq)
                        .longs(heads, Conversation.Head::headOrdinal)
                        .longs(heads, Conversation.Head::membershipSeq)
                        .longs(heads, Conversation.Head::memberCount)
                        .longs(heads, Conversation.Head::changedAtMillis));
    }

    private void conversations(List<Conversation> changed) {
        List<Conversation.Settings> settings =
                changed.stream().map(Conversation::settings).toList();
        script.add(
                CONVERSATIONS,
                changed,
                query -> query.texts(changed, conversation -> conversation.id().value())
                        .texts(changed, Conversation::name)
                        .texts(changed, Conversation::topic)
                        .texts(changed, conversation -> Folding.folded(conversation.name()))
                        .texts(changed, conversation -> Folding.folded(conversation.topic()))
                        .texts(settings, rules -> rules.join().wireName())
                        .texts(settings, rules -> rules.post().wireName())
                        .texts(settings, rules -> rules.invite().wireName())
                        .longs(settings, rules -> rules.archived() ? 1 : 0));
    }

    AppendWriter newMembers(List<Member> members, long nowMillis) {
        members(NEW_MEMBERS, members, nowMillis);
        return this;
    }

    private void members(String statement, List<Member> members, long nowMillis) {
        List<Member> rows = members.stream().sorted(ROW_ORDER).toList();
        script.add(
                statement,
                rows,
                query -> query.bind(nowMillis)
                        .texts(rows, member -> member.conversation().value())
                        .texts(rows, member -> member.user().value())
                        .texts(rows, member -> member.role().wireName())
                        .longs(rows, Member::joinedSeq)
                        .longs(rows, Member::leftSeq)
                        .longs(rows, Member::readSeq)
                        .longs(rows, Member::readOrdinal)
                        .longs(rows, Member::deliveredSeq));
    }

    private void edits(List<MessageChange> edits) {
        script.add(
                EDITS,
                edits,
                query -> query.texts(edits, edit -> edit.conversation().value())
                        .longs(edits, MessageChange::seq)
                        .texts(edits, MessageChange::text)
                        .nullableLongs(edits, MessageChange::editedAtMillis)
                        .texts(edits, edit -> SearchDocument.of(edit.conversation(), edit.text())));
    }

    private void deletions(List<MessageChange> deletions) {
        for (String statement : List.of(DELETIONS, DELETED_EDITS)) {
            script.add(
                    statement,
                    deletions,
                    query -> query.texts(deletions, gone -> gone.conversation().value())
                            .longs(deletions, MessageChange::seq)
                            .nullableLongs(deletions, MessageChange::deletedAtMillis));
        }
        for (String statement : List.of(DELETED_REACTIONS, DELETED_MENTIONS)) {
            script.add(
                    statement,
                    deletions,
                    query -> query.texts(deletions, gone -> gone.conversation().value())
                            .longs(deletions, MessageChange::seq));
        }
    }

    private void reactions(List<ReactionChange> changes) {
        List<ReactionChange> present =
                changes.stream().filter(ReactionChange::present).toList();
        script.add(
                REACTIONS,
                present,
                query -> query.texts(present, change -> change.conversation().value())
                        .longs(present, ReactionChange::seq)
                        .texts(present, ReactionChange::emoji)
                        .texts(present, change -> change.user().value())
                        .longs(present, ReactionChange::entrySeq));
        List<ReactionChange> gone =
                changes.stream().filter(change -> !change.present()).toList();
        script.add(
                REACTIONS_GONE,
                gone,
                query -> query.texts(gone, change -> change.conversation().value())
                        .longs(gone, ReactionChange::seq)
                        .texts(gone, ReactionChange::emoji)
                        .texts(gone, change -> change.user().value()));
    }

    private void mentions(List<Meant.Row> rows) {
        script.add(
                MENTIONS,
                rows,
                query -> query.texts(rows, Meant.Row::name)
                        .texts(rows, row -> row.conversation().value())
                        .longs(rows, Meant.Row::seq));
    }
}
