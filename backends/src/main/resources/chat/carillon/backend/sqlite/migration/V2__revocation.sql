-- What was revoked lately, so that every session that it opened ends. Of interest for a day.
CREATE TABLE revocation (
    revoked_at INTEGER NOT NULL,
    user       TEXT    NOT NULL,
    sha256     TEXT    NOT NULL,      -- of the token; empty: all that the user came in with without one
    PRIMARY KEY (revoked_at, user, sha256)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
