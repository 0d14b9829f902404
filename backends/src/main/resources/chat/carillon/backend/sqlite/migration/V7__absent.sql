-- When the digest before this one was decided: a digest that is dropped leaves that one as the last.
ALTER TABLE mailbox ADD COLUMN previous_at INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 7;
