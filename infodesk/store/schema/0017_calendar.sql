-- A meeting in other calendars: what it is called there for ever, how often what they show of it
-- has changed, and a digest of what they were last shown. The latter belong to no row, because a
-- calendar does not hear of what is undone here: its numbers may only grow.
ALTER TABLE meeting ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE meeting SET uid = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX meeting_uid ON meeting (uid) WHERE uid <> '';

CREATE TABLE calendar_entry (
    id       INTEGER PRIMARY KEY,
    uid      TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL,
    shown    TEXT NOT NULL
);
