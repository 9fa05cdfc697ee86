"""What comes with people: messages, invitations, my profile, companies, details; all repeatable."""

from datetime import UTC, date, datetime

import pytest

from infodesk.core.archives import (
    ArchiveContents,
    FollowedCompany,
    ImportEvent,
    ImportJob,
    ImportProfile,
    ImportRecommendation,
    ImportTouch,
    JobKind,
    Owner,
)
from infodesk.core.contacts import ContactDetails, HeldPosition, Labelled, Schooling
from infodesk.core.import_plans import Decision, ImportChoices, MessageChoice
from infodesk.core.imports import FileReport, ImportFile, ImportRow
from infodesk.core.people import EVERYONE
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.touches import Direction, TouchDraft, TouchKind
from infodesk.operations import importing, people
from infodesk.operations.import_planning import plan_import
from infodesk.store import attachments, company_events, events
from infodesk.store import companies as company_rows
from infodesk.store import imports as import_rows
from infodesk.store import people as rows
from infodesk.store import profile as profile_rows
from infodesk.store import touches as touch_rows
from infodesk.store.copying import everything

MAYA = ImportRow(line=5, first_name="Maya", last_name="Chen", slug="maya-chen", company="Kestrel")
ANA = ImportRow(line=6, first_name="Ana", last_name="Ferrer", connected_on=date(2020, 1, 2))
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def at(day, hour=9):
    return datetime(2026, 8, day, hour, tzinfo=UTC)


def message(number, name, direction=Direction.IN, day=1, slug="", **facts):
    return ImportTouch(
        line=number,
        key=f"{number:032x}",
        kind=facts.pop("kind", TouchKind.MESSAGE),
        direction=direction,
        happened_at=at(day),
        name=name,
        slug=slug,
        text=facts.pop("text", f"words {number}"),
        **facts,
    )


def file_of(*people_rows, name="Basic.zip", **contents):
    report = FileReport(kind="linkedin-archive", rows=len(people_rows), people=len(people_rows))
    return ImportFile(
        name=name, rows=people_rows, report=report, archive=ArchiveContents(**contents)
    )


def plan(store, *files):
    return finish(plan_import(finish(import_rows.known_vault(store.db, details=True)), files))


def take(store, *files, **choices):
    return finish(importing.apply_import(store, plan(store, *files), ImportChoices(**choices)))


def person(store, name):
    found = {rows.get(store.db, one).name: one for one in rows.find_ids(store.db, EVERYONE)}
    return rows.get(store.db, found[name])


def touches(store, name):
    return [
        (entry.kind, entry.direction.value, entry.happened_at.day, entry.text)
        for entry in touch_rows.timeline(store.db, person(store, name).id)
        if entry.touch_id
    ]


def same_again(store, *files, **choices):
    """Import once more and return whether the vault is as before."""
    before = everything(store.db)
    take(store, *files, **choices)
    return everything(store.db) == before


# Messages and invitations


def test_messages_go_to_whom_they_were_with_and_come_once(store):
    file = file_of(
        MAYA,
        ANA,
        touches=[
            message(1, "M. Chen", slug="maya-chen", day=3),
            message(2, "Ana Ferrer", Direction.OUT, day=4),
            message(3, "Somebody Else", slug="else"),
        ],
    )
    result = take(store, file)
    assert result.touches == 2
    assert touches(store, "Maya Chen") == [("message", "in", 3, "")]
    assert touches(store, "Ana Ferrer") == [("message", "out", 4, "")]
    assert person(store, "Maya Chen").last_touch_on == date(2026, 8, 3)
    again = plan(store, file)
    assert again.does_nothing
    assert [stranger.name for stranger in again.strangers] == ["Somebody Else"]
    assert same_again(store, file)


