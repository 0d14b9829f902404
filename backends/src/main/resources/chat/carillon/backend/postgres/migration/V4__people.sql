-- What users tell of themselves besides a name. Null: not told.
CREATE TABLE profile (
    user_id   text COLLATE "C" PRIMARY KEY,
    title     text,
    time_zone text
);

-- Their pictures.
CREATE TABLE avatar (
    user_id    text COLLATE "C" PRIMARY KEY,
    hash       text  NOT NULL, -- of the image, in hexadecimal
    media_type text  NOT NULL,
    image      bytea NOT NULL
);

-- Lets a start skip the migrations when there is nothing to migrate.
UPDATE meta SET value = '4' WHERE name = 'schema';
