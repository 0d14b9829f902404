-- By how much a node's clock was behind when it appended, in seconds: a message is ripe by the database's clock. Null
-- where it was less than one, which takes no room.
ALTER TABLE entry ADD COLUMN lag_seconds bigint;

-- When the digest before this one was decided: a digest that is dropped leaves that one as the last.
ALTER TABLE mailbox ADD COLUMN previous_at bigint NOT NULL DEFAULT 0;

-- Lets a start skip the migrations when there is nothing to migrate.
UPDATE meta SET value = '6' WHERE name = 'schema';
