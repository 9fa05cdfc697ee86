-- What is to be done with a person. `kind` is hand for what a person typed, else the code of a step
-- that a move through the stages planned; `due_at` (UTC) is given where hours matter, `due_on` is
-- then its day. `outcome` is empty while the step is open.
CREATE TABLE next_step (
    id            INTEGER PRIMARY KEY,
    rev           INTEGER NOT NULL DEFAULT 1,
    person_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    meeting_id    INTEGER REFERENCES meeting (id) ON DELETE CASCADE,
    promise_id    INTEGER REFERENCES promise (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL DEFAULT 'hand',
    text          TEXT NOT NULL DEFAULT '',
    due_on        TEXT,
    due_at        TEXT,
    snoozed_until TEXT,
    turn          INTEGER NOT NULL DEFAULT 1,
    outcome       TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'done', 'skipped', 'superseded')),
    reason        TEXT NOT NULL DEFAULT '',
    closed_at     TEXT,
    created_at    TEXT NOT NULL
);
CREATE INDEX next_step_person_id ON next_step (person_id, outcome);
CREATE INDEX next_step_meeting_id ON next_step (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX next_step_promise_id ON next_step (promise_id) WHERE promise_id IS NOT NULL;
-- What comes up: the open steps by the day on which they are shown.
CREATE INDEX next_step_open ON next_step (coalesce(snoozed_until, due_on)) WHERE outcome = '';

-- Every list shows and sorts by the earliest open step, so it stands in the person's row as well.
ALTER TABLE person ADD COLUMN next_step_kind TEXT NOT NULL DEFAULT '';
-- What they replied (yes, later, no), and why a closed person is closed.
ALTER TABLE person ADD COLUMN reply TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN ending TEXT NOT NULL DEFAULT '';

CREATE TRIGGER next_step_insert AFTER INSERT ON next_step BEGIN
    UPDATE person SET (next_step, next_step_kind, next_step_on) = (
        SELECT text, kind, day FROM (
            SELECT 0 AS last, text, kind, coalesce(snoozed_until, due_on) AS day, due_at, id
            FROM next_step WHERE person_id = new.person_id AND outcome = ''
            UNION ALL SELECT 1, '', '', NULL, NULL, 0
        ) ORDER BY last, day IS NULL, day, due_at IS NULL, due_at, id LIMIT 1
    ) WHERE id = new.person_id;
END;
CREATE TRIGGER next_step_delete AFTER DELETE ON next_step BEGIN
    UPDATE person SET (next_step, next_step_kind, next_step_on) = (
        SELECT text, kind, day FROM (
            SELECT 0 AS last, text, kind, coalesce(snoozed_until, due_on) AS day, due_at, id
            FROM next_step WHERE person_id = old.person_id AND outcome = ''
            UNION ALL SELECT 1, '', '', NULL, NULL, 0
        ) ORDER BY last, day IS NULL, day, due_at IS NULL, due_at, id LIMIT 1
    ) WHERE id = old.person_id;
END;
CREATE TRIGGER next_step_update
AFTER UPDATE OF text, kind, due_on, due_at, snoozed_until, outcome, person_id ON next_step BEGIN
    UPDATE person SET (next_step, next_step_kind, next_step_on) = (
        SELECT text, kind, day FROM (
            SELECT 0 AS last, text, kind, coalesce(snoozed_until, due_on) AS day, due_at, id
            FROM next_step WHERE person_id = person.id AND outcome = ''
            UNION ALL SELECT 1, '', '', NULL, NULL, 0
        ) ORDER BY last, day IS NULL, day, due_at IS NULL, due_at, id LIMIT 1
    ) WHERE id IN (old.person_id, new.person_id);
END;

INSERT INTO next_step (person_id, text, due_on, created_at)
SELECT id, next_step, next_step_on, updated_at FROM person
WHERE next_step <> '' OR next_step_on IS NOT NULL;
