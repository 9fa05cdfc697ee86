"""Templates with their fields, and one draft fitted to each channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.composing.checks import check
from infodesk.core.composing.context import Context, Limits, Someone
from infodesk.core.composing.fields import FIELDS, fill, unfilled, unknown_fields
from infodesk.core.composing.fitting import fit
from infodesk.core.composing.lexicon import LANGUAGES
from infodesk.core.composing.templates import built_in
from infodesk.core.drafts import FIRST, TextKind
from infodesk.core.outreach import Channel

FACTS = {
    "first_name": "Leila",
    "name": "Leila Mansour",
    "company": "Institute of Examples",
    "field": "health data",
    "common": "Example University",
    "referrer": "Ana Beispiel",
    "event": "Example Days",
    "zone": "GMT",
    "my_name": "Erin Exempla",
    "my_place": "Lisbon",
}
HOOKS = {
    "en": "I read your note on registry quality.",
    "de": "Ihren Beitrag zu Registern habe ich gelesen.",
}
EVERYTHING = {name: FACTS.get(name, "something") for name in FIELDS}
PEOPLE = Context(
    person=Someone(first_name="Leila", last_name="Mansour", name="Leila Mansour"),
    me=Someone(first_name="Erin", last_name="Exempla", name="Erin Exempla"),
)
EACH = [(kind, language) for kind in TextKind for language in LANGUAGES]


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_a_built_in_template_has_known_fields_and_is_in_its_language(kind, language):
    template = built_in(kind, language)
    assert (template.kind, template.language) == (kind, language)
    assert template.subject
    assert unknown_fields(template.subject + template.text) == []
    filled = fill(template.text, {**EVERYTHING, **FACTS})
    found = check(filled, "", PEOPLE)
    assert found.language == language
    assert "job-words" not in {one.hint for one in found.findings}
    assert not unfilled(fill(template.subject, EVERYTHING))


@pytest.mark.parametrize(("kind", "language"), [one for one in EACH if one[0] in FIRST])
def test_a_first_request_from_a_template_has_all_six_points(kind, language):
    template, facts = built_in(kind, language), {**FACTS, "hook": HOOKS[language]}
    found = check(
        fill(template.text, facts), fill(template.subject, facts), Context(
            person=PEOPLE.person, me=PEOPLE.me, kind=kind, common=("Example University",)
        ),
    )  # fmt: skip
    assert (found.verdict.points, found.verdict.state) == (6, "ready")


def test_what_nothing_is_known_of_falls_back_or_waits_to_be_filled():
    text = "Dear {first_name|colleague}, at {company|your company} {compny} {hook}"
    filled = fill(text, {"company": "  "})
    assert filled == "Dear colleague, at your company {compny} {hook}"
    assert [one.name for one in unknown_fields(text)] == ["compny"]
    assert len(unfilled(filled)) == 2


def test_a_fact_is_one_line_and_brings_no_fields():
    assert fill("{name} {company}", {"name": "{company}", "company": "A\nB"}) == "{company} A B"


def test_a_sentence_that_ends_with_a_name_ends_once():
    facts = {"company": "Example Inc."}
    assert fill("I work at {company}. Thanks.", facts) == "I work at Example Inc. Thanks."
    assert fill("Is {company} near?", facts) == "Is Example Inc. near?"


@given(st.text(alphabet="{}|[]ab \n", max_size=60), st.text(max_size=20))
def test_filling_never_fails(text, fact):
    fill(text, {"a": fact, "b": fact})
    for span in unfilled(text):
        assert text[span.start] in "{["


# Fitting

DRAFT = fill(built_in(TextKind.COLD, "en").text, {**FACTS, "hook": HOOKS["en"]})


def test_a_mail_is_the_draft_itself():
    assert fit(DRAFT, Channel.EMAIL, Limits()) == DRAFT


def test_a_message_goes_without_its_signature():
    fitted = fit(DRAFT, Channel.LINKEDIN_MESSAGE, Limits())
    assert DRAFT.startswith(fitted)
    assert "Erin" not in fitted


@pytest.mark.parametrize("most", [200, 300])
def test_a_note_keeps_the_connection_and_the_ask(most):
    fitted = fit(DRAFT, Channel.LINKEDIN_NOTE, Limits(note_characters=most))
    assert len(fitted) <= most
    assert fitted.startswith("Dear Leila, I read your note on registry quality.")
    assert "Could I ask you for 20 minutes" in fitted
    assert "Thank you" not in fitted


@given(st.text(max_size=600), st.sampled_from(Channel), st.integers(20, 400))
def test_what_is_fitted_fits_and_fitting_again_changes_nothing(text, channel, most):
    limits = Limits(note_characters=most, message_characters=most, inmail_characters=most)
    fitted = fit(text, channel, limits)
    if limits.characters(channel):
        assert len(fitted) <= most
