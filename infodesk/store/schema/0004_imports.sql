-- A touch that came with a file is known again by this key, so that the same file brings it once.
ALTER TABLE touch ADD COLUMN import_key TEXT;
CREATE UNIQUE INDEX touch_import_key ON touch (import_key) WHERE import_key IS NOT NULL;

-- Keys of touches that came with a file and were removed by hand: no file brings them again.
CREATE TABLE dropped_touch (
    id         INTEGER PRIMARY KEY,
    import_key TEXT NOT NULL UNIQUE
);

-- What an import brought besides people: touches, lines of my profile, news of companies.
ALTER TABLE import ADD COLUMN touches INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN profile INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN companies INTEGER NOT NULL DEFAULT 0;

-- Whose job an import told anew: what was known before, and what the file said. The import's id
-- is no reference, because what is known of a person outlives the import's being undone.
CREATE TABLE job_change (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    import_id   INTEGER NOT NULL,
    old_title   TEXT NOT NULL DEFAULT '',
    old_company TEXT NOT NULL DEFAULT '',
    new_title   TEXT NOT NULL DEFAULT '',
    new_company TEXT NOT NULL DEFAULT '',
    noticed_on  TEXT NOT NULL
);
CREATE INDEX job_change_person_id ON job_change (person_id);
CREATE INDEX job_change_import_id ON job_change (import_id);

-- What I did about a company on LinkedIn: followed it, saved a job there, applied for one.
CREATE TABLE company_event (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    company_id  INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('followed', 'saved-job', 'applied')),
    happened_on TEXT,
    title       TEXT NOT NULL DEFAULT '',
    url         TEXT NOT NULL DEFAULT '',
    source      TEXT NOT NULL DEFAULT 'hand'
);
CREATE INDEX company_event_company_id ON company_event (company_id, kind);
