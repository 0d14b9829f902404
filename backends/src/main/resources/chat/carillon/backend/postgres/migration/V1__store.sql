-- The cluster's store. Everything that belongs to a conversation is keyed by the conversation's id first, so that a
-- log is one stretch of one B-tree, every statement about a conversation needs no other's rows, and a distributed
-- PostgreSQL can spread the tables by that column.
--
-- COLLATE "C": ids and names are compared byte by byte, on every machine in the same way, and in the same way as in
-- Java. Times are milliseconds since 1970 UTC.

CREATE TABLE meta (
    name  text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE conversation (
    id             text COLLATE "C" PRIMARY KEY,
    kind           text    NOT NULL,
    name           text,
    topic          text,
    folded_name    text COLLATE "C" NOT NULL, -- in lower case, for ordering and finding
    folded_topic   text COLLATE "C" NOT NULL,
    join_policy    text    NOT NULL,
    history_policy text    NOT NULL,
    post_role      text    NOT NULL,
    invite_role    text    NOT NULL,
    direct_key     text COLLATE "C",
    member_count   integer NOT NULL,
    first_seq      bigint  NOT NULL,
    membership_seq bigint  NOT NULL,
    head_seq       bigint  NOT NULL,          -- the lock on this row is what gives out seqs
    head_ordinal   bigint  NOT NULL,
    changed_at     bigint  NOT NULL           -- of the last append, by the database's clock
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX conversation_direct ON conversation (direct_key) WHERE direct_key IS NOT NULL;
-- A BRIN, which is told of blocks and not of rows: since PostgreSQL 16 an append's new version of its conversation's row
-- stays on its page then, and no index is written (HOT). changed_at only grows, so a block's highest is that of its
-- latest change, and a search for what changed since reads the blocks in which something did.
CREATE INDEX conversation_changed_at ON conversation USING brin (changed_at)
    WITH (pages_per_range = 4, autosummarize = on);
CREATE INDEX conversation_open ON conversation (folded_name, id) WHERE kind = 'channel' AND join_policy = 'open';

CREATE TABLE entry (
    conversation      text COLLATE "C" NOT NULL,
    seq               bigint NOT NULL,
    ordinal           bigint NOT NULL,
    at_millis         bigint NOT NULL,
    sender            text COLLATE "C" NOT NULL,
    client_message_id text COLLATE "C",
    type              text   NOT NULL,
    text              text,                   -- of messages and edits; null once deleted
    reply_to          bigint,
    thread            bigint,                 -- seq of the thread's first message
    target            bigint,                 -- of edits and deletions: seq of the message
    detail            text,                   -- JSON: attachments of messages, the whole body of other types
    -- What became of a message:
    edited_text       text,
    edited_at         bigint,
    deleted_at        bigint,                 -- also on the edits of a deleted message
    words             tsvector,               -- what a message is found by
    PRIMARY KEY (conversation, seq)
);

-- The id comes first: SDKs make ids that grow with time, so that new ones meet on one page whoever sends.
CREATE UNIQUE INDEX entry_client_message_id ON entry (client_message_id, sender) WHERE client_message_id IS NOT NULL;
CREATE INDEX entry_thread ON entry (conversation, thread, seq) WHERE thread IS NOT NULL;
CREATE INDEX entry_edit ON entry (conversation, target) WHERE type = 'edit';
CREATE INDEX entry_words ON entry USING gin (words) WHERE words IS NOT NULL;

CREATE TABLE member (
    conversation  text COLLATE "C" NOT NULL,
    user_id       text COLLATE "C" NOT NULL,
    role          text   NOT NULL,
    joined_seq    bigint NOT NULL,
    left_seq      bigint NOT NULL,            -- 0 while the user is a member
    read_seq      bigint NOT NULL,
    read_ordinal  bigint NOT NULL,
    delivered_seq bigint NOT NULL,
    joined_at     bigint NOT NULL DEFAULT 0,  -- of the append at joined_seq, by the database's clock; 0: long ago
    PRIMARY KEY (conversation, user_id)
) WITH (fillfactor = 70);                     -- markers move often, and stay on their page

CREATE INDEX member_user ON member (user_id);
CREATE INDEX member_joined_at ON member (joined_at, conversation, user_id);
CREATE INDEX member_owner ON member (conversation) WHERE role = 'owner';

CREATE TABLE device_cursor (
    user_id      text COLLATE "C" NOT NULL,
    device       text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    seq          bigint NOT NULL,
    PRIMARY KEY (user_id, device, conversation)
) WITH (fillfactor = 70);

CREATE TABLE reaction (
    conversation text COLLATE "C" NOT NULL,
    seq          bigint NOT NULL,
    emoji        text COLLATE "C" NOT NULL,
    user_id      text COLLATE "C" NOT NULL,
    entry_seq    bigint NOT NULL,             -- of the entry that put it there: the order in which reactions are shown
    PRIMARY KEY (conversation, seq, emoji, user_id)
);

CREATE TABLE mention (
    user_id      text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    seq          bigint NOT NULL,
    PRIMARY KEY (user_id, conversation, seq)
);

CREATE INDEX mention_message ON mention (conversation, seq);

CREATE TABLE account (
    user_id       text COLLATE "C" PRIMARY KEY,
    display_name  text    NOT NULL,
    folded_name   text COLLATE "C" NOT NULL,
    administrator boolean NOT NULL,
    disabled      boolean NOT NULL,
    created_at    bigint  NOT NULL,
    password_hash text
);

CREATE INDEX account_administrator ON account (user_id) WHERE administrator AND NOT disabled;

CREATE TABLE token (
    sha256     text COLLATE "C" PRIMARY KEY,
    user_id    text COLLATE "C" NOT NULL,
    label      text   NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE INDEX token_user ON token (user_id);
CREATE INDEX token_expiry ON token (expires_at);

-- What was revoked lately, so that every node ends the sessions that it opened. Of interest for a day.
CREATE TABLE revocation (
    revoked_at bigint NOT NULL,                -- by the database's clock
    user_id    text COLLATE "C" NOT NULL,
    sha256     text COLLATE "C" NOT NULL,      -- of the token; empty: all that the user came in with without one
    PRIMARY KEY (revoked_at, user_id, sha256)
);

CREATE TABLE secret (
    name  text COLLATE "C" PRIMARY KEY,
    value bytea NOT NULL
);

-- Who lives: true for moments, so nothing of it is written ahead. A crash empties both; nodes write them anew.
CREATE UNLOGGED TABLE node (
    name     text COLLATE "C" PRIMARY KEY,    -- with the incarnation
    region   text   NOT NULL,
    brokers  text   NOT NULL,
    protocol bigint NOT NULL,
    address  text   NOT NULL,
    arrivals bigint NOT NULL,                 -- handshakes a second that it takes at present
    until    bigint NOT NULL                  -- when its lease ends, by the database's clock
);

CREATE UNLOGGED TABLE session (
    user_id text COLLATE "C" NOT NULL,
    session text COLLATE "C" NOT NULL,
    node    text COLLATE "C" NOT NULL,
    device  text   NOT NULL,
    since   bigint NOT NULL,
    PRIMARY KEY (user_id, session)
);

CREATE INDEX session_node ON session (node);

-- Lets a start skip the migrations when there is nothing to migrate.
INSERT INTO meta (name, value) VALUES ('schema', '1');
