-- What a text was for (request, follow-up, thanks, …), or what was answered (yes, later, no); empty
-- for touches that are neither.
ALTER TABLE touch ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
-- What I did this week and the weeks before; what was imported is not counted.
CREATE INDEX touch_by_hand ON touch (happened_at, kind, direction, purpose, person_id)
    WHERE source IN ('hand', 'sample');

-- Who is in the pipeline with nothing planned: few, and asked for after each change.
CREATE INDEX person_stepless ON person (last_touch_on, id)
    WHERE next_step_kind = '' AND stage <> 'spotted' AND stage <> 'closed' AND deleted_at IS NULL
        AND do_not_contact = 0;
