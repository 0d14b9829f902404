package chat.carillon.backend.migrate.side;

/// The SQL that makes rows of the embedded store's tables, and the other way round.
///
/// @param table its name there
/// @param read all rows after a key, whose values are `?1`, `?2` …; entries have one more column, the store's time
/// @param write a row, whose values are `?1`, `?2` …
/// @param written so many of the row's first values are written; the others follow from other rows
record SqliteStatements(String table, String read, String write, int written) {
    /// The last seq that a key of an entry can hold.
    private static final String MAX_SEQ = "68719476735";

    private static final SqliteStatements CONVERSATION = new SqliteStatements("conversation", """
            SELECT id, kind, name, topic, folded_name, folded_topic, join_policy, history_policy,
                   post_role, invite_role, direct_key, archived, member_count, first_seq, membership_seq,
                   head_seq, head_ordinal, changed_at
            FROM conversation_now
            WHERE id > ?1
            ORDER BY id
            """, """
            INSERT INTO conversation (id, kind, name, topic, folded_name, folded_topic, join_policy, history_policy,
                                      post_role, invite_role, direct_key, archived, member_count, first_seq,
                                      membership_seq)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """, 15);

    private static final SqliteStatements ENTRY = new SqliteStatements("entry", """
            SELECT c.id, e.key & %1$s, e.ordinal, e.at_millis, e.sender, e.client_message_id, e.type, e.text,
                   e.reply_to, e.thread & %1$s, e.target & %1$s, e.detail, e.edited_text, e.edited_at, e.deleted_at,
                   e.at_millis + e.lag_millis
            FROM conversation AS c
                     CROSS JOIN entry AS e ON e.key BETWEEN (c.no << 36) + CASE WHEN c.id = ?1 THEN ?2 + 1 ELSE 0 END
                                                        AND (c.no << 36) + %1$s
            WHERE c.id >= ?1
            ORDER BY c.id, e.key
            """.formatted(MAX_SEQ), """
            INSERT INTO entry (key, ordinal, at_millis, sender, client_message_id, type, text,
                               reply_to, thread, target, detail, edited_text, edited_at, deleted_at, lag_millis)
            SELECT (no << 36) + ?2, ?3, ?4, ?5, ?6, ?7, ?8,
                   ?9, (no << 36) + ?10, (no << 36) + ?11, ?12, ?13, ?14, ?15, ?16 - ?4
            FROM conversation
            WHERE id = ?1
            """, 15);

    private static final SqliteStatements MEMBER = new SqliteStatements("member", """
            SELECT c.id, m.user, m.role, m.joined_seq, m.left_seq, m.read_seq, m.read_ordinal, m.delivered_seq
            FROM conversation AS c
                     CROSS JOIN member AS m ON m.conversation = c.no
            WHERE c.id >= ?1 AND (c.id > ?1 OR m.user > ?2)
            ORDER BY c.id, m.user
            """, """
            INSERT INTO member (conversation, user, role, joined_seq, left_seq, read_seq, read_ordinal, delivered_seq)
            SELECT no, ?2, ?3, ?4, ?5, ?6, ?7, ?8
            FROM conversation
            WHERE id = ?1
            """, 8);

    private static final SqliteStatements REACTION = new SqliteStatements("reaction", """
            SELECT c.id, r.message & %1$s, r.emoji, r.user, r.seq
            FROM conversation AS c
                     CROSS JOIN reaction AS r ON r.message BETWEEN (c.no << 36) + CASE WHEN c.id = ?1 THEN ?2 ELSE 0 END
                                                        AND (c.no << 36) + %1$s
            WHERE c.id >= ?1 AND (c.id > ?1 OR (r.message & %1$s, r.emoji, r.user) > (?2, ?3, ?4))
            ORDER BY c.id, r.message, r.emoji, r.user
            """.formatted(MAX_SEQ), """
            INSERT INTO reaction (message, emoji, user, seq)
            SELECT (no << 36) + ?2, ?3, ?4, ?5
            FROM conversation
            WHERE id = ?1
            """, 5);

