"""What one does with meetings: plan, prepare questions, write private notes, mark as held."""

from collections.abc import Sequence
from datetime import datetime

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import MeetingId, PersonId, QuestionId
from infodesk.core.meetings import Meeting, MeetingDraft, MeetingState
from infodesk.core.moments import as_text, to_utc
from infodesk.core.text import clean_line, clean_text
from infodesk.operations import moves
from infodesk.store import meetings as rows
from infodesk.store import touches as touch_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store


def add_meeting(store: Store, draft: MeetingDraft) -> MeetingId:
    """Plan a meeting and return its id; a person not yet there moves to Scheduled.

    Raises BadValue for an unknown zone or a length outside 1 to 1,440 minutes.
    """
    when = _when(draft.local_start, draft.zone, draft.minutes)
    now = store.now()
    with store.transaction(Step(code="add-meeting")) as db:
        values = {
            **when,
            "person_id": draft.person_id,
            "place": clean_line(draft.place),
            "goal": clean_text(draft.goal),
        }
        meeting_id = rows.insert(db, values, now)
        for text in draft.questions:
            if typed := clean_line(text):
                rows.add_question(db, meeting_id, typed)
        moves.scheduled(moves.at(store, db), rows.get(db, meeting_id))
    return meeting_id


def edit_meeting(
    store: Store,
    meeting: Meeting,
    *,
    local_start: datetime | None = None,
    zone: str | None = None,
    minutes: int | None = None,
    place: str | None = None,
    goal: str | None = None,
    initiator: object | None = None,
) -> None:
    """Change what is given of a meeting as it was read; StaleEdit, NoSuchRecord or BadValue."""
    values: dict[str, object] = {}
    if local_start is not None or zone is not None or minutes is not None:
        values.update(
            _when(
                local_start if local_start is not None else meeting.local_start,
                zone if zone is not None else meeting.zone,
                minutes if minutes is not None else meeting.minutes,
            )
        )
        if values["starts_at"] != as_text(meeting.starts_at):
            values["confirmed_on"] = None  # another time wants to be confirmed again
            values["began_at"] = None
    if place is not None:
        values["place"] = clean_line(place)
    if goal is not None:
        values["goal"] = clean_text(goal)
    with store.transaction(Step(code="edit-meeting"), initiator=initiator) as db:
        rows.change(db, meeting.id, values, store.now(), meeting.rev)
        if "starts_at" in values and (touch := touch_rows.of_meeting(db, meeting.id)):
            touch_rows.change(db, touch, {"happened_at": values["starts_at"]})
        if "starts_at" in values:
            moves.rescheduled(moves.at(store, db), rows.get(db, meeting.id))


def begin_meeting(store: Store, meeting_id: MeetingId, moment: datetime) -> None:
    """Say when a meeting began: its clock counts from there."""
    with store.transaction(Step(code="begin-meeting")) as db:
        rows.change(db, meeting_id, {"began_at": as_text(moment)}, store.now(), None)


def hold_meeting(store: Store, meeting_id: MeetingId) -> None:
    """Say that a meeting took place: it becomes a touch, and the person moves to Met."""
    with store.transaction(Step(code="hold-meeting")) as db:
        moves.hold(moves.at(store, db), meeting_id)


def cancel_meeting(store: Store, meeting_id: MeetingId) -> None:
    """Call a meeting off; its questions and notes stay, and another day is to be found."""
    with store.transaction(Step(code="cancel-meeting")) as db:
        meeting = _set_state(db, meeting_id, MeetingState.CANCELLED, store.now())
        moves.called_off(moves.at(store, db), meeting.person_id, meeting_id)


def reopen_meeting(store: Store, meeting_id: MeetingId) -> None:
    """Make a held or cancelled meeting a planned one again."""
    with store.transaction(Step(code="reopen-meeting")) as db:
        meeting = _set_state(db, meeting_id, MeetingState.PLANNED, store.now())
        moves.planned_again(moves.at(store, db), meeting)


def _set_state(db: Connection, meeting_id: MeetingId, state: MeetingState, now: str) -> Meeting:
    values = {"state": state.value, "began_at": None}
    rows.change(db, meeting_id, values, now, None)
    if touch := touch_rows.of_meeting(db, meeting_id):
        touch_rows.delete(db, touch)
    return rows.get(db, meeting_id)


