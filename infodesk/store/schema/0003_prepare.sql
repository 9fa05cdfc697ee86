-- Versions of my introduction: what I liked best, what I learned, what I want to know now.
CREATE TABLE introduction (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    audience   TEXT NOT NULL,
    name       TEXT NOT NULL DEFAULT '',
    favourite  TEXT NOT NULL DEFAULT '',
    insight    TEXT NOT NULL DEFAULT '',
    transition TEXT NOT NULL DEFAULT ''
);

-- What I found out before a meeting. What is about a company belongs to the company, so that it
-- is there for the next person who works there; the rest belongs to one person.
CREATE TABLE research_fact (
    id         INTEGER PRIMARY KEY,
    rev        INTEGER NOT NULL DEFAULT 1,
    person_id  INTEGER REFERENCES person (id) ON DELETE CASCADE,
    company_id INTEGER REFERENCES company (id) ON DELETE CASCADE,
    topic      TEXT NOT NULL CHECK (topic IN ('person', 'company', 'industry', 'role')),
    text       TEXT NOT NULL,
    source     TEXT NOT NULL DEFAULT '',
    found_on   TEXT NOT NULL,
    CHECK ((person_id IS NULL) <> (company_id IS NULL))
);
CREATE INDEX research_fact_person_id ON research_fact (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX research_fact_company_id ON research_fact (company_id) WHERE company_id IS NOT NULL;

-- Which introduction I chose for a meeting, and the day on which the other side confirmed the time.
ALTER TABLE meeting ADD COLUMN introduction_id INTEGER
    REFERENCES introduction (id) ON DELETE SET NULL;
ALTER TABLE meeting ADD COLUMN confirmed_on TEXT;
CREATE INDEX meeting_introduction_id ON meeting (introduction_id) WHERE introduction_id IS NOT NULL;

-- Own questions of the bank. `letter` is one of TIARA; `roles` and `levels` are codes with blanks
-- between, none for everyone; `copy_of` is the code of a built-in question that this one replaces.
ALTER TABLE question ADD COLUMN letter TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN roles TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN levels TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN minutes INTEGER NOT NULL DEFAULT 2;
ALTER TABLE question ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN copy_of TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
CREATE INDEX meeting_question_question_id ON meeting_question (question_id)
    WHERE question_id IS NOT NULL;

-- The code of the bank's question that a meeting's question comes from, the same in every language.
ALTER TABLE meeting_question ADD COLUMN bank_code TEXT NOT NULL DEFAULT '';
CREATE INDEX meeting_question_bank_code ON meeting_question (bank_code) WHERE bank_code <> '';
