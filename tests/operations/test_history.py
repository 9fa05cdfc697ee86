"""Positions and schools as one edits them, my profile, jobs that changed, common ground."""

from datetime import date

import pytest

from infodesk.core.changes import Step
from infodesk.core.common_ground import CommonKind
from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit
from infodesk.core.history import EducationDraft, PositionDraft
from infodesk.core.people import PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.operations import history, profile
from infodesk.operations.companies import merge_companies
from infodesk.operations.people import add_person, trash_people
from infodesk.store import history as rows
from infodesk.store import imports, people
from infodesk.store import profile as profile_rows
from infodesk.store.copying import everything
from infodesk.words.history import common_detail, common_title, span_words


@pytest.fixture
def maya(store):
    draft = PersonDraft(first_name="Maya", last_name="Chen", title="Lead", company="Aye")
    return add_person(store, draft)


def jobs(store, person):
    found = people.get(store.db, person).positions
    return [(each.title, each.company, each.is_current) for each in found]


def test_a_past_position_changes_nothing_of_the_present(store, maya):
    draft = PositionDraft(title="Analyst", company="Bee", started_on=date(2015, 5, 1),
                          finished_on=date(2019, 1, 1))  # fmt: skip
    position = history.add_position(store, maya, draft)
    assert jobs(store, maya) == [("Lead", "Aye", True), ("Analyst", "Bee", False)]
    history.edit_position(store, position, PositionDraft(title="Nurse", company="Bee"), 1)
    assert jobs(store, maya)[1] == ("Nurse", "Bee", False)
    with pytest.raises(StaleEdit):
        history.edit_position(store, position, draft, 1)
    history.remove_position(store, position)
    with pytest.raises(NoSuchRecord):
        history.remove_position(store, position)
    assert people.get(store.db, maya).title == "Lead"


def test_a_present_position_is_shown_as_the_persons(store, maya):
    before = everything(store.db)
    new = PositionDraft(title="Head", company="Bee", is_current=True, finished_on=date(2020, 1, 1))
    position = history.add_position(store, maya, new)
    person = people.get(store.db, maya)
    assert (person.title, person.company) == ("Head", "Bee")
    assert jobs(store, maya) == [("Head", "Bee", True), ("Lead", "Aye", False)]
    assert person.positions[0].finished_on is None
    assert people.edited_fields(store.db, maya) >= {"title", "company"}
    history.remove_position(store, position)
    assert people.get(store.db, maya).title == ""
    finish(store.undo())
    finish(store.undo())
    assert everything(store.db) == before


def test_what_says_nothing_or_ends_before_it_begins_is_refused(store, maya):
    wrong = {"started_on": date(2020, 1, 1), "finished_on": date(2019, 1, 1)}
    before = everything(store.db)
    for bad in (
        lambda: history.add_position(store, maya, PositionDraft(title=" ")),
        lambda: history.add_position(store, maya, PositionDraft(title="x", **wrong)),
        lambda: history.add_education(store, maya, EducationDraft()),
        lambda: history.add_education(store, maya, EducationDraft(school="x", **wrong)),
        lambda: profile.add_entry(store, ProfileEntry(kind=ProfileKind.SKILL)),
        lambda: profile.edit_profile(store, {"website": "javascript:1"}, 0),
        lambda: profile.edit_profile(store, {"email": "nobody"}, 0),
        lambda: profile.edit_profile(store, {"profile_url": "https://example.org/x"}, 0),
    ):
        with pytest.raises(BadValue):
            bad()
    assert everything(store.db) == before


def test_schools_are_added_changed_and_removed(store, maya):
    history.add_education(store, maya, EducationDraft(school="Example School", degree="BSc"))
    (learned,) = people.get(store.db, maya).education
    draft = EducationDraft(school="Example School", degree="MSc", finished_on=date(2010, 1, 1))
    history.edit_education(store, learned.id, draft, learned.rev)
    assert people.get(store.db, maya).education[0].degree == "MSc"
    with pytest.raises(StaleEdit):
        history.edit_education(store, learned.id, draft, learned.rev)
    history.remove_education(store, learned.id)
    assert people.get(store.db, maya).education == ()