def delete_meeting(store: Store, meeting_id: MeetingId) -> None:
    """Remove a meeting with its questions, notes and steps."""
    with store.transaction(Step(code="delete-meeting")) as db:
        meeting = rows.get(db, meeting_id)
        if touch := touch_rows.of_meeting(db, meeting_id):
            touch_rows.delete(db, touch)
        rows.delete(db, meeting_id)
        moves.called_off(moves.at(store, db), meeting.person_id, None)


def add_question(
    store: Store, meeting_id: MeetingId, text: str, *, must_ask: bool = False
) -> QuestionId:
    """Put a question at the end of a meeting's list; BadValue for an empty one."""
    if not (typed := clean_line(text)):
        raise BadValue(field="question", reason="empty")
    with store.transaction(Step(code="add-question")) as db:
        return rows.add_question(db, meeting_id, typed, must_ask=must_ask)


def edit_question(store: Store, question_id: QuestionId, text: str) -> None:
    """Reword a question; BadValue for an empty one."""
    if not (typed := clean_line(text)):
        raise BadValue(field="question", reason="empty")
    with store.transaction(Step(code="edit-question")) as db:
        rows.change_question(db, question_id, {"text": typed})


def mark_must_ask(store: Store, question_id: QuestionId, *, must_ask: bool) -> None:
    """Put the must-ask star on a question or take it off."""
    with store.transaction(Step(code="must-ask")) as db:
        rows.change_question(db, question_id, {"must_ask": int(must_ask)})


def tick_question(store: Store, question_id: QuestionId, *, asked: bool) -> None:
    """Say whether a question was asked."""
    with store.transaction(Step(code="tick-question")) as db:
        rows.change_question(db, question_id, {"asked": int(asked)})


def write_answer(
    store: Store, question_id: QuestionId, answer: str, initiator: object | None = None
) -> None:
    """Store the answer to a question as typed; typing on is one step."""
    with store.transaction(
        Step(code="write-answer"), merge=f"answer:{question_id}", initiator=initiator
    ) as db:
        rows.change_question(db, question_id, {"answer": answer})


def delete_question(store: Store, question_id: QuestionId) -> None:
    """Take a question off a meeting's list."""
    with store.transaction(Step(code="delete-question")) as db:
        rows.delete_question(db, question_id)


def order_questions(store: Store, meeting_id: MeetingId, ids: Sequence[QuestionId]) -> None:
    """Put a meeting's questions in the order of `ids`."""
    with store.transaction(Step(code="order-questions")) as db:
        rows.order_questions(db, meeting_id, ids)


def write_meeting_notes(
    store: Store, meeting: Meeting, body: str, initiator: object | None = None
) -> None:
    """Store the private notes of a meeting as typed; typing on is one step."""
    with store.transaction(
        Step(code="write-notes"), merge=f"notes:{meeting.id}", initiator=initiator
    ) as db:
        rows.write_notes(db, meeting.person_id, meeting.id, body, store.now())
        if body.strip():
            moves.notes_saved(moves.at(store, db), meeting)


def write_person_notes(
    store: Store, person_id: PersonId, body: str, initiator: object | None = None
) -> None:
    """Store the private notes about a person as typed; typing on is one step."""
    with store.transaction(
        Step(code="write-notes"), merge=f"person-notes:{person_id}", initiator=initiator
    ) as db:
        rows.write_notes(db, person_id, None, body, store.now())


def _when(local_start: datetime, zone: str, minutes: int) -> dict[str, object]:
    if not 1 <= minutes <= 1440:
        raise BadValue(field="minutes", reason="out-of-range")
    start = local_start.replace(tzinfo=None, second=0, microsecond=0)
    try:
        starts_at = as_text(to_utc(start, zone))
    except OverflowError as error:
        raise BadValue(field="local_start", reason="out-of-range") from error
    return {
        "local_start": start.isoformat(timespec="minutes"),
        "zone": zone,
        "starts_at": starts_at,
        "minutes": minutes,
    }
