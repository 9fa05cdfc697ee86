"""The question bank as one changes it, and as it reaches a meeting."""

from dataclasses import replace
from datetime import datetime

import pytest

from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.questions import BankQuestion, Letter, RoleFamily, Theme, built_in
from infodesk.core.rules import SHORT_SET_MINUTES, SMALL_TALK_MINUTES
from infodesk.core.suggestions import Reason
from infodesk.operations import meetings, people, rules
from infodesk.operations import questions as verbs
from infodesk.store import meetings as meeting_rows

OWN = BankQuestion(
    text="  What do nurses think\nof it? ",
    theme=Theme.CULTURE,
    letter=Letter.INSIGHTS,
    roles=frozenset({RoleFamily.CARE, RoleFamily.DATA}),
    minutes=3,
)


def bank(store):
    return verbs.bank(store, "en")


def plan(store, name, title=""):
    person = people.add_person(store, PersonDraft(first_name=name, title=title))
    when = datetime(2026, 12, 1, 15)  # noqa: DTZ001 - wall time
    draft = MeetingDraft(person_id=person, local_start=when, zone="Europe/Berlin")
    return meetings.add_meeting(store, draft)


def test_an_own_question_comes_first_and_is_read_as_it_was_added(store):
    own_id = verbs.add_own(store, OWN, "en")
    first = bank(store)[0]
    assert first == replace(OWN, text="What do nurses think of it?", own_id=own_id, rev=1)
    verbs.change_in_bank(store, replace(first, text="What do carers think?"), "en")
    assert bank(store)[0].text == "What do carers think?"
    with pytest.raises(StaleEdit):
        verbs.change_in_bank(store, replace(first, text="late?"), "en")
    verbs.delete_own(store, own_id)
    assert bank(store) == built_in("en")
    finish(store.undo())
    assert bank(store)[0].text == "What do carers think?"


@pytest.mark.parametrize("wrong", [{"text": " "}, {"minutes": 0}, {"minutes": 31}])
def test_an_impossible_question_is_refused(store, wrong):
    with pytest.raises(BadValue):
        verbs.add_own(store, replace(OWN, **wrong), "en")
    with pytest.raises(BadValue):
        verbs.change_in_bank(store, replace(built_in("en")[0], **wrong), "en")
    assert bank(store) == built_in("en")


def test_an_edited_built_in_question_becomes_an_own_copy_in_its_place(store):
    standard = built_in("en")[5]
    verbs.change_in_bank(store, replace(standard, text="Whom does everyone watch?"), "en")
    assert bank(store)[5].text == "Whom does everyone watch?"
    assert len(bank(store)) == len(built_in("en"))
    # The same again, from the built-in question as another place still shows it.
    verbs.change_in_bank(store, replace(standard, text="Whom do you watch?"), "en")
    assert bank(store)[5].text == "Whom do you watch?"
    assert len(bank(store)) == len(built_in("en"))
    verbs.delete_own(store, bank(store)[5].own_id)
    assert bank(store) == built_in("en")


def test_a_question_is_put_away_and_brought_back_as_it_was(store):
    standard = built_in("en")[2]
    verbs.archive(store, standard, "en")
    assert bank(store)[2].archived
    verbs.archive(store, bank(store)[2], "en", archived=False)
    assert bank(store) == built_in("en")
    own_id = verbs.add_own(store, OWN, "en")
    verbs.archive(store, bank(store)[0], "en")
    assert bank(store)[0].archived
    verbs.archive(store, bank(store)[0], "en", archived=False)
    assert (bank(store)[0].own_id, bank(store)[0].archived) == (own_id, False)


def test_an_edited_copy_put_away_keeps_its_words(store):
    verbs.change_in_bank(store, replace(built_in("en")[2], text="What grows?"), "en")
    verbs.archive(store, bank(store)[2], "en")
    verbs.archive(store, bank(store)[2], "en", archived=False)
    assert bank(store)[2].text == "What grows?"


def test_a_question_of_the_bank_keeps_its_code_in_the_meeting(store):
    meeting = plan(store, "Maya")
    verbs.add_own(store, OWN, "en")
    own, standard = bank(store)[0], bank(store)[1]
    verbs.add_from_bank(store, meeting, own)
    verbs.add_from_bank(store, meeting, standard, must_ask=True)
    first, second = meeting_rows.get(store.db, meeting).questions
    assert (first.own_id, first.bank_code, first.must_ask) == (own.own_id, "", False)
    assert (second.own_id, second.bank_code, second.must_ask) == (None, standard.code, True)
    verbs.delete_own(store, own.own_id)
    first = meeting_rows.get(store.db, meeting).questions[0]
    assert (first.own_id, first.text) == (None, "What do nurses think of it?")
    meetings.delete_meeting(store, meeting)
    with pytest.raises(NoSuchRecord):
        verbs.add_from_bank(store, meeting, standard)


def test_suggestions_know_the_person_and_what_others_said(store):
    earlier, now = plan(store, "Tomás"), plan(store, "Maya", "Head of Data")
    standard = built_in("en")[0]
    asked = verbs.add_from_bank(store, earlier, standard)
    typed = meetings.add_question(store, earlier, "How are rotas made?", must_ask=True)
    found = {one.question.text: one for one in verbs.suggestions(store, now, "en")}
    assert found[standard.text].reason is Reason.OPEN
    assert found["How are rotas made?"].reason is Reason.OPEN
    assert any(RoleFamily.DATA in one.question.roles for one in found.values())
    meetings.write_answer(store, typed, "By hand.")
    meetings.write_answer(store, asked, "Growing.")
    found = {one.question.text: one for one in verbs.suggestions(store, now, "en")}
    assert "How are rotas made?" not in found
    # What the same person said at another time is nobody else's voice.
    again = verbs.suggestions(store, earlier, "en")
    assert all(one.voices == 0 for one in again)


def test_called_off_meetings_and_removed_people_ask_nothing(store):
    earlier, now = plan(store, "Tomás"), plan(store, "Maya")
    meetings.add_question(store, earlier, "How are rotas made?", must_ask=True)
    assert any(one.question.text == "How are rotas made?"
               for one in verbs.suggestions(store, now, "en"))  # fmt: skip
    meetings.cancel_meeting(store, earlier)
    assert not any(one.question.text == "How are rotas made?"
                   for one in verbs.suggestions(store, now, "en"))  # fmt: skip


def test_sets_and_their_share_follow_my_rules(store):
    assert verbs.sets(store) == (5, 15, 20, 30)
    assert round(verbs.asking_share(store), 3) == 0.667
    rules.set_rule(store, SHORT_SET_MINUTES, 8)
    rules.set_rule(store, SMALL_TALK_MINUTES, 0)
    assert verbs.sets(store) == (8, 15, 20, 30)
    assert verbs.asking_share(store) == 0.8
