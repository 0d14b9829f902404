-- Digests by mail: one row a user, which changes from one version to the next.

CREATE TABLE mailbox (
    user_id      text COLLATE "C" PRIMARY KEY,
    version      bigint  NOT NULL,
    address      text    NOT NULL,     -- empty: none
    confirmed_at bigint  NOT NULL,     -- 0: not
    wanted       boolean NOT NULL,
    attended_at  bigint  NOT NULL,     -- when the user was last at a device
    state        text    NOT NULL,     -- of the digest of this period
    decided_at   bigint  NOT NULL,
    attempts     integer NOT NULL,
    due_at       bigint  NOT NULL,     -- while it is taken, when the lease ends
    look_at      bigint  NOT NULL,
    outcome      text    NOT NULL,
    asked_since  bigint  NOT NULL,     -- mails that asked whether the address is the user's
    asked        integer NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX mailbox_away ON mailbox (look_at) WHERE wanted AND confirmed_at > 0 AND state <> 'due';
CREATE INDEX mailbox_due ON mailbox (due_at) WHERE wanted AND confirmed_at > 0 AND state = 'due';

-- Lets a start skip the migrations when there is nothing to migrate.
UPDATE meta SET value = '3' WHERE name = 'schema';
