-- What was done by those who may do more than others. Only grows.
CREATE TABLE audit (
    id      text COLLATE "C" PRIMARY KEY, -- begins with the time
    at      bigint NOT NULL,
    by_user text COLLATE "C" NOT NULL,
    kind    text   NOT NULL,
    subject text,
    address text
);

-- Lets a start skip the migrations when there is nothing to migrate.
UPDATE meta SET value = '5' WHERE name = 'schema';
