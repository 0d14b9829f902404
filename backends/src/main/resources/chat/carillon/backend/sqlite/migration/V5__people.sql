-- What users tell of themselves besides a name. Null: not told.
CREATE TABLE profile (
    user      TEXT PRIMARY KEY,
    title     TEXT,
    time_zone TEXT
) STRICT, WITHOUT ROWID;

-- Their pictures. With row ids, because rows are large.
CREATE TABLE avatar (
    user       TEXT PRIMARY KEY,
    hash       TEXT NOT NULL, -- of the image, in hexadecimal
    media_type TEXT NOT NULL,
    image      BLOB NOT NULL
) STRICT;

PRAGMA user_version = 5;
