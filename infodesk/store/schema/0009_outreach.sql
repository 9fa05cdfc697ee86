-- Texts to people. `text` is the draft as typed; a column of a channel holds what was typed for it
-- over what is fitted from the draft, NULL while nothing was. `accepted` is a JSON list of folded
-- names that are right although a check doubts them. `touch_id` is what sending it left.
CREATE TABLE outreach (
    id          INTEGER PRIMARY KEY,
    rev         INTEGER NOT NULL DEFAULT 1,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    channel     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    template_id INTEGER REFERENCES template (id) ON DELETE SET NULL,
    language    TEXT NOT NULL DEFAULT '',
    subject     TEXT NOT NULL DEFAULT '',
    text        TEXT NOT NULL DEFAULT '',
    note        TEXT,
    message     TEXT,
    inmail      TEXT,
    state       TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'handed-over', 'sent')),
    follows_id  INTEGER REFERENCES outreach (id) ON DELETE SET NULL,
    accepted    TEXT NOT NULL DEFAULT '[]',
    touch_id    INTEGER REFERENCES touch (id) ON DELETE SET NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    handed_at   TEXT,
    sent_at     TEXT
);
CREATE INDEX outreach_person_id ON outreach (person_id, state);
CREATE INDEX outreach_open ON outreach (updated_at) WHERE state <> 'sent';
CREATE INDEX outreach_sent_at ON outreach (sent_at) WHERE state = 'sent';
CREATE INDEX outreach_template_id ON outreach (template_id) WHERE template_id IS NOT NULL;
CREATE INDEX outreach_follows_id ON outreach (follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX outreach_touch_id ON outreach (touch_id) WHERE touch_id IS NOT NULL;

-- My own templates; the built-in ones are files.
CREATE TABLE template (
    id       INTEGER PRIMARY KEY,
    rev      INTEGER NOT NULL DEFAULT 1,
    kind     TEXT NOT NULL,
    language TEXT NOT NULL,
    name     TEXT NOT NULL,
    subject  TEXT NOT NULL DEFAULT '',
    text     TEXT NOT NULL DEFAULT ''
);

-- The notes of the month are counted again and again.
CREATE INDEX touch_invitations ON touch (happened_at) WHERE kind = 'invitation';