    private static final SqliteStatements MENTION = new SqliteStatements("mention", """
            SELECT c.id, m.message & %1$s, m.user
            FROM conversation AS c
                     CROSS JOIN mention AS m ON m.message BETWEEN (c.no << 36) + CASE WHEN c.id = ?1 THEN ?2 ELSE 0 END
                                                        AND (c.no << 36) + %1$s
            WHERE c.id >= ?1 AND (c.id > ?1 OR (m.message & %1$s, m.user) > (?2, ?3))
            ORDER BY c.id, m.message, m.user
            """.formatted(MAX_SEQ), """
            INSERT INTO mention (message, user)
            SELECT (no << 36) + ?2, ?3
            FROM conversation
            WHERE id = ?1
            """, 3);

    private static final SqliteStatements DEVICE_CURSOR = new SqliteStatements("cursor", """
            SELECT k.user, k.device, c.id, k.seq, k.attended_seq
            FROM cursor AS k
                     CROSS JOIN conversation AS c ON c.no = k.conversation
            WHERE k.user >= ?1 AND (k.user, k.device, c.id) > (?1, ?2, ?3)
            ORDER BY k.user, k.device, c.id
            """, """
            INSERT INTO cursor (user, device, conversation, seq, attended_seq)
            SELECT ?1, ?2, no, ?4, ?5
            FROM conversation
            WHERE id = ?3
            """, 5);

    private static final SqliteStatements DEVICE = new SqliteStatements("device", """
            SELECT user, device, fingerprint, target, label, registered_at
            FROM device
            WHERE (user, device) > (?1, ?2)
            ORDER BY user, device
            """, """
            INSERT INTO device (user, device, fingerprint, target, label, registered_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, 6);

    private static final SqliteStatements WISH = new SqliteStatements("wish", """
            SELECT user, direct_level, group_level, channel_level, quiet_from, quiet_until, quiet_zone,
                   snoozed_until, show_content
            FROM wish
            WHERE user > ?1
            ORDER BY user
            """, """
            INSERT INTO wish (user, direct_level, group_level, channel_level, quiet_from, quiet_until, quiet_zone,
                              snoozed_until, show_content)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, 9);

    private static final SqliteStatements CONVERSATION_WISH = new SqliteStatements("conversation_wish", """
            SELECT w.user, c.id, w.level, w.muted_until
            FROM conversation_wish AS w
                     CROSS JOIN conversation AS c ON c.no = w.conversation
            WHERE w.user >= ?1 AND (w.user, c.id) > (?1, ?2)
            ORDER BY w.user, c.id
            """, """
            INSERT INTO conversation_wish (user, conversation, level, muted_until)
            SELECT ?1, no, ?3, ?4
            FROM conversation
            WHERE id = ?2
            """, 4);

    private static final SqliteStatements PLANNED = new SqliteStatements(
            "planned", """
            SELECT c.id, p.seq
            FROM planned AS p
                     CROSS JOIN conversation AS c ON c.no = p.conversation
            WHERE c.id > ?1
            ORDER BY c.id
            """, "INSERT INTO planned (conversation, seq) SELECT no, ?2 FROM conversation WHERE id = ?1", 2);

    private static final SqliteStatements PUSH = new SqliteStatements("push", """
            SELECT c.id, p.message & %1$s, p.user, p.fate, p.mention, p.decided_at
            FROM conversation AS c
                     CROSS JOIN push AS p ON p.message BETWEEN (c.no << 36) + CASE WHEN c.id = ?1 THEN ?2 ELSE 0 END
                                                        AND (c.no << 36) + %1$s
            WHERE c.id >= ?1 AND (c.id > ?1 OR (p.message & %1$s, p.user) > (?2, ?3))
            ORDER BY c.id, p.message, p.user
            """.formatted(MAX_SEQ), """
            INSERT INTO push (message, user, fate, mention, decided_at)
            SELECT (no << 36) + ?2, ?3, ?4, ?5, ?6
            FROM conversation
            WHERE id = ?1
            """, 6);

