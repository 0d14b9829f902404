-- Conversations that can only be read, and are not found among those that anyone may join.
ALTER TABLE conversation ADD COLUMN archived boolean NOT NULL DEFAULT false;

CREATE INDEX token_label ON token (label, created_at);

-- Lets a start skip the migrations when there is nothing to migrate.
UPDATE meta SET value = '7' WHERE name = 'schema';
