package chat.carillon.backend.migrate.side;

import static chat.carillon.backend.migrate.side.Column.bytes;
import static chat.carillon.backend.migrate.side.Column.numbers;
import static chat.carillon.backend.migrate.side.Column.texts;
import static chat.carillon.backend.migrate.side.Column.truths;

import java.util.Arrays;
import java.util.List;

/// Everything that a store holds, in the common form and in the order in which it is copied. Conversations are named by
/// their ids and entries by their seqs. Rows are ordered by their keys, texts of which are compared byte by byte.
///
/// Not here: `meta`, which says what the store itself is, and what is of interest to nodes that run (`node`,
/// `session`, `revocation`).
public enum Table {
    CONVERSATION(
            1,
            texts("id", "kind", "name", "topic", "folded_name", "folded_topic", "join_policy", "history_policy"),
            texts("post_role", "invite_role", "direct_key"),
            truths("archived"),
            numbers("member_count", "first_seq", "membership_seq"),
            // In SQLite these are the last entry's.
            numbers("head_seq", "head_ordinal", "changed_at")),
    ENTRY(
            2,
            texts("conversation"),
            numbers("seq", "ordinal", "at_millis"),
            texts("sender", "client_message_id", "type", "text"),
            numbers("reply_to", "thread", "target"),
            texts("detail", "edited_text"),
            numbers("edited_at", "deleted_at")),
    MEMBER(
            2,
            texts("conversation", "user_id", "role"),
            numbers("joined_seq", "left_seq", "read_seq", "read_ordinal", "delivered_seq")),
    REACTION(4, texts("conversation"), numbers("seq"), texts("emoji", "user_id"), numbers("entry_seq")),
    MENTION(3, texts("conversation"), numbers("seq"), texts("user_id")),
    DEVICE_CURSOR(3, texts("user_id", "device", "conversation"), numbers("seq", "attended_seq")),
    DEVICE(2, texts("user_id", "device", "fingerprint", "target", "label"), numbers("registered_at")),
    WISH(
            1,
            texts("user_id", "direct_level", "group_level", "channel_level"),
            texts("quiet_from", "quiet_until", "quiet_zone"),
            numbers("snoozed_until"),
            truths("show_content")),
    CONVERSATION_WISH(2, texts("user_id", "conversation", "level"), numbers("muted_until")),
    PLANNED(1, texts("conversation"), numbers("seq")),
    PUSH(3, texts("conversation"), numbers("seq"), texts("user_id", "fate"), truths("mention"), numbers("decided_at")),
    PUSH_DEVICE(
            4,
            texts("conversation"),
            numbers("seq"),
            texts("user_id", "device", "state"),
            numbers("attempts", "due_at", "changed_at"),
            texts("outcome", "kind")),
    MAILBOX(
            1,
            texts("user_id"),
            numbers("version"),
            texts("address"),
            numbers("confirmed_at"),
            truths("wanted"),
            numbers("attended_at"),
            texts("state"),
            numbers("decided_at", "attempts", "due_at", "look_at"),
            texts("outcome"),
            numbers("asked_since", "asked", "previous_at")),
    ACCOUNT(
            1,
            texts("user_id", "display_name", "folded_name"),
            truths("administrator", "disabled"),
            numbers("created_at"),
            texts("password_hash")),
    PROFILE(1, texts("user_id", "title", "time_zone")),
    AVATAR(1, texts("user_id", "hash", "media_type"), bytes("image")),
    AUDIT(1, texts("id"), numbers("at"), texts("by_user", "kind", "subject", "address")),
    TOKEN(1, texts("sha256", "user_id", "label"), numbers("created_at", "expires_at")),
    SECRET(1, texts("name"), bytes("value"));

    private final int keyColumns;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list of records.
    private final List<Column> columns;

    Table(int keyColumns, Column[]... columns) {
        this.keyColumns = keyColumns;
        this.columns = Arrays.stream(columns).flatMap(Arrays::stream).toList();
    }

    public List<Column> columns() {
        return columns;
    }

    /// The first columns, which name a row. The first of them is a text, and never empty.
    public List<Column> key() {
        return columns.subList(0, keyColumns);
    }

    /// A key before all keys.
    public List<Object> start() {
        return key().stream()
                .map(column -> column.kind() == Column.Kind.NUMBER ? (Object) 0L : "")
                .toList();
    }
}
