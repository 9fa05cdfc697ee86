-- Finding whom to talk to: filters kept by name, what the shortlist remembers, target companies,
-- and events where people were met.

-- `filter` is JSON as `core.filters` writes it.
CREATE TABLE saved_filter (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    match_name TEXT NOT NULL UNIQUE,
    filter     TEXT NOT NULL
);

-- Whom the shortlist proposed and I left for later.
CREATE TABLE not_now (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
    said_on   TEXT NOT NULL
);

-- Companies I want to work for: how much I want it, and whether they are hiring.
CREATE TABLE target (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    company_id INTEGER NOT NULL UNIQUE REFERENCES company (id) ON DELETE CASCADE,
    motivation INTEGER NOT NULL DEFAULT 3 CHECK (motivation BETWEEN 1 AND 5),
    posting    INTEGER NOT NULL DEFAULT 0 CHECK (posting BETWEEN 0 AND 3),
    source     TEXT NOT NULL DEFAULT 'hand',
    added_at   TEXT NOT NULL
);

CREATE TABLE event (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    held_on    TEXT NOT NULL,
    place      TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
);

-- Who was met at an event; `hook` is what to come back to, `touch_id` the line of the timeline.
CREATE TABLE event_person (
    id        INTEGER PRIMARY KEY,
    event_id  INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    hook      TEXT NOT NULL DEFAULT '',
    touch_id  INTEGER REFERENCES touch (id) ON DELETE SET NULL,
    UNIQUE (event_id, person_id)
);
CREATE INDEX event_person_person_id ON event_person (person_id);
CREATE INDEX event_person_touch_id ON event_person (touch_id) WHERE touch_id IS NOT NULL;

CREATE INDEX person_do_not_contact ON person (id) WHERE do_not_contact = 1;

-- Whom a list may propose to write to, and whom a file for others may hold. Queries that propose
-- or hand out read these and not `person`.
CREATE VIEW approachable AS
    SELECT * FROM person WHERE deleted_at IS NULL AND do_not_contact = 0;
CREATE VIEW shareable AS
    SELECT * FROM person WHERE keep_private = 0;
