-- The day on which a file was exported, where it says so: of two exports the newer one is right.
ALTER TABLE import ADD COLUMN exported_on TEXT;

-- What address books tell of a person and no column has room for.
CREATE TABLE person_detail (
    id        INTEGER PRIMARY KEY,
    rev       INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL CHECK (kind IN
        ('birthday', 'address', 'nickname', 'headline', 'department', 'skill')),
    value     TEXT NOT NULL,
    label     TEXT NOT NULL DEFAULT '',
    source    TEXT NOT NULL DEFAULT 'hand'
);
CREATE INDEX person_detail_person_id ON person_detail (person_id);