def test_the_choice_of_messages(store):
    file = file_of(MAYA, touches=[message(1, "Maya Chen", slug="maya-chen", subject="Hello")])
    take(store, file, messages=MessageChoice.SKIP)
    assert touches(store, "Maya Chen") == []
    take(store, file)
    assert touches(store, "Maya Chen") == [("message", "in", 1, "")]
    assert take(store, file, messages=MessageChoice.TEXT).touches == 1
    assert touches(store, "Maya Chen") == [("message", "in", 1, "Hello\nwords 1")]
    assert same_again(store, file, messages=MessageChoice.TEXT)
    assert same_again(store, file)


def test_a_name_that_two_have_names_nobody(store):
    other = ANA._replace(line=7, connected_on=date(2022, 5, 5))
    file = file_of(ANA, other, touches=[message(1, "Ana Ferrer")])
    planned = plan(store, file)
    assert planned.contacts == ()
    assert [stranger.reason for stranger in planned.strangers] == ["namesakes"]


def test_another_profile_is_another_person(store):
    planned = plan(store, file_of(MAYA, touches=[message(1, "Maya Chen", slug="maya-chen-2")]))
    assert [stranger.reason for stranger in planned.strangers] == ["unknown"]


def test_a_stranger_becomes_a_person_only_when_invited(store):
    file = file_of(touches=[message(1, "Li van Else", slug="li-else"), message(2, "Bo", slug="bo")])
    assert take(store, file).did_nothing
    result = take(store, file, invited=frozenset({0}))
    assert (result.new, result.touches) == (1, 1)
    li = person(store, "Li van Else")
    assert (li.first_name, li.last_name, li.slug) == ("Li", "van Else", "li-else")
    assert len(touches(store, "Li van Else")) == 1
    assert [one.name for one in plan(store, file).strangers] == ["Bo"]


def test_contacts_that_are_left_out_and_people_who_are(store):
    file = file_of(
        MAYA,
        ANA,
        touches=[message(1, "Maya", slug="maya-chen"), message(2, "Ana Ferrer")],
    )
    result = take(store, file, silent=frozenset({0}), left_out=frozenset({6}))
    assert (result.new, result.touches) == (1, 0)
    assert touches(store, "Maya Chen") == []


def test_messages_of_a_doubtful_person_follow_the_decision(store):
    take(store, file_of(ANA))
    doubtful = ANA._replace(slug="ana-2", connected_on=date(2024, 4, 4))
    file = file_of(doubtful, touches=[message(1, "Ana", slug="ana-2")])
    for decision, count, people_then in (
        (Decision.SKIP, 0, 1),
        (Decision.SAME, 1, 1),
        (Decision.NEW, 1, 2),
    ):
        result = take(store, file, decisions={6: decision})
        assert result.touches == count
        assert rows.count(store.db, EVERYONE) == people_then
        if not result.did_nothing:
            finish(store.undo())


def test_what_was_logged_by_hand_that_day_is_not_doubled(store):
    take(store, file_of(MAYA))
    maya = person(store, "Maya Chen")
    draft = TouchDraft(
        person_id=maya.id,
        kind=TouchKind.MESSAGE,
        direction=Direction.OUT,
        happened_at=at(2, 7),
        text="mine",
    )
    people.log_touch(store, draft)
    file = file_of(
        MAYA,
        touches=[
            message(1, "Maya", Direction.OUT, day=2, slug="maya-chen"),
            message(2, "Maya", Direction.OUT, day=2, slug="maya-chen", subject="x"),
        ],
    )
    assert take(store, file).touches == 1
    assert touches(store, "Maya Chen") == [("message", "out", 2, "mine")]
    assert same_again(store, file)


def test_a_touch_removed_by_hand_does_not_come_back(store):
    file = file_of(MAYA, touches=[message(1, "Maya", slug="maya-chen")])
    take(store, file)
    (entry,) = [
        one for one in touch_rows.timeline(store.db, person(store, "Maya Chen").id) if one.touch_id
    ]
    people.delete_touch(store, entry.touch_id)
    assert plan(store, file).does_nothing
    finish(store.undo())
    assert len(touches(store, "Maya Chen")) == 1


def test_the_same_moment_told_by_another_era_is_the_same_touch(store):
    take(store, file_of(MAYA, touches=[message(1, "Maya", slug="maya-chen")]))
    told = message(1, "Maya Chen")._replace(key="f" * 32)
    assert plan(store, file_of(MAYA, touches=[told])).does_nothing


