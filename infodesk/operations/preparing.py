"""What one does before a meeting: introduce oneself, find things out, have the time confirmed."""

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import FactId, IntroductionId, MeetingId, PersonId
from infodesk.core.introductions import (
    FASTEST,
    SLOWEST,
    USUAL_PACE,
    Introduction,
    IntroductionDraft,
)
from infodesk.core.next_steps import Outcome, StepKind
from infodesk.core.readiness import Wanted
from infodesk.core.research import Fact, Topic
from infodesk.core.rules import (
    INTRODUCTION_SECONDS,
    INTRODUCTION_SECONDS_MOST,
    QUESTIONS_MUST_ASK,
    QUESTIONS_PREPARED,
    RESEARCH_MINUTES,
    RESEARCH_SOURCES,
)
from infodesk.core.text import clean_line, clean_text
from infodesk.operations import rules
from infodesk.store import introductions as rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import research as fact_rows
from infodesk.store import settings
from infodesk.store.store import Store

_PACE = "words_per_minute"

# Introductions


def add_introduction(store: Store, draft: IntroductionDraft) -> IntroductionId:
    """Keep a version of my introduction and return its id."""
    with store.transaction(Step(code="add-introduction")) as db:
        return rows.insert(db, draft)


def edit_introduction(
    store: Store, introduction: Introduction, *, initiator: object | None = None, **parts: str
) -> None:
    """Change parts of a version as it was read: name, favourite, insight, transition, audience.

    StaleEdit or NoSuchRecord.
    """
    values = {
        part: clean_line(text) if part == "name" else clean_text(text)
        for part, text in parts.items()
    }
    with store.transaction(Step(code="edit-introduction"), initiator=initiator) as db:
        rows.change(db, introduction.id, values, introduction.rev)


def delete_introduction(store: Store, introduction_id: IntroductionId) -> None:
    """Remove a version."""
    with store.transaction(Step(code="delete-introduction")) as db:
        rows.delete(db, introduction_id)


def choose_introduction(
    store: Store, meeting_id: MeetingId, introduction_id: IntroductionId | None
) -> None:
    """Say which version is for a meeting; None for none."""
    with store.transaction(Step(code="choose-introduction")) as db:
        values = {"introduction_id": introduction_id}
        meeting_rows.change(db, meeting_id, values, store.now(), None)


def pace(store: Store) -> int:
    """Return how many words a minute I speak: as measured, else as people usually do."""
    found = settings.read(store.db, _PACE, USUAL_PACE)
    return found if isinstance(found, int) and SLOWEST <= found <= FASTEST else USUAL_PACE


def keep_pace(store: Store, words_per_minute: int) -> None:
    """Keep my pace of reading aloud; BadValue for one that nobody speaks at."""
    if not SLOWEST <= words_per_minute <= FASTEST:
        raise BadValue(field="pace", reason="out-of-range")
    with store.transaction(Step(code="keep-pace")) as db:
        settings.write(db, _PACE, words_per_minute)


def introduction_seconds(store: Store) -> tuple[int, int]:
    """Return how long an introduction takes at best, and at most."""
    return (
        rules.value(store, INTRODUCTION_SECONDS),
        rules.value(store, INTRODUCTION_SECONDS_MOST),
    )


# Readiness


def wanted(store: Store) -> Wanted:
    """Return how much is enough to be ready, by my rules."""
    return Wanted(
        sources=rules.value(store, RESEARCH_SOURCES),
        questions=rules.value(store, QUESTIONS_PREPARED),
        must_ask=rules.value(store, QUESTIONS_MUST_ASK),
    )


# Research


def research_minutes(store: Store) -> int:
    """Return how long research takes at most: after that one prepares questions."""
    return rules.value(store, RESEARCH_MINUTES)


def add_fact(
    store: Store, person_id: PersonId, topic: Topic, text: str, source: str = ""
) -> FactId:
    """Write down what I found out today and where; BadValue for an empty text."""
    if not (typed := clean_text(text)):
        raise BadValue(field="fact", reason="empty")
    today = store.clock().astimezone().date()
    with store.transaction(Step(code="add-fact")) as db:
        return fact_rows.insert(db, person_id, topic, typed, clean_line(source), today)


def edit_fact(
    store: Store, fact: Fact, *, text: str | None = None, source: str | None = None
) -> None:
    """Change a fact as it was read; StaleEdit, NoSuchRecord, or BadValue for an empty text."""
    values: dict[str, str] = {}
    if text is not None:
        if not (typed := clean_text(text)):
            raise BadValue(field="fact", reason="empty")
        values["text"] = typed
    if source is not None:
        values["source"] = clean_line(source)
    with store.transaction(Step(code="edit-fact")) as db:
        fact_rows.change(db, fact.id, values, fact.rev)


def delete_fact(store: Store, fact_id: FactId) -> None:
    """Remove a fact."""
    with store.transaction(Step(code="delete-fact")) as db:
        fact_rows.delete(db, fact_id)


# The time


def confirm_time(store: Store, meeting_id: MeetingId, *, confirmed: bool) -> None:
    """Say that the other side confirmed day and time, or take it back.

    What is confirmed needs no step any more that asks for it.
    """
    day = store.clock().astimezone().date().isoformat() if confirmed else None
    now = store.now()
    with store.transaction(Step(code="confirm-time")) as db:
        meeting_rows.change(db, meeting_id, {"confirmed_on": day}, now, None)
        if confirmed:
            step_rows.close_of_meeting(db, meeting_id, {StepKind.CONFIRM}, Outcome.DONE, now)