def test_my_profile_is_edited_field_by_field_and_undone(store):
    fields = {"first_name": " Ada ", "website": "example.org", "profile_url": "in/ada-b"}
    profile.edit_profile(store, {"profile_url": "ada-b"}, 0)
    profile.edit_profile(store, {**fields, "profile_url": "linkedin.com/in/ada-b"}, 1)
    found = profile_rows.get(store.db)
    assert (found.first_name, found.website, found.slug) == ("Ada", "https://example.org", "ada-b")
    with pytest.raises(StaleEdit):
        profile.edit_profile(store, {"headline": "x"}, 1)
    finish(store.undo())
    assert profile_rows.get(store.db).first_name == ""


def test_lines_of_my_profile_are_there_once(store):
    skill = ProfileEntry(kind=ProfileKind.SKILL, title="Python")
    one = profile.add_entry(store, skill)
    assert profile.add_entry(store, ProfileEntry(kind=ProfileKind.SKILL, title=" python")) == one
    (found,) = profile_rows.get(store.db).entries
    assert found.title == "Python"
    profile.remove_entry(store, one)
    assert profile_rows.get(store.db).entries == ()


def test_common_ground_knows_merged_companies_and_who_named_whom(store, maya):
    sara = add_person(store, PersonDraft(first_name="Sara", company="Bee"))
    entry = ProfileEntry(kind=ProfileKind.POSITION, title="Nurse", organisation="Bee",
                         started_on=date(2015, 5, 1))  # fmt: skip
    profile.add_entry(store, entry)
    with store.transaction(Step(code="edit-person")) as db:
        db.execute("INSERT INTO referral (person_id, referrer_id, text) VALUES (?, ?, 'Ask her')",
                   (maya, sara))  # fmt: skip
    assert [each.kind for each in history.shared_with(store.db, maya)] == [CommonKind.PERSON]
    aye = people.get(store.db, maya).company_id
    merge_companies(store, aye, people.get(store.db, sara).company_id)
    employer, friend = history.shared_with(store.db, maya)
    assert common_title(employer) == "Same employer: Aye"
    assert common_detail(employer) == "You: Bee, Nurse, from May 2015\nThey: Aye, Lead"
    assert (common_title(friend), common_detail(friend)) == ("Knows us both: Sara", "Ask her")
    finish(trash_people(store, [sara]))
    assert [each.kind for each in history.shared_with(store.db, maya)] == [CommonKind.EMPLOYER]


def test_jobs_that_changed_are_news_until_dismissed(store, maya):
    with store.transaction(Step(code="import")) as db:
        changed = (maya, 1, "Nurse", "Bee", "Lead", "Aye", "2026-01-02")
        imports.add_job_changes(db, [changed])
    (news,) = rows.job_news_ids(store.db)
    found = rows.load_job_news(store.db, [news])[news]
    assert (found.name, found.old_company, found.new_title) == ("Maya Chen", "Bee", "Lead")
    assert found.noticed_on == date(2026, 1, 2)
    history.dismiss_job_news(store, [news])
    assert rows.job_news_ids(store.db) == []
    finish(store.undo())
    assert rows.job_news_ids(store.db) == [news]
    finish(trash_people(store, [maya]))
    assert rows.job_news_ids(store.db) == []


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((None, None, False), ""),
        ((None, None, True), "now"),
        ((date(2019, 1, 1), None, True), "since 2019"),
        ((date(2019, 5, 1), date(2021, 1, 1), False), "May 2019 to 2021"),
        ((None, date(2021, 1, 1), False), "until 2021"),
        ((date(2019, 5, 1), None, False), "from May 2019"),
    ],
)
def test_from_when_to_when(span, words):
    began, ended, lasts = span
    assert span_words(began, ended, lasts=lasts) == words
