-- Telling absent members. `message` is an entry's key.

-- Up to where a device had everything while somebody was at it.
ALTER TABLE cursor ADD COLUMN attended_seq INTEGER NOT NULL DEFAULT 0;

CREATE TABLE device (
    user          TEXT    NOT NULL,
    device        TEXT    NOT NULL,
    fingerprint   TEXT    NOT NULL UNIQUE, -- of the target
    target        TEXT    NOT NULL,        -- JSON
    label         TEXT    NOT NULL,
    registered_at INTEGER NOT NULL,
    PRIMARY KEY (user, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE wish (
    user          TEXT PRIMARY KEY,
    direct_level  TEXT    NOT NULL,
    group_level   TEXT    NOT NULL,
    channel_level TEXT    NOT NULL,
    quiet_from    TEXT,
    quiet_until   TEXT,
    quiet_zone    TEXT,
    snoozed_until INTEGER NOT NULL,
    show_content  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX wish_channel ON wish (user) WHERE channel_level = 'all';

CREATE TABLE conversation_wish (
    conversation INTEGER NOT NULL,
    user         TEXT    NOT NULL,
    level        TEXT,                     -- null: as the user's wish has it
    muted_until  INTEGER NOT NULL,
    PRIMARY KEY (user, conversation)
) STRICT, WITHOUT ROWID;

CREATE INDEX conversation_wish_all ON conversation_wish (conversation, user) WHERE level = 'all';

-- The log is the queue: what comes after this seq is still to be planned.
CREATE TABLE planned (
    conversation INTEGER PRIMARY KEY,
    seq          INTEGER NOT NULL
) STRICT;

-- What was decided: one row for a user and a message.
CREATE TABLE push (
    message    INTEGER NOT NULL,
    user       TEXT    NOT NULL,
    fate       TEXT    NOT NULL,
    mention    INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (message, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX push_decided_at ON push (decided_at);

-- What each device is told.
CREATE TABLE push_device (
    message    INTEGER NOT NULL,
    user       TEXT    NOT NULL,
    device     TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    attempts   INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,           -- while it is taken, when the lease ends
    changed_at INTEGER NOT NULL,
    outcome    TEXT    NOT NULL,
    PRIMARY KEY (message, user, device)
) STRICT, WITHOUT ROWID;

CREATE INDEX push_device_due ON push_device (due_at) WHERE state IN ('due', 'withdraw_due');
CREATE INDEX push_device_shown ON push_device (user, message) WHERE state IN ('due', 'accepted');

PRAGMA user_version = 3;
