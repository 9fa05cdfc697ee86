"""Logging what one line said about one person: everything in it is one step."""

from datetime import date, datetime, time

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.moments import as_text
from infodesk.core.next_steps import StepDraft, StepKind
from infodesk.core.outreach import SENDS, Answer, Channel, Purpose, Sent
from infodesk.core.people import Person, PersonDraft
from infodesk.core.quick_actions import Action, ActionKind, QuickLine
from infodesk.core.stages import Stage
from infodesk.core.text import clean_line
from infodesk.core.touches import Direction, TouchKind
from infodesk.operations import moves, people
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as person_rows
from infodesk.store import touches as touch_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

_PURPOSES = {
    ActionKind.ASKED: Purpose.REQUEST,
    ActionKind.FOLLOWED_UP: Purpose.FOLLOW_UP,
    ActionKind.THANKED: Purpose.THANKS,
    ActionKind.UPDATED: Purpose.UPDATE,
}
_CHANNELS = {
    ActionKind.MAILED: Channel.EMAIL,
    ActionKind.INVITED: Channel.LINKEDIN_NOTE,
}
_ANSWERS = {
    ActionKind.SAID_YES: Answer.YES,
    ActionKind.SAID_LATER: Answer.LATER,
    ActionKind.SAID_NO: Answer.NO,
}
_NOON = time(12)


def log_line(store: Store, person_id: PersonId, line: QuickLine) -> None:
    """Log all that a line says about a person; BadValue if it says nothing."""
    if not line.says_something:
        raise BadValue(field="quick", reason="says-nothing")
    with store.transaction(Step(code="log-line")) as db:
        _log(moves.at(store, db), person_id, line)


def add_and_log(store: Store, name: str, line: QuickLine) -> PersonId:
    """Add somebody who is new by name and log what a line says; one step after the other."""
    first, _, last = clean_line(name).rpartition(" ")
    draft = PersonDraft(first_name=first or last, last_name=last if first else "")
    person_id = people.add_person(store, draft)
    if line.says_something:
        log_line(store, person_id, line)
    return person_id


def _log(here: moves.At, person_id: PersonId, line: QuickLine) -> None:
    note = line.note
    for action in line.actions:
        _LOGGED[action.kind](here, person_id, action, note)
        note = ""
    if line.plans:
        draft = StepDraft(text=clean_line(line.next_text), due_on=line.next_on)
        step_rows.insert(here.db, person_id, draft, here.now)


def _moment(here: moves.At, day: date) -> datetime:
    """Return a moment of a day: now for today, else noon where the computer is."""
    if day >= here.today:
        return here.moment
    return datetime.combine(day, _NOON).astimezone()


def _met(here: moves.At, person_id: PersonId, action: Action, note: str) -> None:
    """Hold the meeting that was planned for that day, else log one that nobody planned."""
    if planned := _planned(here.db, person_id, action.day):
        moves.hold(here, planned)
        if note:
            touch = touch_rows.of_meeting(here.db, planned)
            assert touch is not None
            touch_rows.change(here.db, touch, {"text": note})
        return
    moment = _moment(here, action.day)
    touch_rows.insert(
        here.db,
        person_id,
        kind=TouchKind.MEETING.value,
        direction=Direction.NONE.value,
        happened_at=as_text(moment),
        text=note,
    )
    moves.met(here, person_id, moment)


def _planned(db: Connection, person_id: PersonId, day: date) -> MeetingId | None:
    for meeting_id in meeting_rows.planned_of(db, person_id):
        starts_at = meeting_rows.get(db, meeting_id).starts_at
        if starts_at.astimezone().date() == day:
            return meeting_id
    return None


def _called(here: moves.At, person_id: PersonId, action: Action, note: str) -> None:
    touch_rows.insert(
        here.db,
        person_id,
        kind=TouchKind.CALL.value,
        direction=Direction.NONE.value,
        happened_at=as_text(_moment(here, action.day)),
        text=note,
    )
    moves.warmed(here, person_id)


def _sent(here: moves.At, person_id: PersonId, action: Action, note: str) -> None:
    person = person_rows.get(here.db, person_id)
    moves.sent(
        here,
        Sent(
            person_id=person_id,
            channel=_CHANNELS.get(action.kind) or moves.usual_channel(here.db, person),
            purpose=_PURPOSES.get(action.kind) or _purpose(here.db, person),
            text=note,
            sent_at=_moment(here, action.day),
        ),
    )


def _purpose(db: Connection, person: Person) -> Purpose:
    """Return what a text was for of which only the way was told: what was to be sent next."""
    for step in step_rows.open_steps(db, person.id):
        if step.kind in SENDS and step.kind is not StepKind.CLOSE_KINDLY:
            return SENDS[step.kind]
    return Purpose.REQUEST if person.stage in (Stage.SPOTTED, Stage.SHORTLISTED) else Purpose.OTHER


def _wrote_back(here: moves.At, person_id: PersonId, action: Action, note: str) -> None:
    person = person_rows.get(here.db, person_id)
    touch_rows.insert(
        here.db,
        person_id,
        kind=moves.usual_channel(here.db, person).touch_kind.value,
        direction=Direction.IN.value,
        happened_at=as_text(_moment(here, action.day)),
        text=note,
    )
    moves.warmed(here, person_id)


def _answered(here: moves.At, person_id: PersonId, action: Action, note: str) -> None:
    moves.replied(here, person_id, _ANSWERS[action.kind], note)


_LOGGED = {
    ActionKind.MET: _met,
    ActionKind.CALLED: _called,
    ActionKind.WROTE: _sent,
    ActionKind.MAILED: _sent,
    ActionKind.INVITED: _sent,
    ActionKind.ASKED: _sent,
    ActionKind.FOLLOWED_UP: _sent,
    ActionKind.THANKED: _sent,
    ActionKind.UPDATED: _sent,
    ActionKind.WROTE_BACK: _wrote_back,
    ActionKind.SAID_YES: _answered,
    ActionKind.SAID_LATER: _answered,
    ActionKind.SAID_NO: _answered,
}
