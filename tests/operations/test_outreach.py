"""Texts to people: kept as typed, handed over, marked as sent; what the checks are told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from infodesk.core.composing.checks import check
from infodesk.core.composing.fields import fill
from infodesk.core.composing.templates import built_in
from infodesk.core.drafts import Outreach, OutreachState, Template, TextKind
from infodesk.core.errors import BadValue, DoNotContact, DraftHasGaps, NoSuchRecord, StaleEdit
from infodesk.core.outreach import Answer, Channel, Purpose, Sent
from infodesk.core.people import PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.core.touches import Direction, TouchDraft, TouchKind
from infodesk.operations import composing, outreach, people, pipeline
from infodesk.operations.searching import refresh_index
from infodesk.store import next_steps, search, templates, touches
from infodesk.store import outreach as rows
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows


def somebody(store, first="Leila", last="Mansour", **facts):
    facts = {"company": "Institute of Examples", "email": f"{first.lower()}@example.org", **facts}
    return people.add_person(store, PersonDraft(first_name=first, last_name=last, **facts))


@pytest.fixture
def leila(store):
    person = somebody(store)
    finish(pipeline.shortlist(store, [person]))
    return person


@pytest.fixture
def me(store):
    with store.transaction(_step()) as db:
        profile_rows.change(
            db,
            {"first_name": "Erin", "last_name": "Exempla", "email": "erin@example.org",
             "location": "Lisbon, Portugal", "industry": "health data"},
        )  # fmt: skip
        profile_rows.add_entry(
            db, ProfileEntry(kind=ProfileKind.EDUCATION, organisation="Example University")
        )


def _step():
    from infodesk.core.changes import Step

    return Step(code="edit-person")


def draft(person, text="Dear Leila,\n\n  as typed  ", **facts):
    return Outreach(id=outreach.NEW, rev=0, person_id=person, text=text, **facts)


def test_a_draft_is_kept_as_typed_and_typing_is_undone_in_one(store, leila):
    kept = outreach.keep_draft(store, draft(leila, subject="Your path"))
    assert kept.text == "Dear Leila,\n\n  as typed  "
    for text in ("one", "one t", "one two\x00 \ud800"):
        kept = outreach.keep_draft(store, replace(kept, text=text))
    assert kept.text == "one two "
    finish(store.undo())
    assert rows.get(store.db, kept.id).text == "Dear Leila,\n\n  as typed  "
    finish(store.undo())
    assert rows.open_rows(store.db) == []
    finish(store.redo())
    assert [row.name for row in rows.open_rows(store.db)] == ["Leila Mansour"]


def test_a_hundred_thousand_characters_are_kept(store, leila):
    text = "Grüße 👩‍🔬 " * 10_000
    assert outreach.keep_draft(store, draft(leila, text)).text == text


def test_what_was_typed_for_a_channel_stands_beside_the_draft(store, leila):
    note = {Channel.LINKEDIN_NOTE: ""}
    kept = outreach.keep_draft(store, draft(leila, channel=Channel.LINKEDIN_NOTE, fitted=note))
    assert rows.get(store.db, kept.id).fitted == note
    assert rows.open_draft(store.db, leila, None) == kept
    assert rows.open_draft(store.db, leila, TextKind.THANKS) is None


def test_a_draft_changed_elsewhere_is_not_written_over(store, leila):
    kept = outreach.keep_draft(store, draft(leila))
    outreach.keep_draft(store, replace(kept, text="newer"))
    with pytest.raises(StaleEdit):
        outreach.keep_draft(store, replace(kept, text="older"))
    outreach.delete_draft(store, kept.id)
    with pytest.raises(NoSuchRecord):
        outreach.keep_draft(store, kept)


def test_who_is_not_to_be_contacted_is_written_nothing(store, leila):
    people.edit_person(store, leila, {"do_not_contact": True})
    with pytest.raises(DoNotContact):
        outreach.person_to_write_to(store, leila)
    with pytest.raises(DoNotContact):
        outreach.hand_over(store, draft(leila), may_go=True)
    with pytest.raises(DoNotContact):
        outreach.mark_sent(store, draft(leila), "x")
    assert rows.shortlisted(store.db, 10) == []
    assert touches.timeline(store.db, leila) == []


def test_a_text_with_gaps_is_not_handed_over(store, leila):
    with pytest.raises(DraftHasGaps):
        outreach.hand_over(store, draft(leila), may_go=False)
    kept = outreach.hand_over(store, draft(leila), may_go=True)
    assert kept.state is OutreachState.HANDED_OVER
    assert outreach.not_sent(store, kept.id).state is OutreachState.DRAFT


def test_sent_logs_the_touch_moves_on_and_sets_the_clock_in_one_step(store, leila):
    kept = outreach.hand_over(store, draft(leila), may_go=True)
    before = store.undo_mark
    sent = outreach.mark_sent(store, kept, "Dear Leila")
    assert sent.state is OutreachState.SENT
    assert [entry.text for entry in touches.timeline(store.db, leila)] == ["Dear Leila"]
    assert person_rows.get(store.db, leila).stage is Stage.ASKED
    due = {step.kind.value: str(step.due_on) for step in next_steps.open_steps(store.db, leila)}
    assert due == {"second-person": "2026-11-26", "follow-up": "2026-12-02"}
    assert store.undo_mark == before + 1
    with pytest.raises(NoSuchRecord):
        outreach.mark_sent(store, sent, "twice")
    finish(store.undo())
    assert rows.get(store.db, kept.id).state is OutreachState.HANDED_OVER
    assert person_rows.get(store.db, leila).stage is Stage.SHORTLISTED


def test_closing_kindly_closes(store, leila):
    outreach.mark_sent(store, draft(leila, kind=TextKind.CLOSE_KINDLY), "x")
    assert person_rows.get(store.db, leila).stage is Stage.CLOSED


def test_the_mail_goes_to_the_first_address(store, leila, me):
    person = person_rows.get(store.db, leila)
    assert outreach.mail_address(person.emails[0].address, "Hi", "Sub").startswith(
        "mailto:leila@example.org?"
    )
    data = outreach.mail_as_file(store, person, person.emails[0].address, "Hi", "Sub")
    assert b"To: Leila Mansour <leila@example.org>" in data
    assert b"From: Erin Exempla <erin@example.org>" in data


# What the vault knows


def test_what_is_known_fills_the_template_and_the_text_passes(store, leila, me):
    with store.transaction(_step()) as db:
        db.execute(
            "INSERT INTO education (person_id, school) VALUES (?, 'Example University')", (leila,)
        )
    about = composing.known(store, person_rows.get(store.db, leila))
    assert composing.usual_kind(about) is TextKind.ALUMNI
    facts = composing.facts(about, TextKind.ALUMNI, "en")
    text = fill(built_in(TextKind.ALUMNI, "en").text, facts)
    assert "We both studied at Example University." in text
    assert "I am in Lisbon (" in text
    context = composing.context(about, kind=TextKind.ALUMNI, channel=Channel.EMAIL)
    found = check(text, "From Example University to you", context)
    assert found.verdict.state == "ready"
    assert found.verdict.points == 6


def test_a_text_for_somebody_else_is_noticed(store, leila):
    other = somebody(store, "Sara", "Lind", company="Alder Hospitals")
    finish(pipeline.shortlist(store, [other]))
    about = composing.known(store, person_rows.get(store.db, leila))
    context = composing.context(about, kind=TextKind.COLD, channel=Channel.EMAIL)
    found = check("Dear Sara,\n\nI read about your work at Alder Hospitals.", "x", context)
    blocks = {one.hint for one in found.findings if one.level == 4}
    assert blocks == {"name-wrong", "company-wrong"}


@pytest.mark.parametrize("may", [True, False])
def test_a_referrer_is_named_only_if_they_allow_it(store, leila, may):
    ana = somebody(store, "Ana", "Beispiel", company="Elsewhere")
    with store.transaction(_step()) as db:
        db.execute(
            "INSERT INTO referral (person_id, referrer_id, may_use_name) VALUES (?, ?, ?)",
            (leila, ana, int(may)),
        )
    about = composing.known(store, person_rows.get(store.db, leila))
    text = fill(
        built_in(TextKind.REFERRAL, "en").text, composing.facts(about, TextKind.REFERRAL, "en")
    )
    assert ("Ana Beispiel" in text) is may
    assert ("A colleague of yours" in text) is not may
    assert about.unnamed_referrers == (() if may else ("Ana Beispiel",))


def test_since_the_last_text_counts_business_days_until_they_answer(store, leila, clock):
    outreach.mark_sent(store, draft(leila, subject="Your path"), "x")
    clock.move(days=9)
    about = composing.known(store, person_rows.get(store.db, leila))
    assert (about.days_since, about.answered, about.follow_ups) == (7, False, 0)
    assert composing.usual_kind(about) is TextKind.FOLLOW_UP
    facts = composing.facts(about, TextKind.FOLLOW_UP, "de")
    assert (facts["last_subject"], facts["last_sent"]) == ("Re: Your path", "23. November")
    outreach.mark_sent(store, draft(leila, kind=TextKind.FOLLOW_UP), "y")
    assert composing.known(store, person_rows.get(store.db, leila)).follow_ups == 1
    assert [(row.name, row.times) for row in rows.waiting(store.db)] == [("Leila Mansour", 2)]
    clock.move(days=1)
    pipeline.mark_replied(store, leila, Answer.YES)
    about = composing.known(store, person_rows.get(store.db, leila))
    assert (about.answered, about.follow_ups) == (True, 0)
    assert rows.waiting(store.db) == []


def test_a_follow_up_that_was_only_logged_counts_for_the_stop_rule(store, leila, clock):
    outreach.mark_sent(store, draft(leila), "x")
    clock.move(days=9)
    pipeline.mark_sent(
        store, Sent(person_id=leila, channel=Channel.EMAIL, purpose=Purpose.FOLLOW_UP)
    )
    about = composing.known(store, person_rows.get(store.db, leila))
    assert about.follow_ups == 1
    context = composing.context(about, kind=TextKind.FOLLOW_UP, channel=Channel.EMAIL)
    assert "clock-stop" in {one.hint for one in check("Hello", "x", context).findings}


def test_somebody_at_the_same_company_this_week(store, leila, clock):
    jun = somebody(store, "Jun", "Kanda")
    outreach.mark_sent(store, draft(jun), "x")
    assert composing.known(store, person_rows.get(store.db, leila)).same_company == "Jun Kanda"
    clock.move(days=8)
    assert composing.known(store, person_rows.get(store.db, leila)).same_company == ""


def test_the_months_notes_are_counted_imported_ones_too(store, leila, clock):
    for text, happened in (("Hi", datetime(2026, 11, 2, tzinfo=UTC)), ("", None),
                           ("Hi", datetime(2026, 10, 30, tzinfo=UTC))):  # fmt: skip
        people.log_touch(
            store,
            TouchDraft(person_id=leila, kind=TouchKind.INVITATION, direction=Direction.OUT,
                       text=text, happened_at=happened),
        )  # fmt: skip
    outreach.mark_sent(store, draft(leila, channel=Channel.LINKEDIN_NOTE), "Dear Leila")
    found = composing.budget(store)
    assert (found.used, found.most, found.warn_from) == (2, 5, 3)


def test_premium_makes_notes_longer(store):
    assert composing.limits(store).note_characters == 200
    composing.set_premium(store, True)
    assert composing.limits(store).note_characters == 300


def test_replies_are_counted_by_people_and_few_show_no_percentage(store, clock):
    for number in range(10):
        person = somebody(store, f"Name{number}", "Beispiel")
        channel = Channel.EMAIL if number < 8 else Channel.INMAIL
        outreach.mark_sent(store, draft(person, channel=channel), "x")
        outreach.mark_sent(store, draft(person, channel=channel, kind=TextKind.FOLLOW_UP), "x")
        if number < 3:
            pipeline.mark_replied(store, person, Answer.NO)
    every = rows.all_replies(store.db)
    assert (every.sent, every.replied, every.percent(10)) == (10, 3, 30)
    by = {one.group: (one.sent, one.replied, one.percent(10)) for one in
          rows.reply_counts(store.db, "channel")}  # fmt: skip
    assert by == {"email": (8, 3, None), "inmail": (2, 0, None)}
    assert {one.group for one in rows.reply_counts(store.db, "kind")} == {"cold", "follow-up"}


def test_a_draft_is_found_by_its_words_until_it_is_sent(store, leila):
    kept = outreach.keep_draft(store, draft(leila, "About zebrafish", subject="Okapi"))
    refresh_index(store)
    for word in ("zebra", "okapi"):
        assert [(hit.kind, hit.record) for hit in search.texts(store.db, word)] == [
            ("outreach", kept.id)
        ]
    outreach.mark_sent(store, kept, "About zebrafish")
    refresh_index(store)
    assert [hit.kind for hit in search.texts(store.db, "zebra")] == ["touch"]


def test_lists_do_not_read_everyone(store, leila):
    """With 30,000 people the few in the pipeline are found by their index."""
    for ask in (
        lambda db: rows.shortlisted(db, 10),
        rows.count_shortlisted,
        rows.waiting,
        lambda db: rows.names_of_others(db, leila, 10),
    ):
        asked = []
        store.db.set_trace_callback(asked.append)
        ask(store.db)
        store.db.set_trace_callback(None)
        plan = store.db.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()
        assert "person_stage" in " ".join(str(row[3]) for row in plan), plan


# Templates of one's own


def test_ones_own_template_is_kept_changed_and_removed(store):
    mine = Template(kind=TextKind.COLD, language="de", name=" Meine ", text="Guten Tag {name},\n")
    template_id = outreach.add_template(store, mine)
    kept = templates.get(store.db, template_id)
    assert (kept.name, kept.text) == ("Meine", "Guten Tag {name},\n")
    outreach.edit_template(store, replace(kept, name="Andere"))
    assert [one.name for one in templates.all_own(store.db)] == ["Andere"]
    with pytest.raises(StaleEdit):
        outreach.edit_template(store, replace(kept, name="Zu spät"))
    with pytest.raises(BadValue):
        outreach.add_template(store, replace(mine, name=" "))
    outreach.delete_template(store, template_id)
    assert templates.all_own(store.db) == []
    finish(store.undo())
    assert len(templates.all_own(store.db)) == 1


def test_an_imported_message_nobody_answered_is_not_followed_up(store, leila):
    people.move_to_stage(store, [leila], Stage.SHORTLISTED)
    with store.transaction(_step()) as db:
        touches.insert(
            db,
            leila,
            kind=TouchKind.MESSAGE.value,
            direction=Direction.OUT.value,
            happened_at="2021-01-30T09:00:00Z",
            text="Shall we connect?",
        )
    about = composing.known(store, person_rows.get(store.db, leila))
    assert not about.answered
    assert composing.usual_kind(about) is TextKind.COLD


def test_whoever_is_only_shortlisted_is_asked_by_whatever_is_sent(store, leila):
    people.move_to_stage(store, [leila], Stage.SHORTLISTED)
    outreach.mark_sent(store, draft(leila, kind=TextKind.FOLLOW_UP), "x")
    assert person_rows.get(store.db, leila).stage is Stage.ASKED
    kinds = {step.kind.value for step in next_steps.open_steps(store.db, leila)}
    assert kinds == {"second-person", "follow-up"}
