"""The checks of a draft: what each finds, what blocks, and that no text can upset them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from infodesk.core.composing.checks import check
from infodesk.core.composing.context import Context, Someone
from infodesk.core.composing.findings import Check, Level
from infodesk.core.drafts import TextKind
from infodesk.core.outreach import Channel

MAIL = """Dear Dr Mansour,

We both studied at Example University. I read your note on registry quality and would like \
to understand what your days look like, and how the field is changing.

Could I ask you for 20 minutes by phone or video, whenever suits you? I am in Lisbon (GMT).

Thank you for considering it.

Erin Exempla"""
GERMAN = """Sehr geehrte Frau Dr. Mansour,

wir haben beide an der Example University studiert. Ich möchte gern verstehen, wie Ihr Alltag \
aussieht und wie sich die Branche verändert.

Hätten Sie 20 Minuten, wann immer es Ihnen passt? Ich bin in Lissabon (WEZ).

Vielen Dank!

Mit freundlichen Grüßen
Erin Exempla"""
LEILA = Someone(
    first_name="Leila",
    last_name="Mansour",
    name="Leila Mansour, PhD",
    companies=("Institute of Examples",),
    roles=("Registry lead",),
)
ERIN = Someone(
    first_name="Erin", last_name="Exempla", name="Erin Exempla", companies=("Old Clinic GmbH",)
)
OTHERS = Someone(companies=("Alder Hospitals", "Kestrel"), roles=("Head of Data",))
CONTEXT = Context(person=LEILA, me=ERIN, others=OTHERS, common=("Example University",))
SUBJECT = "Your path into health registries"


def checked(text=MAIL, subject=SUBJECT, **facts):
    return check(text, subject, replace(CONTEXT, **facts))


def hints(found, level=None):
    return {one.hint for one in found.findings if level is None or one.level is level}


def finding(found, hint):
    return next(one for one in found.findings if one.hint == hint)


def quoted(text, one):
    return [text[span.start : span.end] for span in one.spans]


@pytest.mark.parametrize("text", [MAIL, GERMAN])
def test_a_good_request_is_ready_with_six_of_six_points(text):
    found = checked(text)
    assert found.verdict.state == "ready"
    assert found.verdict.points == 6
    assert not {one.level for one in found.findings} & {Level.WARN, Level.BLOCK}


# Names: the only ones that block, with fields


@pytest.mark.parametrize(
    "greeting",
    ["Dear Leila,", "Dear Ms. Mansour,", "Hello LEILA MANSOUR,", "Good morning Dr. Mansour,",
     "Guten Tag Leila Mansour,", "Liebe Leila,", "Hi Lei,", "Dear all,"],
)  # fmt: skip
def test_whoever_is_greeted_as_they_are_called_does_not_block(greeting):
    found = checked(MAIL.replace("Dear Dr Mansour,", greeting))
    assert found.may_go
    assert "name-wrong" not in hints(found)


def test_a_greeting_within_a_line_is_one():
    found = checked("Dear Leila, I read your note.", channel=Channel.LINKEDIN_NOTE)
    assert found.may_go
    one = finding(checked("Hi Sara, I read your note."), "name-wrong")
    assert one.accept == "Sara"
    assert checked("Hello Leila I saw your talk. Thank you").may_go


@pytest.mark.parametrize("greeting", ["Dear Sara,", "Sehr geehrter Herr Ortega,", "Hi Tomás!"])
def test_another_name_blocks_until_the_person_says_it_is_right(greeting):
    text = MAIL.replace("Dear Dr Mansour,", greeting)
    found = checked(text)
    assert not found.may_go
    one = finding(found, "name-wrong")
    assert one.level is Level.BLOCK
    assert quoted(text, one) == [one.accept]
    assert checked(text, accepted=frozenset({"sara", "ortega", "tomas"})).may_go


def test_the_company_of_somebody_else_blocks():
    text = MAIL.replace("your days look", "your days at Alder Hospitals look")
    one = finding(checked(text), "company-wrong")
    assert (one.level, quoted(text, one)) == (Level.BLOCK, ["Alder Hospitals"])
    assert checked(text, accepted=frozenset({"alder hospitals"})).may_go


@pytest.mark.parametrize(
    "words", ["your days at the Institute of Examples", "my time at Old Clinic", "a kestrel flew",
              "Kestrels"]
)  # fmt: skip
def test_their_own_company_mine_and_ordinary_words_do_not_block(words):
    assert checked(MAIL.replace("your days", words)).may_go


def test_the_role_of_somebody_else_blocks_where_it_is_called_theirs():
    wrong = MAIL.replace("your days look", "your days as Head of Data look")
    assert hints(checked(wrong), Level.BLOCK) == {"role-wrong"}
    right = MAIL.replace("your days look", "your days as Registry lead look")
    assert checked(right).may_go
    assert checked(MAIL.replace("the field", "the work of a head of data")).may_go


@pytest.mark.parametrize("gap", ["{company}", "[one sentence]", "{x|y}"])
def test_an_unfilled_field_blocks_in_text_and_subject(gap):
    text = MAIL.replace("your days", gap)
    one = finding(checked(text), "fields-left")
    assert quoted(text, one) == [gap]
    assert checked(text).verdict.state == "blocked"
    assert hints(checked(subject=f"About {gap} please"), Level.BLOCK) == {"fields-subject"}


def test_only_names_and_fields_ever_block():
    wild = "HEY!!! " + "I want a job, hire me, see www.example.org " * 60
    found = checked(wild, "")
    assert found.may_go
    assert found.verdict.state == "look"


def test_a_referrer_who_was_not_asked_is_warned_of():
    text = MAIL.replace("I read", "Ana Beispiel told me of you. I read")
    found = checked(text, unnamed_referrers=("Ana Beispiel",))
    assert quoted(text, finding(found, "referrer-unasked")) == ["Ana Beispiel"]
    assert found.may_go


# What it says


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (("We both studied at Example University. ", ""), None),
        (("I read your note on registry quality and would like", "I want"), None),
        (("Could I ask you for 20 minutes", "I need 20 minutes"), "ask-unclear"),
        (("suits you?", "suits you."), "ask-none"),
        ((" 20 minutes", " time"), "time-none"),
        ((" 20 minutes", " an hour"), "time-long"),
        (("Thank you for considering it.", "Bye."), "thanks-none"),
        (("\n\nErin Exempla", ""), "signature-none"),
        (("Erin Exempla", "Erin Exempla\nErin Exempla"), "signature-twice"),
        (("Dear Dr", "Hey Dr"), "hey"),
        (("whenever suits you? I am in Lisbon (GMT).", "on Monday or Tuesday?"), "options-no-zone"),
        ((", whenever suits you? I am in Lisbon (GMT).", "?"), "options-none"),
        (("Lisbon (GMT)", "Lisbon, www.example.org"), "links"),
        (("Thank you", "My note is attached. Thank you"), "attachment"),
        (("I read", "I hope you are doing well. I read"), "stock"),
        (("your note", "your amazing note"), "flattery"),
        (("considering it.", "considering it!! Really!"), "exclamation"),
        (("the field is changing", "things are"), "interest-broad"),
        (("your path", "your"), None),
    ],
)
def test_each_check_sees_what_it_is_for(change, hint):
    text = MAIL.replace(*change)
    found = checked(text)
    assert hint is None or hint in hints(found)
    assert found.may_go


def test_without_a_connection_in_the_first_two_sentences_there_is_a_note():
    text = MAIL.replace("We both studied at Example University. I read your note on registry "
                        "quality and", "I am a nurse. I live by the sea. I")  # fmt: skip
    assert "connection-none" in hints(checked(text), Level.NOTE)


@pytest.mark.parametrize("word", ["job", "vacancy", "résumé", "CV", "openings", "apply for"])
def test_words_of_asking_for_a_job_are_warned_of_and_underlined(word):
    text = MAIL.replace("your days", f"your {'x'} {word}")
    one = finding(checked(text), "job-words")
    assert (one.level, quoted(text, one)) == (Level.WARN, [word])


@pytest.mark.parametrize("words", ["your job", "the clinical application of it"])
def test_their_job_is_no_word_of_asking_for_one(words):
    assert "job-none" in hints(checked(MAIL.replace("your days", words)))


def test_a_recruiters_own_role_is_no_word_of_asking_for_a_job():
    her = replace(LEILA, roles=("Lead Recruiter",))
    assert "job-none" in hints(checked(MAIL.replace("your days", "a Lead Recruiter"), person=her))


def test_german_words_are_found_in_a_german_text():
    text = GERMAN.replace("Vielen Dank!", "Anbei mein Lebenslauf. Vielen Dank!")
    found = checked(text)
    assert found.language == "de"
    assert {"job-words", "attachment"} <= hints(found)


@pytest.mark.parametrize(
    ("count", "level"), [(60, Level.GOOD), (75, Level.GOOD), (76, Level.NOTE), (126, Level.WARN)]
)
def test_words_are_counted_against_the_rule(count, level):
    found = checked("word " * count)
    assert next(one for one in found.findings if one.check is Check.WORDS).level is level


@pytest.mark.parametrize(
    ("subject", "hint"),
    [("", "subject-none"), ("Hello", "subject-short"), ("Your way into registries", "subject-good"),
     ("A very long subject that goes on and on", "subject-long")],
)  # fmt: skip
def test_a_subject_has_three_to_six_words(subject, hint):
    assert hint in hints(checked(subject=subject))


def test_a_channel_without_subject_asks_for_none():
    found = checked(subject="", channel=Channel.LINKEDIN_MESSAGE)
    assert not any(one.check is Check.SUBJECT for one in found.findings)


def test_a_note_over_its_limit_shows_what_is_too_much():
    text = "x" * 201
    found = checked(text, channel=Channel.LINKEDIN_NOTE)
    assert found.verdict.state == "too-long"
    assert quoted(text, finding(found, "characters-over")) == ["x"]
    assert checked("x" * 200, channel=Channel.LINKEDIN_NOTE).verdict.state == "ready"


def test_more_than_three_questions_are_work():
    assert "questions-many" in hints(checked(MAIL + " A? B? C? D?"))


# The clock


@pytest.mark.parametrize(
    ("day", "hint"),
    [(date(2026, 11, 26), None), (date(2026, 11, 27), "weekday-friday"),
     (date(2026, 11, 28), "weekday-weekend")],
)  # fmt: skip
def test_friday_and_weekend_are_hinted_at(day, hint):
    found = {one for one in hints(checked(today=day)) if one.startswith("weekday")}
    assert found == ({hint} if hint else set())


def test_writing_again_too_early_and_too_often_is_said():
    assert "clock-early" in hints(checked(days_since=3))
    assert "clock-again" in hints(checked(days_since=30))
    assert "clock-early" not in hints(checked(days_since=3, answered=True))
    found = checked(kind=TextKind.FOLLOW_UP, days_since=9, follow_ups=1)
    assert finding(found, "clock-stop").level is Level.WARN


def test_a_follow_up_is_short_and_does_not_scold():
    follow = {"kind": TextKind.FOLLOW_UP}
    scolds = "Dear Leila, I still have not heard back from you. Thank you"
    assert "follow-up-scolds" in hints(checked(scolds, **follow))
    assert "follow-up-long" in hints(checked("word " * 61, **follow))
    assert "follow-up-good" in hints(checked("Would a call suit you?", **follow))


def test_somebody_at_the_same_company_is_mentioned():
    assert "same-company" in hints(checked(same_company="Jun Kanda"))


@pytest.mark.parametrize(
    ("ask", "hint"),
    [
        ("Would Monday 16 November suit you?", "date-past"),
        ("Would 16 November suit you?", "date-past"),
        ("Would Friday, November 27th suit you?", None),
        ("Would Friday 26 November suit you?", "date-weekday"),
        ("Would 5 January suit you?", None),
        ("Passt Ihnen Montag, der 16. November?", "date-past"),
        ("Passt Ihnen Montag, den 24. November?", "date-weekday"),
        ("I heard your talk on 16 November.", None),
        ("Would 31 February or 99 May suit you?", None),
    ],
)
def test_days_that_have_passed_or_are_no_such_weekday_are_noticed(ask, hint):
    found = hints(checked(MAIL + "\n" + ask, today=date(2026, 11, 23)))
    assert {one for one in found if one.startswith("date-")} == ({hint} if hint else set())


# Any text at all

ODD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\u202e\u2066\u200d\u0000\ud800😀👩‍🔬[]{}|?!.,\n\r\t '’-()"),
    ),
    max_size=300,
)


@settings(max_examples=300)
@given(ODD, ODD, st.sampled_from(Channel), st.sampled_from(TextKind), st.sampled_from(["", "de"]))
@example("[" * 300, "{" * 300, Channel.EMAIL, TextKind.COLD, "")
def test_no_text_upsets_the_checks_and_every_span_lies_in_it(text, subject, channel, kind, tongue):
    found = check(
        text,
        subject,
        replace(CONTEXT, channel=channel, kind=kind, language=tongue, today=date(2026, 11, 27)),
    )
    for one in found.findings:
        for span in one.spans:
            assert 0 <= span.start <= span.end <= len(text)
    blocking = {one.check for one in found.findings if one.level is Level.BLOCK}
    assert blocking <= {Check.NAME, Check.COMPANY, Check.FIELDS}
    assert found.may_go == (bool(text.strip()) and not blocking)


@given(ODD, ODD)
def test_a_person_of_any_name_can_be_greeted(first, company):
    someone = Someone(first_name=first, name=first, companies=(company,))
    check(f"Dear {first}, hello at {company}", "", replace(CONTEXT, person=someone, others=someone))


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "a b " * 25_000, "?" * 100_000, "{" * 100_000, "[x]" * 33_333, "\n" * 100_000,
     "👩‍🔬" * 20_000, "\u202eabc \u2066" * 10_000, "Dear " * 20_000, "your " * 20_000,
     "www." * 25_000, "20-" * 33_333],
)  # fmt: skip
def test_a_hundred_thousand_characters_are_counted(text):
    found = checked(text, text)
    assert found.verdict.characters == len(text.strip())
    assert all(span.end <= len(text) for one in found.findings for span in one.spans)


def test_a_field_far_down_a_long_text_still_blocks():
    found = checked("word " * 10_000 + "{company}")
    assert "fields-left" in hints(found, Level.BLOCK)
