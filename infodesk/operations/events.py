"""Events, and noting whom one meets there: one line a person, nobody twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue, NoSuchRecord
from infodesk.core.events import EncounterDraft, Event
from infodesk.core.ids import EventId, PersonId, TouchId
from infodesk.core.moments import as_text
from infodesk.core.next_steps import StepDraft, StepKind
from infodesk.core.people import Person
from infodesk.core.stages import Stage
from infodesk.core.text import clean_line, fold_company
from infodesk.core.touches import Direction, TouchKind
from infodesk.operations import moves
from infodesk.store import companies as company_rows
from infodesk.store import events as rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as person_rows
from infodesk.store import touches as touch_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

SOURCE = "event"
_NOON = time(12, tzinfo=UTC)
"""An event has a day only; noon is on that day nearly everywhere."""


def add_event(store: Store, name: str, held_on: date, place: str = "") -> EventId:
    """Add an event and return its id; BadValue for an empty name."""
    with store.transaction(Step(code="add-event")) as db:
        return rows.insert(db, _named(name), held_on, clean_line(place), store.now())


def edit_event(store: Store, event: Event) -> None:
    """Write an event's name, day and place anew, in the timelines of whom I met there as well.

    Raises BadValue for an empty name, StaleEdit or NoSuchRecord.
    """
    cleaned = replace(event, name=_named(event.name), place=clean_line(event.place))
    with store.transaction(Step(code="edit-event")) as db:
        rows.change(db, cleaned)
        for touch_id, hook in rows.touches(db, event.id):
            touch_rows.change(db, touch_id, _touch(cleaned, hook))


def delete_event(store: Store, event_id: EventId) -> None:
    """Remove an event; people and their timelines stay."""
    with store.transaction(Step(code="delete-event")) as db:
        rows.delete(db, event_id)


def meet(store: Store, event_id: EventId, who: EncounterDraft) -> PersonId:
    """Note somebody met at an event and return the id.

    Whoever is known by that name at that company is not added again. They get a line in their
    timeline and a step to write to them the day after; new ones are shortlisted with it. Said
    again for the same person, only the hook changes. Whoever is not to be contacted gets no step.
    Raises BadValue for an empty name, NoSuchRecord if the event or the person is gone.
    """
    now = store.now()
    with store.transaction(Step(code="meet-at-event")) as db:
        event = rows.get(db, event_id)
        hook = clean_line(who.hook)
        person_id = who.person_id
        if person_id is None:
            person_id = known_as(db, who) or _add(db, who, now)
        person = person_rows.get(db, person_id)
        if person.deleted_at is not None:
            raise NoSuchRecord()
        touch_id = rows.touch_of(db, event_id, person_id)
        again = touch_id is not None
        if touch_id is None:
            touch_id = _log(db, event, person_id, hook)
        elif hook:
            touch_rows.change(db, touch_id, _touch(event, hook))
        if hook or not again:
            rows.put_in(db, event_id, person_id, hook, touch_id)
        if not again and not person.do_not_contact:
            _plan(moves.at(store, db), person, event, who.follow_up)
    return person_id


def not_met(store: Store, event_id: EventId, person_id: PersonId) -> None:
    """Say that somebody was not met at an event after all; the person stays."""
    with store.transaction(Step(code="not-met")) as db:
        touch_id = rows.touch_of(db, event_id, person_id)
        rows.take_out(db, event_id, person_id)
        if touch_id is not None:
            touch_rows.delete(db, touch_id)


def known_as(db: Connection, who: EncounterDraft) -> PersonId | None:
    """Return the one person known by that name and company; None for nobody or several.

    A company that is not said, or not known of them, says nothing against it.
    """
    first, last = clean_line(who.first_name), clean_line(who.last_name)
    if not (first or last):
        return None
    company = clean_line(who.company)
    found = person_rows.named(db, f"{first} {last}".strip())
    wanted = company_rows.by_match_name(db, fold_company(company)) if company else None
    same = [person_id for person_id, _where, at in found if wanted is not None and at == wanted]
    if same:
        return same[0] if len(same) == 1 else None
    unsaid = [person_id for person_id, where, _at in found if not (company and where)]
    return unsaid[0] if len(unsaid) == 1 else None


def _named(name: str) -> str:
    if not (typed := clean_line(name)):
        raise BadValue(field="event", reason="empty")
    return typed


def _add(db: Connection, who: EncounterDraft, now: str) -> PersonId:
    first, last = clean_line(who.first_name), clean_line(who.last_name)
    if not (first or last):
        raise BadValue(field="first_name", reason="needs-a-name")
    company = clean_line(who.company)
    company_id = company_rows.ensure(db, company, now)
    typed = [name for name, value in (("first_name", first), ("last_name", last)) if value]
    values = {
        **person_rows.names(first, last),
        "company": company,
        "company_id": company_id,
        "source": SOURCE,
        "edited_fields": " ".join([*typed, *(["company"] if company else [])]),
    }
    person_id = person_rows.insert(db, values, now)
    if company:
        person_rows.add_position(
            db,
            person_id,
            title="",
            company=company,
            company_id=company_id,
            noted_on=now[:10],
            source=SOURCE,
        )
    return person_id


def _touch(event: Event, hook: str) -> dict[str, object]:
    where = " · ".join(part for part in (event.name, event.place) if part)
    return {
        "happened_at": as_text(datetime.combine(event.held_on, _NOON)),
        "text": "\n".join(part for part in (where, hook) if part),
    }


def _log(db: Connection, event: Event, person_id: PersonId, hook: str) -> TouchId:
    values = _touch(event, hook)
    return touch_rows.insert(
        db,
        person_id,
        kind=TouchKind.EVENT.value,
        direction=Direction.NONE.value,
        happened_at=str(values["happened_at"]),
        text=str(values["text"]),
    )


def _plan(here: moves.At, person: Person, event: Event, text: str) -> None:
    """Plan to write the day after; somebody new is shortlisted, and that is their step."""
    due_on = max(event.held_on + timedelta(days=1), here.today)
    words = clean_line(text)
    if person.stage in (Stage.SPOTTED, Stage.CLOSED):
        moves.shortlisted(here, person.id)
        values = {"text": words, "due_on": due_on.isoformat(), "due_at": None}
        for step in step_rows.open_steps(here.db, person.id):
            if step.kind is StepKind.WRITE:
                step_rows.change(here.db, step.id, values)
                return
    step_rows.insert(here.db, person.id, StepDraft(text=words, due_on=due_on), here.now)
    moves.warmed(here, person.id)