def test_invitations_are_outreach_with_their_notes(store):
    file = file_of(
        MAYA,
        touches=[
            message(1, "Maya", Direction.OUT, slug="maya-chen", kind=TouchKind.INVITATION),
            message(2, "X", Direction.OUT, slug="x", kind=TouchKind.INVITATION),
            message(3, "Y", Direction.OUT, slug="y", kind=TouchKind.INVITATION, text=""),
        ],
    )
    take(store, file)
    assert touches(store, "Maya Chen") == [("invitation", "out", 1, "words 1")]
    assert import_rows.told_notes(store.db, "2026-08") == 2
    assert import_rows.told_notes(store.db, "2026-09") == 0
    assert person(store, "Maya Chen").stage == "spotted"


def test_recommendations_are_touches(store):
    told = ImportRecommendation(
        line=2, direction=Direction.IN, name="Maya Chen", text="She is kind.", at=at(9)
    )
    file = file_of(MAYA, recommendations=[told])
    take(store, file)
    assert touches(store, "Maya Chen") == [("recommendation", "in", 9, "She is kind.")]
    assert same_again(store, file)


def test_an_archive_of_somebody_else_brings_people_only(store):
    take(store, file_of(MAYA, owner=Owner(name="Me", slug="me"), profile=profile()))
    file = file_of(
        ANA,
        owner=Owner(name="Other", slug="other"),
        profile=profile(first_name="Other"),
        touches=[message(1, "Ana Ferrer")],
    )
    planned = plan(store, file)
    assert (planned.stranger, planned.contacts, planned.profile) == ("Other", (), ())
    assert len(planned.new) == 1


# My profile

JOB = ProfileEntry(
    kind=ProfileKind.POSITION,
    title="Nurse",
    organisation="Alder Hospitals",
    started_on=date(2019, 1, 1),
)
SKILL = ProfileEntry(kind=ProfileKind.SKILL, title="SQL")


def profile(*entries, **fields):
    fields = {"first_name": "Erin", "headline": "Career changer", **fields}
    return ImportProfile(profile=Profile(**fields, entries=entries))


def entries(store):
    return [(one.title, one.finished_on) for one in profile_rows.get(store.db).entries]


def test_an_archive_fills_my_profile_once(store):
    file = file_of(profile=profile(JOB, SKILL), owner=Owner(name="Erin", slug="erin"))
    assert take(store, file).profile == 5
    mine = profile_rows.get(store.db)
    assert (mine.first_name, mine.headline, mine.slug) == ("Erin", "Career changer", "erin")
    assert entries(store) == [("Nurse", None), ("SQL", None)]
    assert same_again(store, file)
    finish(store.undo())
    assert profile_rows.get(store.db) == Profile()


def test_a_newer_archive_changes_what_it_brought_and_nothing_of_mine(store):
    take(store, file_of(profile=profile(JOB, SKILL, industry="Health")))
    mine = profile_rows.get(store.db)
    with store.transaction(importing.Step(code="edit-profile")) as db:
        profile_rows.change(db, {"headline": "My own words"}, mine.rev)
        skill = next(one for one in mine.entries if one.kind is ProfileKind.SKILL)
        profile_rows.delete_entry(db, skill.id)
    ended = ProfileEntry(
        kind=ProfileKind.POSITION,
        title="Nurse",
        organisation="Alder Hospitals",
        started_on=date(2019, 1, 1),
        finished_on=date(2026, 9, 1),
    )
    later = file_of(profile=profile(ended, SKILL, headline="Their words", industry="Data"))
    planned = plan(store, later)
    assert [(one.field or one.entry.title, one.kind) for one in planned.profile] == [
        ("headline", "kept"),
        ("industry", "changed"),
        ("Nurse", "changed"),
    ]
    take(store, later)
    assert profile_rows.get(store.db).headline == "My own words"
    assert profile_rows.get(store.db).industry == "Data"
    assert entries(store) == [("Nurse", date(2026, 9, 1))]
    assert same_again(store, later)
    take(store, later, profile_overruled=frozenset({0}))
    assert profile_rows.get(store.db).headline == "Their words"


