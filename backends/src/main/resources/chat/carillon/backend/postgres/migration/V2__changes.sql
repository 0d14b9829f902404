-- What an append changes of its conversation's row is in no B-tree any more: since PostgreSQL 16 the new version stays
-- on its page and no index is written (HOT), because this index is told of blocks, not of rows.
--
-- changed_at only grows, so a block's highest is that of its latest change, and a search for what changed since reads
-- the blocks in which something did.
DROP INDEX conversation_changed_at;
CREATE INDEX conversation_changed_at ON conversation USING brin (changed_at)
    WITH (pages_per_range = 4, autosummarize = on);

UPDATE meta SET value = '2' WHERE name = 'schema';
