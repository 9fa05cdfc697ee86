"""What one does after a meeting: decide about its marks, debrief, keep promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue, NoSuchRecord
from infodesk.core.ids import MarkId, MeetingId, PersonId, PromiseId, ReferralId
from infodesk.core.learned import ENERGY, InsightKind
from infodesk.core.marks import MarkKind, marks_in
from infodesk.core.meetings import Meeting
from infodesk.core.next_steps import StepDraft, StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.review import NamedPerson, Outcome, Proposal, propose
from infodesk.core.text import clean_line, clean_text
from infodesk.operations import moves
from infodesk.operations.people import insert_person
from infodesk.store import learned as rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as person_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

_INSIGHTS = {
    MarkKind.INSIGHT: InsightKind.INSIGHT,
    MarkKind.QUOTE: InsightKind.QUOTE,
    MarkKind.RESOURCE: InsightKind.RESOURCE,
    MarkKind.RED_FLAG: InsightKind.RED_FLAG,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptInsight:
    """An insight as it shall be kept; `quote` is its evidence in their words."""

    statement: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPromise:
    """A promise as it shall be kept in mind."""

    text: str
    by_me: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReferral:
    """A referral as it shall be kept: somebody already here, or somebody new."""

    who: NamedPerson
    text: str
    known: PersonId | None = None


Kept = KeptInsight | KeptPromise | KeptReferral


def review(store: Store, meeting_id: MeetingId) -> list[Proposal]:
    """Return the marked lines of a meeting's notes, each with what was decided about it."""
    meeting = meeting_rows.get(store.db, meeting_id)
    return propose(marks_in(meeting.notes), rows.reviewed(store.db, meeting_id))


def undecided(store: Store, meeting_id: MeetingId) -> int:
    """Return how many marks of a meeting wait for a decision."""
    return sum(one.reviewed is None for one in review(store, meeting_id))


def keep(store: Store, meeting_id: MeetingId, mark: Proposal, what: Kept) -> MarkId:
    """Make a mark into its record and remember that; the mark's id.

    Raises BadValue for empty words, for a referral to the person themselves, or without a name.
    """
    code = {KeptInsight: "keep-insight", KeptPromise: "keep-promise", KeptReferral: "keep-referral"}
    with store.transaction(Step(code=code[type(what)])) as db:
        meeting = meeting_rows.get(db, meeting_id)
        _refuse_decided(db, meeting_id, mark)
        made: Mapping[str, object]
        match what:
            case KeptInsight():
                made = {"insight_id": _add_insight(db, meeting, mark.kind, what)}
            case KeptPromise():
                made = {"promise_id": _add_promise(store, db, meeting.person_id, meeting.id, what)}
            case KeptReferral():
                made = {"referral_id": _add_referral(store, db, meeting, what)}
        return _note(db, meeting_id, mark, Outcome.KEPT, made)


def drop(store: Store, meeting_id: MeetingId, mark: Proposal) -> MarkId:
    """Leave a mark what it is, a line in the notes."""
    with store.transaction(Step(code="drop-mark")) as db:
        _refuse_decided(db, meeting_id, mark)
        return _note(db, meeting_id, mark, Outcome.DROPPED, {})


def reopen(store: Store, meeting_id: MeetingId, mark_id: MarkId) -> None:
    """Take back what was decided about a mark, with the record that was made of it.

    A person who was added by a referral stays.
    """
    with store.transaction(Step(code="reopen-mark")) as db:
        found = next((one for one in rows.reviewed(db, meeting_id) if one.id == mark_id), None)
        if found is None:
            raise NoSuchRecord()
        rows.remove(db, "reviewed_mark", mark_id)
        for table, record in (
            ("insight", found.insight_id),
            ("promise", found.promise_id),
            ("referral", found.referral_id),
        ):
            if record is not None:
                rows.remove(db, table, record)


def _refuse_decided(db: Connection, meeting_id: MeetingId, mark: Proposal) -> None:
    marks = marks_in(meeting_rows.notes(db, meeting_id))
    for one in propose(marks, rows.reviewed(db, meeting_id)):
        if (one.line, one.kind) == (mark.line, mark.kind) and one.reviewed is not None:
            raise BadValue(field="mark", reason="decided")


def _note(
    db: Connection,
    meeting_id: MeetingId,
    mark: Proposal,
    outcome: Outcome,
    made: Mapping[str, object],
) -> MarkId:
    values = {
        "meeting_id": meeting_id,
        "kind": mark.kind.value,
        "text": mark.text,
        "outcome": outcome.value,
        **made,
    }
    return rows.add_mark(db, values)


def _add_insight(db: Connection, meeting: Meeting, kind: MarkKind, what: KeptInsight) -> int:
    statement = clean_line(what.statement)
    if not statement:
        raise BadValue(field="insight", reason="empty")
    kept = _INSIGHTS[kind]
    return rows.add_insight(
        db,
        {
            "kind": kept.value,
            "statement": statement,
            "quote": statement if kept is InsightKind.QUOTE else clean_line(what.quote),
            "person_id": meeting.person_id,
            "meeting_id": meeting.id,
            "said_on": meeting.local_start.date().isoformat(),
        },
    )


