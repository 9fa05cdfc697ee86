-- Who I am: for introductions, for what I have in common with a person, and to know whose archive
-- an archive is. One row, made when something is first known.
CREATE TABLE profile (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    rev        INTEGER NOT NULL DEFAULT 1,
    first_name TEXT NOT NULL DEFAULT '',
    last_name  TEXT NOT NULL DEFAULT '',
    headline   TEXT NOT NULL DEFAULT '',
    summary    TEXT NOT NULL DEFAULT '',
    industry   TEXT NOT NULL DEFAULT '',
    location   TEXT NOT NULL DEFAULT '',
    email      TEXT NOT NULL DEFAULT '',
    phone      TEXT NOT NULL DEFAULT '',
    website    TEXT NOT NULL DEFAULT '',
    slug       TEXT NOT NULL DEFAULT ''
);

-- What my profile lists. `title` is the position's title, the degree, the skill, the language, the
-- certificate; `organisation` the company, the school, who certified; `text` the description, or
-- how well a language is spoken. Dates whose day or month is unknown are the first of it.
CREATE TABLE profile_entry (
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    kind         TEXT NOT NULL
        CHECK (kind IN ('position', 'education', 'skill', 'language', 'certification')),
    title        TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL DEFAULT '',
    place        TEXT NOT NULL DEFAULT '',
    text         TEXT NOT NULL DEFAULT '',
    started_on   TEXT,
    finished_on  TEXT,
    source       TEXT NOT NULL DEFAULT 'hand'
);

-- Where a person learned.
CREATE TABLE education (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    school      TEXT NOT NULL DEFAULT '',
    degree      TEXT NOT NULL DEFAULT '',
    started_on  TEXT,
    finished_on TEXT,
    source      TEXT NOT NULL DEFAULT 'hand'
);
CREATE INDEX education_person_id ON education (person_id);

-- A person's picture is one of their attachments.
ALTER TABLE person ADD COLUMN photo_id INTEGER REFERENCES attachment (id) ON DELETE SET NULL;
CREATE INDEX person_photo_id ON person (photo_id) WHERE photo_id IS NOT NULL;
