-- Conversations that can only be read, and are not found among those that anyone may join.
ALTER TABLE conversation ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

CREATE INDEX token_label ON token (label, created_at);

PRAGMA user_version = 8;
