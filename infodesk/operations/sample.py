"""The fictional sample: invented people and meetings, one click in and one click out."""

import json
from datetime import datetime, timedelta
from typing import Any

from infodesk.core.changes import Step
from infodesk.core.ids import PersonId
from infodesk.core.moments import as_text, to_utc
from infodesk.core.resources import resource
from infodesk.store import companies as company_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as rows
from infodesk.store import tags as tag_rows
from infodesk.store import touches as touch_rows
from infodesk.store.opening import Connection
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
        for person in invented:
            _add(db, person, today, zone, store.now())
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


def _add(db: Connection, person: dict[str, Any], today: datetime, zone: str, now: str) -> None:
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
            "next_step": person.get("next_step", ""),
            "next_step_on": _day(today, person.get("next_step_in")),
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
        )
    for meeting in person.get("meetings", ()):
        _add_meeting(db, person_id, meeting, today, zone, now)


def _add_meeting(
    db: Connection,
    person_id: PersonId,
    meeting: dict[str, Any],
    today: datetime,
    zone: str,
    now: str,
) -> None:
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


def _day(today: datetime, days: int | None) -> str | None:
    return None if days is None else (today + timedelta(days=days)).date().isoformat()
