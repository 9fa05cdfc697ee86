-- What marks in the notes of a meeting became. An insight is a statement, words as they were said,
-- a source or a warning.
ALTER TABLE insight ADD COLUMN kind TEXT NOT NULL DEFAULT 'insight'
    CHECK (kind IN ('insight', 'quote', 'resource', 'red-flag'));

-- The marked lines that were decided about, so that a second review makes nothing twice. Of what
-- was removed afterwards, the mark stays.
CREATE TABLE reviewed_mark (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    meeting_id  INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    text        TEXT NOT NULL,
    outcome     TEXT NOT NULL CHECK (outcome IN ('kept', 'dropped')),
    insight_id  INTEGER REFERENCES insight (id) ON DELETE SET NULL,
    promise_id  INTEGER REFERENCES promise (id) ON DELETE SET NULL,
    referral_id INTEGER REFERENCES referral (id) ON DELETE SET NULL
);
CREATE INDEX reviewed_mark_meeting_id ON reviewed_mark (meeting_id);
CREATE INDEX reviewed_mark_insight_id ON reviewed_mark (insight_id);
CREATE INDEX reviewed_mark_promise_id ON reviewed_mark (promise_id);
CREATE INDEX reviewed_mark_referral_id ON reviewed_mark (referral_id);

CREATE TABLE debrief (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    meeting_id INTEGER NOT NULL UNIQUE REFERENCES meeting (id) ON DELETE CASCADE,
    learned    TEXT NOT NULL DEFAULT '',
    surprised  TEXT NOT NULL DEFAULT '',
    fits       TEXT NOT NULL DEFAULT '',
    energy     INTEGER CHECK (energy BETWEEN 1 AND 5),
    next       TEXT NOT NULL DEFAULT '',
    updated_at TEXT NOT NULL
);

-- Insights and debriefs are found by their words: numbers 6 and 7 among the texts of search.
CREATE TRIGGER insight_stale_insert AFTER INSERT ON insight
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 6); END;
CREATE TRIGGER insight_stale_update AFTER UPDATE OF statement, quote ON insight
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 6); END;
CREATE TRIGGER insight_stale_delete AFTER DELETE ON insight
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id + 6); END;
CREATE TRIGGER debrief_stale_insert AFTER INSERT ON debrief
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 7); END;
CREATE TRIGGER debrief_stale_update AFTER UPDATE OF learned, surprised, fits, next ON debrief
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * new.id + 7); END;
CREATE TRIGGER debrief_stale_delete AFTER DELETE ON debrief
BEGIN INSERT OR IGNORE INTO stale_text VALUES (8 * old.id + 7); END;
