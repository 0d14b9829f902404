-- Telling absent members.

-- Up to where a device had everything while somebody was at it.
ALTER TABLE device_cursor ADD COLUMN attended_seq bigint NOT NULL DEFAULT 0;

CREATE TABLE device (
    user_id       text COLLATE "C" NOT NULL,
    device        text COLLATE "C" NOT NULL,
    fingerprint   text COLLATE "C" NOT NULL UNIQUE, -- of the target
    target        text   NOT NULL,                  -- JSON
    label         text   NOT NULL,
    registered_at bigint NOT NULL,
    PRIMARY KEY (user_id, device)
);

CREATE TABLE wish (
    user_id       text COLLATE "C" PRIMARY KEY,
    direct_level  text    NOT NULL,
    group_level   text    NOT NULL,
    channel_level text    NOT NULL,
    quiet_from    text,
    quiet_until   text,
    quiet_zone    text,
    snoozed_until bigint  NOT NULL,
    show_content  boolean NOT NULL
);

CREATE INDEX wish_channel ON wish (user_id) WHERE channel_level = 'all';

CREATE TABLE conversation_wish (
    user_id      text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    level        text,                              -- null: as the user's wish has it
    muted_until  bigint NOT NULL,
    PRIMARY KEY (user_id, conversation)
);

CREATE INDEX conversation_wish_all ON conversation_wish (conversation, user_id) WHERE level = 'all';

-- The log is the queue: what comes after this seq is still to be planned.
CREATE TABLE planned (
    conversation text COLLATE "C" PRIMARY KEY,
    seq          bigint NOT NULL
) WITH (fillfactor = 70);

-- What was decided: one row for a user and a message.
CREATE TABLE push (
    conversation text COLLATE "C" NOT NULL,
    seq          bigint  NOT NULL,
    user_id      text COLLATE "C" NOT NULL,
    fate         text    NOT NULL,
    mention      boolean NOT NULL,
    decided_at   bigint  NOT NULL,
    PRIMARY KEY (conversation, seq, user_id)
);

CREATE INDEX push_decided_at ON push USING brin (decided_at);

-- What each device is told.
CREATE TABLE push_device (
    conversation text COLLATE "C" NOT NULL,
    seq          bigint  NOT NULL,
    user_id      text COLLATE "C" NOT NULL,
    device       text COLLATE "C" NOT NULL,
    state        text    NOT NULL,
    attempts     integer NOT NULL,
    due_at       bigint  NOT NULL,                  -- while it is taken, when the lease ends
    changed_at   bigint  NOT NULL,
    outcome      text    NOT NULL,
    PRIMARY KEY (conversation, seq, user_id, device)
) WITH (fillfactor = 70);

CREATE INDEX push_device_due ON push_device (due_at) WHERE state IN ('due', 'withdraw_due');
CREATE INDEX push_device_shown ON push_device (user_id, conversation, seq) WHERE state IN ('due', 'accepted');

-- Lets a start skip the migrations when there is nothing to migrate.
UPDATE meta SET value = '2' WHERE name = 'schema';