def test_lines_of_my_profile_that_are_left_out_are_proposed_again(store):
    file = file_of(profile=profile(JOB, SKILL))
    left = frozenset(range(1, 4))
    assert take(store, file, profile_left=left).profile == 1
    assert [one.kind for one in plan(store, file).profile] == ["filled"] * 3


# Companies and events


def test_followed_companies_jobs_and_events_come_once(store):
    file = file_of(
        companies=[FollowedCompany(2, "Northwind Health", at(1))],
        jobs=[
            ImportJob(2, JobKind.APPLIED, at(5), "Northwind Health Ltd", "Analyst"),
            ImportJob(3, JobKind.SAVED, at(4), "", "Nameless"),
        ],
        events=[
            ImportEvent(2, "Data Fair", at(7)),
            ImportEvent(3, "Ball", at(8), status="INVITED"),
        ],
    )
    assert take(store, file).companies == 3
    (company,) = company_rows.find(store.db)
    found = company_events.of_company(store.db, company.id)
    assert [(one.kind, one.on, one.title) for one in found] == [
        ("applied", date(2026, 8, 5), "Analyst"),
        ("followed", date(2026, 8, 1), ""),
    ]
    assert company_events.followed(store.db) == {company.id: date(2026, 8, 1)}
    assert [event.name for event in events.all_events(store.db)] == ["Data Fair"]
    assert same_again(store, file)


# Details of address books

CARD = MAYA._replace(
    email="maya@example.org",
    position="Lead",
    more=ContactDetails(
        nickname="May",
        location="Berlin",
        about="Met at the fair",
        birthday="--04-15",
        phones=(Labelled("+49 30 1234", "Work"), Labelled("+49 170 5", "")),
        emails=(Labelled("maya@example.org", "Work"),),
        links=(Labelled("https://maya.example", "Home page"),),
        addresses=(Labelled("Street 1\nBerlin", "Home"),),
        labels=("Alumni",),
        positions=(
            HeldPosition(title="Lead", company="Kestrel", started_on=date(2021, 1, 1)),
            HeldPosition(
                title="Clerk", company="Old AG", finished_on=date(2020, 1, 1), is_current=False
            ),
        ),
        education=(Schooling(school="FU Berlin", degree="BA"),),
        photo=PIXEL,
        photo_type="image/png",
    ),
)


def details(store, person_id):
    return store.db.execute(
        "SELECT kind, value, label FROM person_detail WHERE person_id = ? ORDER BY kind",
        (person_id,),
    ).fetchall()


@pytest.mark.parametrize("known_before", [False, True])
def test_all_that_an_address_book_tells_is_kept(store, known_before):
    if known_before:
        take(store, file_of(MAYA))
    take(store, file_of(CARD))
    maya = person(store, "Maya Chen")
    assert (maya.title, maya.location, maya.about) == ("Lead", "Berlin", "Met at the fair")
    assert [(one.number, one.label) for one in maya.phones] == [
        ("+49 30 1234", "Work"),
        ("+49 170 5", ""),
    ]
    assert [(one.address, one.label) for one in maya.emails] == [("maya@example.org", "Work")]
    assert [one.url for one in maya.links] == ["https://maya.example"]
    assert [tag.name for tag in maya.tags] == ["Alumni"]
    assert [(one.title, one.is_current, one.started_on) for one in maya.positions] == [
        ("Lead", True, date(2021, 1, 1)),
        ("Clerk", False, None),
    ]
    assert [(one.school, one.degree) for one in maya.education] == [("FU Berlin", "BA")]
    assert details(store, maya.id) == [
        ("address", "Street 1\nBerlin", "Home"),
        ("birthday", "--04-15", ""),
        ("nickname", "May", ""),
    ]
    assert attachments.content(store.db, maya.photo_id) == PIXEL
    assert same_again(store, file_of(CARD))
    assert plan(store, file_of(CARD)).kept == ()


