-- Digests by mail: one row a user, which changes from one version to the next.

CREATE TABLE mailbox (
    user         TEXT PRIMARY KEY,
    version      INTEGER NOT NULL,
    address      TEXT    NOT NULL,     -- empty: none
    confirmed_at INTEGER NOT NULL,     -- 0: not
    wanted       INTEGER NOT NULL,
    attended_at  INTEGER NOT NULL,     -- when the user was last at a device
    state        TEXT    NOT NULL,     -- of the digest of this period
    decided_at   INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,     -- while it is taken, when the lease ends
    look_at      INTEGER NOT NULL,
    outcome      TEXT    NOT NULL,
    asked_since  INTEGER NOT NULL,     -- mails that asked whether the address is the user's
    asked        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mailbox_away ON mailbox (look_at) WHERE wanted AND confirmed_at > 0 AND state <> 'due';
CREATE INDEX mailbox_due ON mailbox (due_at) WHERE wanted AND confirmed_at > 0 AND state = 'due';

PRAGMA user_version = 4;
