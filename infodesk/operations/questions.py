"""What one does with the question bank: add, reword, archive, and put into a meeting."""

from dataclasses import replace

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import MeetingId, OwnQuestionId, QuestionId
from infodesk.core.questions import SET_MINUTES, BankQuestion, built_in, merged
from infodesk.core.rules import (
    ASKING_MINUTES,
    CLOSING_MINUTES,
    SHORT_SET_MINUTES,
    SMALL_TALK_MINUTES,
    VOICES,
)
from infodesk.core.suggestions import Listener, Suggestion, suggest
from infodesk.core.text import clean_line
from infodesk.operations import rules
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import questions as rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store


def bank(store: Store, language: str) -> tuple[BankQuestion, ...]:
    """Return the whole bank in a language: own questions, then the built-in ones."""
    return merged(built_in(language), rows.find_all(store.db))


def suggestions(store: Store, meeting_id: MeetingId, language: str) -> tuple[Suggestion, ...]:
    """Return the questions most worth asking in a meeting; NoSuchRecord if it is gone."""
    meeting = meeting_rows.get(store.db, meeting_id)
    person = person_rows.get(store.db, meeting.person_id)
    now = {person.title, *(one.title for one in person.positions if one.is_current)}
    earlier = {one.title for one in person.positions if not one.is_current}
    return suggest(
        bank(store, language),
        meeting.questions,
        Listener(titles=tuple(sorted(now - {""})), earlier=tuple(sorted(earlier - {""}))),
        rows.asked_elsewhere(store.db, meeting_id, meeting.person_id),
        voices=rules.value(store, VOICES),
    )


def sets(store: Store) -> tuple[int, ...]:
    """Return the lengths of meetings, in minutes, for which one sees what fits."""
    return (min(rules.value(store, SHORT_SET_MINUTES), SET_MINUTES[0] - 1), *SET_MINUTES)


def asking_share(store: Store) -> float:
    """Return how much of a meeting belongs to the questions, as my rules divide it."""
    small_talk, asking, closing = (
        rules.value(store, rule) for rule in (SMALL_TALK_MINUTES, ASKING_MINUTES, CLOSING_MINUTES)
    )
    return asking / (small_talk + asking + closing)


def add_own(store: Store, question: BankQuestion, language: str) -> OwnQuestionId:
    """Add an own question to the bank; BadValue for an empty one or an impossible length."""
    fine = _sound(question)
    with store.transaction(Step(code="add-bank-question")) as db:
        return rows.insert(db, fine, language)


def change_in_bank(store: Store, question: BankQuestion, language: str) -> OwnQuestionId:
    """Keep a question of the bank as it now is; a built-in one becomes an own copy.

    StaleEdit or NoSuchRecord; BadValue for an empty one or an impossible length.
    """
    fine = _sound(question)
    with store.transaction(Step(code="edit-bank-question")) as db:
        return _keep(db, fine, language)


def archive(store: Store, question: BankQuestion, language: str, *, archived: bool = True) -> None:
    """Put a question away, or bring it back as it was."""
    step = Step(code="archive-question") if archived else Step(code="unarchive-question")
    with store.transaction(step) as db:
        known = question if question.own_id is not None else rows.copy_of(db, question.code)
        if known is None:
            if archived:
                rows.insert(db, replace(question, archived=True), language)
        elif not archived and _same_as_built_in(known, language):
            rows.delete(db, _id(known))
        else:
            rows.change(db, _id(known), {"archived": int(archived)}, None)


def delete_own(store: Store, own_id: OwnQuestionId) -> None:
    """Remove an own question; the built-in one it replaced comes back."""
    with store.transaction(Step(code="delete-bank-question")) as db:
        rows.delete(db, own_id)


def add_from_bank(
    store: Store, meeting_id: MeetingId, question: BankQuestion, *, must_ask: bool = False
) -> QuestionId:
    """Put a question of the bank at the end of a meeting's list."""
    with store.transaction(Step(code="add-question")) as db:
        meeting_rows.get(db, meeting_id)
        return meeting_rows.add_question(
            db,
            meeting_id,
            question.text,
            must_ask=must_ask,
            bank_code=question.code,
            own_id=question.own_id,
        )


def _keep(db: Connection, question: BankQuestion, language: str) -> OwnQuestionId:
    if question.own_id is None:
        if copy := rows.copy_of(db, question.code):
            rows.change(db, _id(copy), _values(question), None)
            return _id(copy)
        return rows.insert(db, question, language)
    rows.change(db, question.own_id, _values(question), question.rev)
    return question.own_id


def _id(question: BankQuestion) -> OwnQuestionId:
    assert question.own_id is not None
    return question.own_id


def _values(question: BankQuestion) -> dict[str, object]:
    return {
        "text": question.text,
        "theme": question.theme or "",
        "letter": question.letter or "",
        "roles": " ".join(sorted(question.roles)),
        "levels": " ".join(sorted(question.levels)),
        "minutes": question.minutes,
    }


def _same_as_built_in(question: BankQuestion, language: str) -> bool:
    """Say whether an own copy says nothing that the built-in question does not."""
    standard = next((one for one in built_in(language) if one.code == question.code), None)
    return standard is not None and _values(standard) == _values(question)


def _sound(question: BankQuestion) -> BankQuestion:
    text = clean_line(question.text)
    if not text:
        raise BadValue(field="question", reason="empty")
    if not 1 <= question.minutes <= 30:
        raise BadValue(field="minutes", reason="out-of-range")
    return replace(question, text=text)
