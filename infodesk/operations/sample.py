"""The fictional sample: invented people and meetings, one click in and one click out."""

import json
from datetime import datetime, timedelta
from typing import Any

from infodesk.core.changes import Step
from infodesk.core.ids import PersonId
from infodesk.core.meetings import MeetingState
from infodesk.core.moments import as_text, to_utc
from infodesk.core.next_steps import StepDraft, StepKind
from infodesk.core.pipeline import end_of
from infodesk.core.resources import resource
from infodesk.core.stages import Stage
from infodesk.operations import moves
from infodesk.store import companies as company_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as rows
from infodesk.store import tags as tag_rows
from infodesk.store import touches as touch_rows
from infodesk.store.store import Store

SOURCE = "sample"


def load_sample(store: Store, zone: str) -> int:
    """Put the invented people and their meetings into the vault; return how many people.

    `zone` is the IANA name that the meetings' times are given in. One step, so one undo.
    """
    text = resource("sample", "sample.json").read_text(encoding="utf-8")
    invented: list[dict[str, Any]] = json.loads(text)["people"]
    today = store.clock().astimezone()
    with store.transaction(Step(code="load-sample", count=len(invented))) as db:
        here = moves.at(store, db)
        for person in invented:
            _add(here, person, today, zone)
    return len(invented)


def remove_sample(store: Store) -> int:
    """Take every invented person out again, with all that was written about them; one step."""
    invented = rows.invented(store.db)
    with store.transaction(Step(code="remove-sample", count=len(invented))) as db:
        for person_id in invented:
            rows.delete_for_good(db, person_id)
        company_rows.delete_unused(db)
        tag_rows.delete_unused(db)
    return len(invented)


def has_sample(store: Store) -> bool:
    """Say whether invented people are in the vault."""
    return bool(rows.invented(store.db))


def _add(here: moves.At, person: dict[str, Any], today: datetime, zone: str) -> None:
    db, now = here.db, here.now
    company = person.get("company", "")
    company_id = company_rows.ensure(db, company, now)
    title = person.get("title", "")
    person_id = rows.insert(
        db,
        {
            **rows.names(person.get("first_name", ""), person.get("last_name", "")),
            "title": title,
            "company": company,
            "company_id": company_id,
            "location": person.get("location", ""),
            "about": person.get("about", ""),
            "stage": person.get("stage", "spotted"),
            "source": SOURCE,
            "reply": person.get("reply", ""),
            "ending": person.get("ending", ""),
            "connected_on": _day(today, person.get("connected_in")),
        },
        now,
    )
    rows.add_position(
        db,
        person_id,
        title=title,
        company=company,
        company_id=company_id,
        noted_on=now[:10],
        source=SOURCE,
    )
    for title_before, company_before in person.get("before", ()):
        rows.add_position(
            db,
            person_id,
            title=title_before,
            company=company_before,
            company_id=company_rows.ensure(db, company_before, now),
            noted_on=now[:10],
            source=SOURCE,
            is_current=False,
        )
    if address := person.get("email"):
        rows.add_email(db, person_id, address)
    for name in person.get("tags", ()):
        tag_rows.put_on(db, tag_rows.ensure(db, name), [person_id])
    for touch in person.get("touches", ()):
        touch_rows.insert(
            db,
            person_id,
            kind=touch["kind"],
            direction=touch["direction"],
            happened_at=as_text(today + timedelta(days=touch["in"])),
            text=touch.get("text", ""),
            source=SOURCE,
            purpose=touch.get("purpose", ""),
        )
    for meeting in person.get("meetings", ()):
        _add_meeting(here, person_id, meeting, today, zone)
    for step in person.get("steps", ()):
        draft = StepDraft(
            kind=StepKind(step["kind"]),
            text=step.get("text", ""),
            due_on=(today + timedelta(days=step["in"])).date(),
        )
        step_rows.insert(db, person_id, draft, now)


def _add_meeting(
    here: moves.At, person_id: PersonId, meeting: dict[str, Any], today: datetime, zone: str
) -> None:
    """Add a meeting with its steps: those before a planned one, thanks after the newest."""
    db, now = here.db, here.now
    hour, minute = map(int, meeting["at"].split(":"))
    day = today + timedelta(days=meeting["in"])
    start = day.replace(hour=hour, minute=minute, second=0, microsecond=0, tzinfo=None)
    starts_at = as_text(to_utc(start, zone))
    meeting_id = meeting_rows.insert(
        db,
        {
            "person_id": person_id,
            "local_start": start.isoformat(timespec="minutes"),
            "zone": zone,
            "starts_at": starts_at,
            "minutes": meeting.get("minutes", 20),
            "place": meeting.get("place", ""),
            "goal": meeting.get("goal", ""),
            "state": meeting.get("state", "planned"),
        },
        now,
    )
    for question in meeting.get("questions", ()):
        question_id = meeting_rows.add_question(
            db, meeting_id, question["text"], must_ask=question.get("must_ask", False)
        )
        if question.get("asked"):
            values = {"asked": 1, "answer": question.get("answer", "")}
            meeting_rows.change_question(db, question_id, values)
    if notes := meeting.get("notes"):
        meeting_rows.write_notes(db, person_id, meeting_id, "\n".join(notes), now)
    if meeting.get("state") == "held":
        touch_rows.insert(
            db,
            person_id,
            kind="meeting",
            direction="none",
            happened_at=starts_at,
            meeting_id=meeting_id,
            source=SOURCE,
        )
    added = meeting_rows.get(db, meeting_id)
    if added.state is MeetingState.PLANNED:
        moves.scheduled(here, added)
    elif rows.get(db, person_id).stage is Stage.MET:
        moves.owe_thanks(here, added, end_of(added.starts_at, added.minutes))


def _day(today: datetime, days: int | None) -> str | None:
    return None if days is None else (today + timedelta(days=days)).date().isoformat()
