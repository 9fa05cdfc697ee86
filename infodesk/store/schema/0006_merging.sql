-- By which rules company names were last brought together; older ones are applied anew on opening.
ALTER TABLE vault ADD COLUMN company_folding INTEGER NOT NULL DEFAULT 0;

-- Names of companies that were merged into another: who works there is counted there, and a later
-- import lands there.
CREATE TABLE company_alias (
    id         INTEGER PRIMARY KEY,
    company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    match_name TEXT NOT NULL UNIQUE
);
CREATE INDEX company_alias_company_id ON company_alias (company_id);

-- Profiles and names of people who were merged into another: a later import finds the one they are.
CREATE TABLE person_alias (
    id           INTEGER PRIMARY KEY,
    person_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    slug         TEXT UNIQUE,
    match_name   TEXT NOT NULL DEFAULT '',
    connected_on TEXT
);
CREATE INDEX person_alias_person_id ON person_alias (person_id);

-- Two people of whom somebody said that they are not the same.
CREATE TABLE not_same (
    id       INTEGER PRIMARY KEY,
    one_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    noted_at TEXT NOT NULL,
    UNIQUE (one_id, other_id)
);
CREATE INDEX not_same_other_id ON not_same (other_id);

-- Who was merged into a person, and all that splitting them again needs, as JSON.
CREATE TABLE person_merge (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    merged_at TEXT NOT NULL,
    kept      TEXT NOT NULL
);
CREATE INDEX person_merge_person_id ON person_merge (person_id);