def test_what_stands_there_already_is_kept_unless_overruled(store):
    take(store, file_of(CARD))
    other = CARD._replace(more=ContactDetails(location="Paris", about="Other", phones=()))
    planned = plan(store, file_of(other))
    assert planned.does_nothing
    assert [(one.field, one.kind) for one in planned.kept[0].changes] == [
        ("location", "kept"),
        ("about", "kept"),
    ]
    take(store, file_of(other), overruled=frozenset({(5, "location")}))
    maya = person(store, "Maya Chen")
    assert (maya.location, maya.about) == ("Paris", "Met at the fair")


def test_a_typed_field_can_be_overruled(store):
    take(store, file_of(MAYA))
    people.edit_person(store, person(store, "Maya Chen").id, {"company": "My words"})
    moved = MAYA._replace(company="Northwind")
    assert take(store, file_of(moved)).did_nothing
    assert take(store, file_of(moved), overruled=frozenset({(5, "company")})).moved == 1
    assert person(store, "Maya Chen").company == "Northwind"


# Several files, old and new


def test_of_two_exports_at_once_the_newer_one_is_right_whatever_their_order(store):
    old = file_of(MAYA, ANA, name="old.zip", exported_on=date(2025, 1, 1))
    new = file_of(
        MAYA._replace(company="Northwind", line=9), name="new.zip", exported_on=date(2026, 1, 1)
    )
    for files in ((old, new), (new, old)):
        result = take(store, *files)
        assert (result.new, result.moved) == (2, 1)
        maya = person(store, "Maya Chen")
        assert [one.company for one in maya.positions] == ["Northwind", "Kestrel"]
        (change,) = import_rows.job_changes(store.db)
        assert (change.old_company, change.new_company) == ("Kestrel", "Northwind")
        for file in files:
            assert plan(store, file).does_nothing
        finish(store.undo())


def test_an_older_archive_fills_gaps_of_everything(store):
    take(
        store,
        file_of(MAYA, profile=profile(headline="New"), exported_on=date(2026, 1, 1)),
    )
    old = file_of(
        MAYA._replace(company="Old AG", email="m@example.org"),
        profile=profile(headline="Old", industry="Health"),
        exported_on=date(2025, 1, 1),
        touches=[message(1, "Maya", slug="maya-chen")],
    )
    planned = plan(store, old)
    assert planned.older == {0}
    result = take(store, old)
    assert (result.changed, result.touches, result.profile, result.moved) == (1, 1, 1, 0)
    assert person(store, "Maya Chen").company == "Kestrel"
    assert profile_rows.get(store.db).headline == "New"


# Taking it back later


def test_an_import_is_taken_back_after_other_work_which_stays(store):
    file = file_of(
        MAYA,
        ANA,
        profile=profile(JOB),
        companies=[FollowedCompany(2, "Northwind", at(1))],
        touches=[message(1, "Maya", slug="maya-chen"), message(2, "Ana Ferrer")],
    )
    import_id = take(store, file).import_id
    people.edit_person(store, person(store, "Maya Chen").id, {"about": "mine"})
    assert importing.can_undo(store) == {import_id}
    kept = finish(importing.undo_import(store, import_id))
    assert kept["person"] == {person(store, "Maya Chen").id}
    assert len(touches(store, "Maya Chen")) == 1
    assert rows.count(store.db, EVERYONE) == 1
    assert profile_rows.get(store.db) == Profile()
    assert import_rows.history(store.db) == []
    assert [one.name for one in company_rows.find(store.db)] == ["Kestrel"]
    finish(store.undo())
    assert rows.count(store.db, EVERYONE) == 2
    assert importing.can_undo(store) == {import_id}


def test_a_picture_that_cannot_be_shown_is_not_proposed_again_and_again(store):
    card = CARD._replace(more=ContactDetails(photo=b"<svg/>", photo_type="image/svg+xml"))
    take(store, file_of(card))
    assert person(store, "Maya Chen").photo_id is None
    assert plan(store, file_of(card)).does_nothing
