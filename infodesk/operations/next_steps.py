"""What one does with a next step: plan, change, finish, snooze, skip, take up again."""

from datetime import date

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import NextStepId, PersonId
from infodesk.core.next_steps import Outcome, StepDraft, StepKind
from infodesk.core.outreach import SENDS, Channel, Sent
from infodesk.core.text import clean_line
from infodesk.operations import days, moves
from infodesk.store import next_steps as rows
from infodesk.store import people as person_rows
from infodesk.store.store import Store


def plan(store: Store, person_id: PersonId, text: str, due_on: date | None = None) -> NextStepId:
    """Plan a step typed by hand and return its id; BadValue for an empty one without a day."""
    typed = clean_line(text)
    if not typed and due_on is None:
        raise BadValue(field="next_step", reason="empty")
    with store.transaction(Step(code="plan-step")) as db:
        return rows.insert(db, person_id, StepDraft(text=typed, due_on=due_on), store.now())


def plan_kind(
    store: Store, person_id: PersonId, kind: StepKind, due_on: date, text: str = ""
) -> NextStepId:
    """Plan a step of a kind for a day and return its id."""
    draft = StepDraft(kind=kind, text=clean_line(text), due_on=due_on)
    with store.transaction(Step(code="plan-step")) as db:
        return rows.insert(db, person_id, draft, store.now())


def edit(
    store: Store,
    step_id: NextStepId,
    *,
    text: str | None = None,
    due_on: date | None = None,
    rev: int | None = None,
) -> None:
    """Change what is given of a step; StaleEdit, NoSuchRecord."""
    values: dict[str, object] = {}
    if text is not None:
        values["text"] = clean_line(text)
    if due_on is not None:
        values |= {"due_on": due_on.isoformat(), "due_at": None, "snoozed_until": None}
    if values:
        with store.transaction(Step(code="edit-step")) as db:
            rows.change(db, step_id, values, rev)


def finish(store: Store, step_id: NextStepId, channel: Channel | None = None) -> None:
    """Say that a step is done, with all that follows from it.

    A step that is done by sending a text is logged as sent by `channel`, by default the usual way
    to that person. A meeting that went well is held, a promise kept. A step that was closed
    meanwhile stays as it is.
    """
    step = rows.get(store.db, step_id)
    if step.outcome is not Outcome.OPEN:
        return
    purpose = SENDS.get(step.kind)
    code = f"sent-{purpose.value}" if purpose else "finish-step"
    with store.transaction(Step(code=code)) as db:
        here = moves.at(store, db)
        rows.close(db, step_id, Outcome.DONE, here.now)
        if purpose:
            person = person_rows.get(db, step.person_id)
            way = channel or moves.usual_channel(db, person)
            moves.sent(here, Sent(person_id=step.person_id, channel=way, purpose=purpose))
        elif step.kind is StepKind.HOW_DID_IT_GO and step.meeting_id is not None:
            moves.hold(here, step.meeting_id)
        elif step.promise_id is not None:
            moves.promise_kept(here, step.promise_id)


def snooze(store: Store, step_id: NextStepId, until: date) -> None:
    """Put a step out of sight until a day; BadValue unless that day is still to come."""
    if until <= days.today(store):
        raise BadValue(field="snooze", reason="not-in-the-future")
    with store.transaction(Step(code="snooze-step")) as db:
        rows.change(db, step_id, {"snoozed_until": until.isoformat()})


def skip(store: Store, step_id: NextStepId, reason: str) -> None:
    """Close a step undone, with a reason: a code of SKIP_REASONS or one's own words."""
    if not (given := clean_line(reason)):
        raise BadValue(field="reason", reason="empty")
    with store.transaction(Step(code="skip-step")) as db:
        rows.close(db, step_id, Outcome.SKIPPED, store.now(), given)


def reopen(store: Store, step_id: NextStepId) -> None:
    """Take up a closed step again."""
    with store.transaction(Step(code="reopen-step")) as db:
        rows.change(
            db, step_id, {"outcome": "", "reason": "", "closed_at": None, "snoozed_until": None}
        )
