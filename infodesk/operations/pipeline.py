"""What one does with people in the pipeline: shortlist, mark as sent, take in a reply, close."""

from collections.abc import Sequence
from datetime import timedelta

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import PersonId, TouchId
from infodesk.core.outreach import Answer, Channel, Sent
from infodesk.core.progress import Job, Progress
from infodesk.core.stages import Ending, Stage
from infodesk.core.text import clean_text
from infodesk.operations import moves
from infodesk.store import people as person_rows
from infodesk.store.store import Store

_SLICE = 40
_AHEAD = timedelta(hours=14)
"""How far ahead of the clock a moment may lie: the other side of the date line."""


def shortlist(store: Store, people: Sequence[PersonId]) -> Job[None]:
    """Bring people into the pipeline, each with the step to write to them.

    Whoever is in it already, and whoever is not to be contacted, stays as they are.
    """
    with store.transaction(Step(code="shortlist", count=len(people))) as db:
        here = moves.at(store, db)
        for done in range(0, len(people), _SLICE):
            yield Progress(phase="changing", done=done, total=len(people))
            for person_id in people[done : done + _SLICE]:
                moves.shortlisted(here, person_id)


def mark_sent(store: Store, what: Sent) -> TouchId:
    """Log a text that was sent, move the person on and set the clock; return the touch's id.

    Raises BadValue for a moment in the future.
    """
    if what.sent_at is not None and what.sent_at > store.clock() + _AHEAD:
        raise BadValue(field="sent_at", reason="in-the-future")
    cleaned = Sent(
        person_id=what.person_id,
        channel=what.channel,
        purpose=what.purpose,
        text=clean_text(what.text),
        sent_at=what.sent_at,
    )
    with store.transaction(Step(code=f"sent-{what.purpose.value}")) as db:
        return moves.sent(moves.at(store, db), cleaned)


def mark_replied(store: Store, person_id: PersonId, answer: Answer, text: str = "") -> None:
    """Log that a person replied yes, later or no, and plan what follows."""
    with store.transaction(Step(code="replied")) as db:
        moves.replied(moves.at(store, db), person_id, answer, clean_text(text))


def close(store: Store, people: Sequence[PersonId], ending: Ending) -> Job[None]:
    """Close people with the reason; every open step ends but promises and planned meetings."""
    return put_in_stage(store, people, Stage.CLOSED, ending)


def put_in_stage(
    store: Store, people: Sequence[PersonId], stage: Stage, ending: Ending | None = None
) -> Job[None]:
    """Put people in a stage by hand, with the steps that belong to it."""
    code = "close-people" if stage is Stage.CLOSED else "stage"
    with store.transaction(Step(code=code, count=len(people))) as db:
        here = moves.at(store, db)
        for done in range(0, len(people), _SLICE):
            yield Progress(phase="changing", done=done, total=len(people))
            moves.put_in(here, people[done : done + _SLICE], stage, ending)


def usual_channel(store: Store, person_id: PersonId) -> Channel:
    """Return the way a text to a person most likely goes."""
    return moves.usual_channel(store.db, person_rows.get(store.db, person_id))