def _add_promise(
    store: Store,
    db: Connection,
    person_id: PersonId,
    meeting_id: MeetingId | None,
    what: KeptPromise,
) -> PromiseId:
    text = clean_line(what.text)
    if not text:
        raise BadValue(field="promise", reason="empty")
    due_on = what.due_on.isoformat() if what.due_on else None
    promise_id = rows.add_promise(
        db,
        {
            "person_id": person_id,
            "meeting_id": meeting_id,
            "by_me": int(what.by_me),
            "text": text,
            "due_on": due_on,
        },
    )
    # What they promised is asked for; in their words it says itself whose it is.
    kind = StepKind.PROMISE if what.by_me else StepKind.HAND
    draft = StepDraft(kind=kind, text=text, due_on=what.due_on, promise_id=promise_id)
    step_rows.insert(db, person_id, draft, store.now())
    return promise_id


def _add_referral(store: Store, db: Connection, meeting: Meeting, what: KeptReferral) -> ReferralId:
    person_id = what.known
    if person_id is None:
        person_id = insert_person(
            store,
            db,
            PersonDraft(
                first_name=what.who.first_name,
                last_name=what.who.last_name,
                title=what.who.title,
                company=what.who.company,
            ),
        )
        moves.shortlisted(moves.at(store, db), person_id)
    if person_id == meeting.person_id:
        raise BadValue(field="referral", reason="names-themselves")
    person_rows.get(db, person_id)
    return rows.add_referral(
        db,
        {
            "person_id": person_id,
            "referrer_id": meeting.person_id,
            "meeting_id": meeting.id,
            "may_use_name": int(what.who.may_use_name),
            "text": clean_line(what.text),
            "named_on": meeting.local_start.date().isoformat(),
        },
    )


# Afterwards


def add_promise(
    store: Store, person_id: PersonId, what: KeptPromise, meeting_id: MeetingId | None = None
) -> PromiseId:
    """Note a promise that was no mark and return its id; BadValue for an empty one."""
    with store.transaction(Step(code="keep-promise")) as db:
        person_rows.get(db, person_id)
        return _add_promise(store, db, person_id, meeting_id, what)


def edit_promise(
    store: Store, promise_id: PromiseId, *, text: str | None = None, due_on: date | None = None
) -> None:
    """Change the words or the day of a promise, and of its step; BadValue for an empty one."""
    values: dict[str, object] = {}
    if text is not None:
        if not (typed := clean_line(text)):
            raise BadValue(field="promise", reason="empty")
        values["text"] = typed
    if due_on is not None:
        values["due_on"] = due_on.isoformat()
    with store.transaction(Step(code="edit-promise")) as db:
        rows.change(db, "promise", promise_id, values)
        step_values = values | ({"snoozed_until": None} if due_on else {})
        for step in step_rows.of_promise(db, promise_id):
            step_rows.change(db, step.id, step_values)


def tick_promise(store: Store, promise_id: PromiseId, *, kept: bool) -> None:
    """Say that a promise was kept, or not yet; of mine they shall hear soon."""
    with store.transaction(Step(code="tick-promise")) as db:
        here = moves.at(store, db)
        if kept:
            moves.promise_kept(here, promise_id)
        else:
            moves.promise_open(here, promise_id)


def delete_promise(store: Store, promise_id: PromiseId) -> None:
    """Remove a promise with its step."""
    with store.transaction(Step(code="delete-promise")) as db:
        rows.remove(db, "promise", promise_id)


def permit_name(store: Store, referral_id: ReferralId, *, allowed: bool) -> None:
    """Say whether the one who named somebody may be named."""
    with store.transaction(Step(code="permit-name")) as db:
        rows.change(db, "referral", referral_id, {"may_use_name": int(allowed)})


def delete_referral(store: Store, referral_id: ReferralId) -> None:
    """Remove a referral; the people stay."""
    with store.transaction(Step(code="delete-referral")) as db:
        rows.remove(db, "referral", referral_id)


def delete_insight(store: Store, insight_id: int) -> None:
    """Remove an insight."""
    with store.transaction(Step(code="delete-insight")) as db:
        rows.remove(db, "insight", insight_id)


def edit_insight(store: Store, insight_id: int, statement: str) -> None:
    """Word an insight anew; BadValue for an empty one."""
    if not (typed := clean_line(statement)):
        raise BadValue(field="insight", reason="empty")
    with store.transaction(Step(code="edit-insight")) as db:
        rows.change(db, "insight", insight_id, {"statement": typed})


def write_debrief(
    store: Store,
    meeting_id: MeetingId,
    name: str,
    value: str | int | None,
    initiator: object | None = None,
) -> None:
    """Store one answer of the debrief as typed; BadValue for an energy outside 1 to 5."""
    if name == "energy":
        if value is not None and value not in ENERGY:
            raise BadValue(field="energy", reason="out-of-range")
    else:
        value = clean_text(str(value or ""))
    with store.transaction(
        Step(code="write-debrief"), merge=f"debrief:{meeting_id}:{name}", initiator=initiator
    ) as db:
        meeting = meeting_rows.get(db, meeting_id)
        rows.write_debrief(db, meeting_id, name, value, store.now())
        if value:
            moves.notes_saved(moves.at(store, db), meeting)
