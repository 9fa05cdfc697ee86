-- The marks of somebody who was merged into a person: a card InfoDesk itself wrote, and what
-- LinkedIn counts members by, then lead to the one who stayed.
ALTER TABLE person_alias ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE person_alias ADD COLUMN member_urn TEXT NOT NULL DEFAULT '';
