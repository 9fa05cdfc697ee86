"""Suggested questions: what titles tell, and what others have answered."""

import pytest

from infodesk.core.ids import QuestionId
from infodesk.core.meetings import MeetingQuestion
from infodesk.core.questions import Level, RoleFamily, Theme, built_in
from infodesk.core.suggestions import (
    AskedBefore,
    Listener,
    Reason,
    differ,
    levels_of,
    roles_of,
    suggest,
)

BANK = built_in("en")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Senior Data Analyst", RoleFamily.DATA),
        ("Softwareentwicklerin", RoleFamily.TECHNOLOGY),
        ("UX Lead", RoleFamily.DESIGN),
        ("Head of Sales", RoleFamily.BUSINESS),
        ("Controller", RoleFamily.FINANCE),
        ("Pflegefachfrau", RoleFamily.CARE),
        ("Postdoc", RoleFamily.RESEARCH),
        ("Lehrerin", RoleFamily.TEACHING),
        ("Referent im Ministerium", RoleFamily.PUBLIC),
    ],
)
def test_a_title_tells_the_kind_of_work(title, role):
    assert role in roles_of([title])


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Abteilungsleiterin", Level.LEADING),
        ("Head of Data", Level.LEADING),
        ("Junior Developer", Level.EARLY),
        ("Senior Engineer", Level.EXPERIENCED),
    ],
)
def test_a_title_tells_the_level(title, level):
    assert level in levels_of([title])


def test_what_is_no_such_title_tells_nothing():
    assert roles_of(["Career Gardener", ""]) == frozenset()
    assert levels_of(["Gardener", "HR Business Partner"]) == frozenset()


def reasons(listener, before=(), listed=()):
    return {one.question.text: one.reason for one in suggest(BANK, listed, listener, before)}


def test_a_leader_in_data_is_asked_what_only_they_can_answer():
    found = suggest(BANK, (), Listener(titles=("Head of Data",)), ())
    assert {Reason.ROLE, Reason.LEVEL} >= {one.reason for one in found[:4]}
    for one in found:
        assert not one.question.roles or RoleFamily.DATA in one.question.roles
        assert not one.question.levels or Level.LEADING in one.question.levels


def test_somebody_from_another_field_is_asked_about_the_path():
    found = reasons(Listener(titles=("Data Analyst",), earlier=("Nurse",)))
    assert Reason.CHANGED in found.values()
    assert (
        Reason.CHANGED
        not in reasons(Listener(titles=("Data Analyst",), earlier=("Data Engineer",))).values()
    )


def test_nobody_special_is_asked_a_variety_of_what_nobody_was_asked():
    found = suggest(BANK, (), Listener(), ())
    assert len(found) == 8
    assert {one.reason for one in found} == {Reason.UNASKED}
    assert all(sum(one.question.theme is theme for one in found) <= 2 for theme in Theme)


def test_what_is_on_the_list_is_not_suggested():
    first = suggest(BANK, (), Listener(), ())[0].question
    listed = MeetingQuestion(id=QuestionId(1), rev=1, place=1, text="x?", bank_code=first.code)
    typed = MeetingQuestion(id=QuestionId(1), rev=1, place=1, text=first.text.upper())
    for one in (listed, typed):
        assert first.text not in reasons(Listener(), listed=[one])


@pytest.mark.parametrize(
    ("answers", "reason", "voices"),
    [
        ((), Reason.OPEN, 0),
        (("",), Reason.OPEN, 0),
        (("Half of it is meetings.",), Reason.FEW_VOICES, 1),
        (
            ("Mostly meetings with the ministry.", "Quiet analysis, hardly anyone disturbs me."),
            Reason.DIFFERENT,
            2,
        ),
    ],
)
def test_answers_of_others_say_what_is_worth_asking_again(answers, reason, voices):
    question = BANK[-1]
    before = AskedBefore(key=question.code, text=question.text, answers=answers)
    found = [one for one in suggest(BANK, (), Listener(), [before]) if one.question == question]
    assert [(one.reason, one.voices) for one in found] == [(reason, voices)]


def test_three_answers_that_agree_are_enough():
    question = BANK[0]
    before = AskedBefore(key=question.code, text=question.text, answers=("meetings all day",) * 3)
    assert question.text not in reasons(Listener(), [before])


def test_a_must_ask_question_typed_for_somebody_else_is_offered_until_it_is_answered():
    typed = AskedBefore(key="how are rotas made?", text="How are rotas made?", must_ask=True)
    assert reasons(Listener(), [typed])["How are rotas made?"] is Reason.OPEN
    told = AskedBefore(key=typed.key, text=typed.text, must_ask=True, answers=("By hand.",))
    assert typed.text not in reasons(Listener(), [told])
    idle = AskedBefore(key=typed.key, text=typed.text)
    assert typed.text not in reasons(Listener(), [idle])


def test_answers_differ_by_their_words():
    assert differ(["mostly meetings with ministry people", "quiet analysis alone all morning"])
    assert not differ(["mostly meetings with people", "Meetings with people, mostly"])
    assert not differ(["one answer"])
    assert not differ(["", ""])
