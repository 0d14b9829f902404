-- What was done by those who may do more than others. Only grows.
CREATE TABLE audit (
    id      TEXT PRIMARY KEY, -- begins with the time
    at      INTEGER NOT NULL,
    by_user TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    subject TEXT,
    address TEXT
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 6;
