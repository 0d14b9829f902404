-- The embedded store. Everything that is true stands here; search.db beside it is derived and may be thrown away.
--
-- A conversation has a number besides its id. An entry's key is the conversation's number and its seq in one integer:
--   key = no * 2^36 + seq
-- so that a log is one stretch of one B-tree: reading a range is one seek, appending touches one page, and there is no
-- second index to keep. `thread` and `target` of entries, and `message` of reactions and mentions, are such keys.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
    no             INTEGER PRIMARY KEY,
    id             TEXT    NOT NULL UNIQUE,
    kind           TEXT    NOT NULL,
    name           TEXT,
    topic          TEXT,
    folded_name    TEXT    NOT NULL, -- in lower case, for ordering and finding
    folded_topic   TEXT    NOT NULL,
    join_policy    TEXT    NOT NULL,
    history_policy TEXT    NOT NULL,
    post_role      TEXT    NOT NULL,
    invite_role    TEXT    NOT NULL,
    direct_key     TEXT    UNIQUE,
    member_count   INTEGER NOT NULL,
    first_seq      INTEGER NOT NULL,
    membership_seq INTEGER NOT NULL
) STRICT;

CREATE INDEX conversation_open ON conversation (folded_name, id) WHERE kind = 'channel' AND join_policy = 'open';

CREATE TABLE entry (
    key               INTEGER PRIMARY KEY,
    ordinal           INTEGER NOT NULL,
    at_millis         INTEGER NOT NULL,
    lag_millis        INTEGER NOT NULL, -- the store's time of the append is at_millis + lag_millis
    sender            TEXT    NOT NULL,
    client_message_id TEXT,
    type              TEXT    NOT NULL,
    text              TEXT,             -- of messages and edits; null once deleted
    reply_to          INTEGER,          -- seq
    thread            INTEGER,          -- key of the thread's first message
    target            INTEGER,          -- of edits and deletions: key of the message
    detail            TEXT,             -- JSON: attachments of messages, the whole body of other types
    -- What became of a message:
    edited_text       TEXT,
    edited_at         INTEGER,
    deleted_at        INTEGER           -- also on the edits of a deleted message
) STRICT;

-- The id comes first: SDKs make ids that grow with time, so that new ones meet on one page whoever sends.
CREATE UNIQUE INDEX entry_client_message_id ON entry (client_message_id, sender) WHERE client_message_id IS NOT NULL;
CREATE INDEX entry_thread ON entry (thread) WHERE thread IS NOT NULL;
CREATE INDEX entry_target ON entry (target) WHERE target IS NOT NULL;

-- The head of a log is its last entry; it is not written down a second time.
CREATE VIEW conversation_now AS
SELECT c.*,
       head.key & 68719476735             AS head_seq,
       head.ordinal                       AS head_ordinal,
       head.at_millis + head.lag_millis   AS changed_at
FROM conversation AS c
         JOIN entry AS head ON head.key = (SELECT max(key)
                                           FROM entry
                                           WHERE key BETWEEN c.no << 36 AND (c.no << 36) + 68719476735);

CREATE TABLE member (
    conversation  INTEGER NOT NULL,
    user          TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    joined_seq    INTEGER NOT NULL,
    left_seq      INTEGER NOT NULL, -- 0 while the user is a member
    read_seq      INTEGER NOT NULL,
    read_ordinal  INTEGER NOT NULL,
    delivered_seq INTEGER NOT NULL,
    PRIMARY KEY (conversation, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_user ON member (user);
CREATE INDEX member_owner ON member (conversation) WHERE role = 'owner';

CREATE TABLE cursor (
    user         TEXT    NOT NULL,
    device       TEXT    NOT NULL,
    conversation INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (user, device, conversation)
) STRICT, WITHOUT ROWID;

CREATE TABLE reaction (
    message INTEGER NOT NULL,
    emoji   TEXT    NOT NULL,
    user    TEXT    NOT NULL,
    seq     INTEGER NOT NULL, -- of the entry that put it there: the order in which reactions are shown
    PRIMARY KEY (message, emoji, user)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (
    user    TEXT    NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (user, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX mention_message ON mention (message);

CREATE TABLE account (
    user          TEXT PRIMARY KEY,
    display_name  TEXT    NOT NULL,
    folded_name   TEXT    NOT NULL,
    administrator INTEGER NOT NULL,
    disabled      INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    password_hash TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    sha256     TEXT PRIMARY KEY,
    user       TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX token_user ON token (user);
CREATE INDEX token_expiry ON token (expires_at);

CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Lets a start skip the migrations when there is nothing to migrate.
PRAGMA user_version = 1;
