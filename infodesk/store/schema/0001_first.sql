-- The first schema. Times are UTC as 'YYYY-MM-DDTHH:MM:SSZ', dates 'YYYY-MM-DD'. Every table that
-- can be undone has `id INTEGER PRIMARY KEY` and no BLOB; `rev` grows with each update.

CREATE TABLE vault (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id   TEXT NOT NULL,
    created_at TEXT NOT NULL,
    commit_seq INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE company (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    name       TEXT NOT NULL,
    match_name TEXT NOT NULL UNIQUE,
    website    TEXT NOT NULL DEFAULT '',
    about      TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
);

CREATE TABLE person (
    id             INTEGER PRIMARY KEY,
    rev            INTEGER NOT NULL DEFAULT 1,
    uid            TEXT NOT NULL UNIQUE,
    first_name     TEXT NOT NULL DEFAULT '',
    last_name      TEXT NOT NULL DEFAULT '',
    name           TEXT NOT NULL,
    sort_key       TEXT NOT NULL,
    match_name     TEXT NOT NULL,
    -- The name in plain letters, where that is more than taking accents off; for search.
    plain_name     TEXT NOT NULL DEFAULT '',
    -- The current position, kept here as well because every list shows and sorts by it.
    title          TEXT NOT NULL DEFAULT '',
    company        TEXT NOT NULL DEFAULT '',
    company_id     INTEGER REFERENCES company (id) ON DELETE SET NULL,
    -- All e-mail addresses, joined for search.
    contact        TEXT NOT NULL DEFAULT '',
    location       TEXT NOT NULL DEFAULT '',
    about          TEXT NOT NULL DEFAULT '',
    slug           TEXT UNIQUE,
    member_urn     TEXT,
    stage          TEXT NOT NULL DEFAULT 'spotted',
    connected_on   TEXT,
    source         TEXT NOT NULL DEFAULT 'hand',
    -- The folded name as the file told it, so that a renamed person is found again.
    import_name    TEXT NOT NULL DEFAULT '',
    next_step      TEXT NOT NULL DEFAULT '',
    next_step_on   TEXT,
    last_touch_on  TEXT,
    strength       INTEGER CHECK (strength BETWEEN 1 AND 5),
    do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
    keep_private   INTEGER NOT NULL DEFAULT 0 CHECK (keep_private IN (0, 1)),
    -- Names of the fields a person typed, blank between: an import does not overwrite these.
    edited_fields  TEXT NOT NULL DEFAULT '',
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,
    deleted_at     TEXT
);
-- Answers "everyone, by name" by itself: reading 30,000 rows for it takes three times as long.
CREATE INDEX person_sort_key ON person (sort_key) WHERE deleted_at IS NULL;
CREATE INDEX person_match_name ON person (match_name);
-- With deleted_at, so that counting a company's people reads nothing else.
CREATE INDEX person_company_id ON person (company_id, deleted_at);
CREATE INDEX person_stage ON person (stage) WHERE stage <> 'spotted';
CREATE INDEX person_deleted_at ON person (deleted_at) WHERE deleted_at IS NOT NULL;

-- Asked again and again: whether the sample is here.
CREATE INDEX person_sample ON person (id) WHERE source = 'sample';

CREATE TABLE position (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    company_id  INTEGER REFERENCES company (id) ON DELETE SET NULL,
    company     TEXT NOT NULL DEFAULT '',
    title       TEXT NOT NULL DEFAULT '',
    started_on  TEXT,
    finished_on TEXT,
    is_current  INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1)),
    source      TEXT NOT NULL DEFAULT 'hand',
    noted_on    TEXT NOT NULL
);
CREATE INDEX position_person_id ON position (person_id);
CREATE INDEX position_company_id ON position (company_id);

CREATE TABLE email (
    id            INTEGER PRIMARY KEY,
    person_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    address       TEXT NOT NULL,
    match_address TEXT NOT NULL,
    label         TEXT NOT NULL DEFAULT '',
    UNIQUE (person_id, match_address)
);
CREATE INDEX email_match_address ON email (match_address);