    private static final SqliteStatements PUSH_DEVICE =
            new SqliteStatements("push_device", """
            SELECT c.id, p.message & %1$s, p.user, p.device, p.state, p.attempts, p.due_at, p.changed_at, p.outcome,
                   p.kind
            FROM conversation AS c
                     CROSS JOIN push_device AS p
                         ON p.message BETWEEN (c.no << 36) + CASE WHEN c.id = ?1 THEN ?2 ELSE 0 END
                                          AND (c.no << 36) + %1$s
            WHERE c.id >= ?1 AND (c.id > ?1 OR (p.message & %1$s, p.user, p.device) > (?2, ?3, ?4))
            ORDER BY c.id, p.message, p.user, p.device
            """.formatted(MAX_SEQ), """
            INSERT INTO push_device (message, user, device, state, attempts, due_at, changed_at, outcome, kind)
            SELECT (no << 36) + ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
            FROM conversation
            WHERE id = ?1
            """, 10);

    private static final SqliteStatements MAILBOX = new SqliteStatements("mailbox", """
            SELECT user, version, address, confirmed_at, wanted, attended_at, state, decided_at, attempts, due_at,
                   look_at, outcome, asked_since, asked, previous_at
            FROM mailbox
            WHERE user > ?1
            ORDER BY user
            """, """
            INSERT INTO mailbox (user, version, address, confirmed_at, wanted, attended_at, state, decided_at, attempts,
                                 due_at, look_at, outcome, asked_since, asked, previous_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """, 15);

    private static final SqliteStatements ACCOUNT = new SqliteStatements("account", """
            SELECT user, display_name, folded_name, administrator, disabled, created_at, password_hash
            FROM account
            WHERE user > ?1
            ORDER BY user
            """, """
            INSERT INTO account (user, display_name, folded_name, administrator, disabled, created_at, password_hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, 7);

    private static final SqliteStatements PROFILE = new SqliteStatements(
            "profile",
            "SELECT user, title, time_zone FROM profile WHERE user > ?1 ORDER BY user",
            "INSERT INTO profile (user, title, time_zone) VALUES (?1, ?2, ?3)",
            3);

    private static final SqliteStatements AVATAR = new SqliteStatements(
            "avatar",
            "SELECT user, hash, media_type, lower(hex(image)) FROM avatar WHERE user > ?1 ORDER BY user",
            "INSERT INTO avatar (user, hash, media_type, image) VALUES (?1, ?2, ?3, unhex(?4))",
            4);

    private static final SqliteStatements AUDIT = new SqliteStatements(
            "audit",
            "SELECT id, at, by_user, kind, subject, address FROM audit WHERE id > ?1 ORDER BY id",
            "INSERT INTO audit (id, at, by_user, kind, subject, address) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            6);

    private static final SqliteStatements TOKEN = new SqliteStatements(
            "token",
            "SELECT sha256, user, label, created_at, expires_at FROM token WHERE sha256 > ?1 ORDER BY sha256",
            "INSERT INTO token (sha256, user, label, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            5);

    private static final SqliteStatements SECRET = new SqliteStatements(
            "secret",
            "SELECT name, lower(hex(value)) FROM secret WHERE name > ?1 ORDER BY name",
            "INSERT INTO secret (name, value) VALUES (?1, unhex(?2))",
            2);

    static SqliteStatements of(Table table) {
        return switch (table) {
            case CONVERSATION -> CONVERSATION;
            case ENTRY -> ENTRY;
            case MEMBER -> MEMBER;
            case REACTION -> REACTION;
            case MENTION -> MENTION;
            case DEVICE_CURSOR -> DEVICE_CURSOR;
            case DEVICE -> DEVICE;
            case WISH -> WISH;
            case CONVERSATION_WISH -> CONVERSATION_WISH;
            case PLANNED -> PLANNED;
            case PUSH -> PUSH;
            case PUSH_DEVICE -> PUSH_DEVICE;
            case MAILBOX -> MAILBOX;
            case ACCOUNT -> ACCOUNT;
            case PROFILE -> PROFILE;
            case AVATAR -> AVATAR;
            case AUDIT -> AUDIT;
            case TOKEN -> TOKEN;
            case SECRET -> SECRET;
        };
    }
}