CREATE TABLE phone (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    number    TEXT NOT NULL,
    label     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX phone_person_id ON phone (person_id);

CREATE TABLE link (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    url       TEXT NOT NULL,
    label     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX link_person_id ON link (person_id);

CREATE TABLE tag (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    match_name TEXT NOT NULL UNIQUE,
    hue        INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE person_tag (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    tag_id    INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    UNIQUE (person_id, tag_id)
);
CREATE INDEX person_tag_tag_id ON person_tag (tag_id);

CREATE TABLE meeting (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- What the person's own calendar shows, and the same moment in UTC for sorting.
    local_start TEXT NOT NULL,
    zone        TEXT NOT NULL,
    starts_at   TEXT NOT NULL,
    minutes     INTEGER NOT NULL DEFAULT 20 CHECK (minutes BETWEEN 1 AND 1440),
    place       TEXT NOT NULL DEFAULT '',
    goal        TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL
);
CREATE INDEX meeting_person_id ON meeting (person_id);
CREATE INDEX meeting_starts_at ON meeting (starts_at);

-- The question bank.
CREATE TABLE question (
    id     INTEGER PRIMARY KEY,
    rev    INTEGER NOT NULL DEFAULT 1,
    text   TEXT NOT NULL,
    theme  TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT 'hand'
);

-- The questions of one meeting, in the order to ask them, with what was answered.
CREATE TABLE meeting_question (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    meeting_id  INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    question_id INTEGER REFERENCES question (id) ON DELETE SET NULL,
    place       INTEGER NOT NULL,
    text        TEXT NOT NULL,
    must_ask    INTEGER NOT NULL DEFAULT 0 CHECK (must_ask IN (0, 1)),
    asked       INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1)),
    answer      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX meeting_question_meeting_id ON meeting_question (meeting_id, place);

-- Private notes: of one meeting, or of a person in general.
CREATE TABLE note (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    meeting_id INTEGER UNIQUE REFERENCES meeting (id) ON DELETE CASCADE,
    body       TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE INDEX note_person_id ON note (person_id);

CREATE TABLE touch (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    meeting_id  INTEGER REFERENCES meeting (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    direction   TEXT NOT NULL DEFAULT 'none' CHECK (direction IN ('none', 'out', 'in')),
    happened_at TEXT NOT NULL,
    text        TEXT NOT NULL DEFAULT '',
    source      TEXT NOT NULL DEFAULT 'hand'
);
CREATE INDEX touch_person_id ON touch (person_id, happened_at);

CREATE TABLE insight (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    statement  TEXT NOT NULL,
    theme      TEXT NOT NULL DEFAULT '',
    quote      TEXT NOT NULL DEFAULT '',
    person_id  INTEGER REFERENCES person (id) ON DELETE SET NULL,
    meeting_id INTEGER REFERENCES meeting (id) ON DELETE SET NULL,
    said_on    TEXT,
    my_view    INTEGER NOT NULL DEFAULT 0 CHECK (my_view IN (0, 1))
);
CREATE INDEX insight_person_id ON insight (person_id);
CREATE INDEX insight_meeting_id ON insight (meeting_id);

CREATE TABLE promise (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meeting (id) ON DELETE SET NULL,
    by_me      INTEGER NOT NULL CHECK (by_me IN (0, 1)),
    text       TEXT NOT NULL,
    due_on     TEXT,
    done_on    TEXT
);
CREATE INDEX promise_person_id ON promise (person_id);
CREATE INDEX promise_meeting_id ON promise (meeting_id);

CREATE TABLE referral (
    id           INTEGER PRIMARY KEY,
    rev          INTEGER NOT NULL DEFAULT 1,
    person_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    referrer_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    meeting_id   INTEGER REFERENCES meeting (id) ON DELETE SET NULL,
    may_use_name INTEGER NOT NULL DEFAULT 0 CHECK (may_use_name IN (0, 1)),
    text         TEXT NOT NULL DEFAULT '',
    named_on     TEXT
);
CREATE INDEX referral_person_id ON referral (person_id);
CREATE INDEX referral_referrer_id ON referral (referrer_id);
CREATE INDEX referral_meeting_id ON referral (meeting_id);

-- What an attachment is; its bytes lie in a table that is only ever inserted into.
CREATE TABLE attachment (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    person_id  INTEGER REFERENCES person (id) ON DELETE CASCADE,
    meeting_id INTEGER REFERENCES meeting (id) ON DELETE CASCADE,
    content_id INTEGER NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    added_at   TEXT NOT NULL
);
CREATE INDEX attachment_person_id ON attachment (person_id);
CREATE INDEX attachment_meeting_id ON attachment (meeting_id);

CREATE TABLE attachment_content (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
);

-- `file` is the base name; the counts are what the report showed.
CREATE TABLE import (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    file        TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    newest_on   TEXT,
    added       INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    same        INTEGER NOT NULL,
    doubtful    INTEGER NOT NULL,
    skipped     INTEGER NOT NULL
);

CREATE TABLE setting (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
);

-- Search in people: columns of `person`, kept in step by triggers.
CREATE VIRTUAL TABLE person_fts USING fts5 (
    name, plain_name, title, company, contact,
    content='person', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='1 2 3', detail=column
);
INSERT INTO person_fts (person_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER person_fts_insert AFTER INSERT ON person BEGIN
    INSERT INTO person_fts (rowid, name, plain_name, title, company, contact)
    VALUES (new.id, new.name, new.plain_name, new.title, new.company, new.contact);
END;
CREATE TRIGGER person_fts_delete AFTER DELETE ON person BEGIN
    INSERT INTO person_fts (person_fts, rowid, name, plain_name, title, company, contact)
    VALUES ('delete', old.id, old.name, old.plain_name, old.title, old.company, old.contact);
END;
CREATE TRIGGER person_fts_update AFTER UPDATE OF name, title, company, contact ON person
WHEN old.name IS NOT new.name OR old.title IS NOT new.title
    OR old.company IS NOT new.company OR old.contact IS NOT new.contact
BEGIN
    INSERT INTO person_fts (person_fts, rowid, name, plain_name, title, company, contact)
    VALUES ('delete', old.id, old.name, old.plain_name, old.title, old.company, old.contact);
    INSERT INTO person_fts (rowid, name, plain_name, title, company, contact)
    VALUES (new.id, new.name, new.plain_name, new.title, new.company, new.contact);
END;

-- Search in long texts. A text that is being typed is only marked stale; it is indexed when the
-- typing rests. `id` is 8 * the record's id + a number for its table: 0 note, 1 meeting_question,
-- 2 touch, 3 meeting.
CREATE VIRTUAL TABLE text_fts USING fts5 (
    body, tokenize="unicode61 remove_diacritics 2", prefix='2 3'
);
INSERT INTO text_fts (text_fts, rank) VALUES ('secure-delete', 1);
CREATE TABLE stale_text (
    id INTEGER PRIMARY KEY
);
CREATE TRIGGER note_stale_insert AFTER INSERT ON note WHEN new.body <> ''
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id); END;
CREATE TRIGGER note_stale_update AFTER UPDATE OF body ON note
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id); END;
CREATE TRIGGER note_stale_delete AFTER DELETE ON note
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id); END;
CREATE TRIGGER meeting_question_stale_insert AFTER INSERT ON meeting_question
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 1); END;
CREATE TRIGGER meeting_question_stale_update AFTER UPDATE OF text, answer ON meeting_question
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 1); END;
CREATE TRIGGER meeting_question_stale_delete AFTER DELETE ON meeting_question
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id + 1); END;
CREATE TRIGGER touch_stale_insert AFTER INSERT ON touch WHEN new.text <> ''
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 2); END;
CREATE TRIGGER touch_stale_update AFTER UPDATE OF text ON touch
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 2); END;
CREATE TRIGGER touch_stale_delete AFTER DELETE ON touch
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id + 2); END;
CREATE TRIGGER meeting_stale_insert AFTER INSERT ON meeting
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 3); END;
CREATE TRIGGER meeting_stale_update AFTER UPDATE OF goal, place ON meeting
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 3); END;
CREATE TRIGGER meeting_stale_delete AFTER DELETE ON meeting
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id + 3); END;
