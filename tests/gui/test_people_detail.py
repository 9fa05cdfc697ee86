"""The detail of a person: each field in place, touches, notes, positions, and what is refused."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.research import Topic
from infodesk.core.stages import Stage
from infodesk.core.touches import Direction, TouchDraft, TouchKind
from infodesk.gui.days import day_menu, read_day
from infodesk.gui.pages.people.add_person import AddPersonDialog, split_name, take_apart
from infodesk.gui.pages.people.job_dialog import JobDialog
from infodesk.operations import next_steps
from infodesk.operations import people as verbs
from infodesk.store import imports as import_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as rows
from infodesk.store import research
from infodesk.store import touches as touch_rows
from tests.gui.test_people_page import shown
from tests.gui.walking import nameless

KEY = Qt.Key
TODAY = date(2026, 11, 23)


@pytest.fixture
def maya(store):
    return verbs.add_person(
        store,
        PersonDraft(
            first_name="Maya",
            last_name="Chen",
            title="Head of Data",
            company="Northwind Health",
            email="maya@example.org",
            profile_url="https://www.linkedin.com/in/maya-chen-example",
            stage=Stage.MET,
        ),
    )


@pytest.fixture
def page(desk, qapp, qtbot, maya):
    return shown(desk, qapp, qtbot)


@pytest.fixture
def detail(page):
    return page.detail


@pytest.fixture
def person(desk, maya):
    """Read the person as the vault has them."""
    return lambda: rows.get(desk.store.db, maya)


def type_into(qtbot, edit, text, key=KEY.Key_Return):
    """Open an editor in place, type and press a key."""
    edit.setFocus()
    qtbot.keyClick(edit, KEY.Key_F2)
    editor = edit.findChild(QLineEdit)
    editor.clear()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, key)


def test_a_field_is_edited_in_place_and_undone(detail, desk, qtbot, person):
    row = detail.facts.row("email-0")
    type_into(qtbot, row.edit, "maya.chen@example.org")
    assert person().emails[0].address == "maya.chen@example.org"
    assert row.edit.text() == "maya.chen@example.org"
    finish(desk.store.undo())
    assert row.edit.text() == "maya@example.org"
    type_into(qtbot, row.edit, "nothing", KEY.Key_Escape)
    assert person().emails[0].address == "maya@example.org"


def test_what_is_refused_stays_in_the_editor_with_the_reason(detail, qtbot, person):
    row = detail.facts.row("email-0")
    type_into(qtbot, row.edit, "maya at home")
    qtbot.waitUntil(row.edit.is_editing)
    assert row.edit.findChild(QLineEdit).text() == "maya at home"
    assert "name@example.org" in row.wrong.text()
    assert person().emails[0].address == "maya@example.org"
    assert not detail.flush()
    qtbot.waitUntil(row.edit.is_editing)
    qtbot.keyClick(row.edit.findChild(QLineEdit), KEY.Key_Escape)
    row.forget()
    assert detail.flush()


def test_an_edit_that_another_change_overtook_says_so(detail, desk, qtbot, person, maya):
    detail.start_fact("location")
    row = detail.facts.row("location")
    editor = row.edit.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Porto")
    verbs.edit_person(desk.store, maya, {"location": "Lisbon"})
    assert "Lisbon" in row.wrong.text()
    assert editor.text() == "Porto"
    qtbot.keyClick(editor, KEY.Key_Return)
    assert person().location == "Porto"


def test_a_stale_revision_is_refused_and_the_present_one_shown(detail, desk, person, maya):
    old = detail.person
    desk.changes.blockSignals(True)
    verbs.edit_person(desk.store, maya, {"next_step": "Elsewhere"})
    desk.changes.blockSignals(False)
    failures = []
    desk.notices.failing.connect(failures.append)
    assert detail.person is old
    detail.next_step.changed.emit({"next_step": "Mine"})
    assert [error.code for error in failures] == ["stale-edit"]
    assert person().next_step == "Elsewhere"
    assert detail.next_step.what.text() == "Elsewhere"


def test_first_and_last_name_are_one_step(detail, desk, qtbot, person):
    name = detail.header.name
    name.setFocus()
    qtbot.keyClick(name, KEY.Key_Return)
    first, last = name.findChildren(QLineEdit)
    first.setText("Mia")
    last.setText("Tan")
    qtbot.keyClick(last, KEY.Key_Return)
    assert person().name == "Mia Tan"
    assert not name.is_editing()
    finish(desk.store.undo())
    assert person().name == "Maya Chen"


def test_a_name_may_not_be_taken_away_entirely(detail, desk, qtbot, person, maya):
    verbs.edit_email(desk.store, person().emails[0].id, "")
    verbs.edit_person(desk.store, maya, {"profile_url": ""})
    name = detail.header.name
    name.edit(("", ""))
    qtbot.keyClick(name.findChildren(QLineEdit)[1], KEY.Key_Return)
    qtbot.waitUntil(name.is_editing)
    assert person().name == "Maya Chen"
    assert name._wrong.isVisible()
    name.cancel()


def test_a_corrected_position_replaces_and_a_new_job_keeps(page, detail, qtbot, person):
    job = detail.header.job
    job.edit(("Chief of Data", "Northwind Health"))
    qtbot.keyClick(job.findChildren(QLineEdit)[0], KEY.Key_Return)
    assert [position.title for position in person().positions] == ["Chief of Data"]
    page.desk.commands.run("people-new-job")
    dialog = page.findChild(JobDialog)
    dialog.company.clear()
    dialog.keep()
    assert dialog.title_field.error()
    dialog.title.setText("Director")
    dialog.company.setText("Alder Hospitals")
    dialog.keep()
    assert person().company == "Alder Hospitals"
    assert [position.title for position in person().positions] == ["Director", "Chief of Data"]
    detail.tabs.setCurrentIndex(3)
    assert len(detail.about.history.positions.lines) == 2


def test_facts_are_added_and_taken_away(detail, qtbot, person):
    detail.start_fact("phone")
    qtbot.keyClicks(detail.facts.row("new-phone").edit.findChild(QLineEdit), "+351 555 0100")
    qtbot.keyClick(detail.facts.row("new-phone").edit.findChild(QLineEdit), KEY.Key_Return)
    assert [phone.number for phone in person().phones] == ["+351 555 0100"]
    assert "new-phone" not in detail.facts._rows
    type_into(qtbot, detail.facts.row("phone-0").edit, "")
    assert person().phones == ()
    detail.start_fact("connected_on")
    qtbot.keyClicks(detail.facts.row("connected_on").edit.findChild(QLineEdit), "14 March 2021")
    qtbot.keyClick(detail.facts.row("connected_on").edit.findChild(QLineEdit), KEY.Key_Return)
    assert person().connected_on == date(2021, 3, 14)


def test_the_profile_may_be_typed_as_it_is_shown(detail, qtbot, person):
    row = detail.facts.row("profile_url")
    assert row.edit.text() == "in/maya-chen-example"
    type_into(qtbot, row.edit, "in/maya-elsewhere")
    assert person().slug == "maya-elsewhere"


def test_links_ask_first_and_addresses_are_copied(detail, ask, desk):
    ask.answers.append(None)
    detail.facts.row("profile_url").fact.buttons[0].run()
    assert "www.linkedin.com" in ask.asked[0][0]
    detail.facts.row("email-0").fact.buttons[0].run()
    assert QGuiApplication.clipboard().text() == "maya@example.org"


def test_the_next_step_is_typed_dated_and_done(page, detail, qtbot, person, desk):
    assert detail.next_step.what.text() == "Send thanks"
    next_steps.skip(desk.store, step_rows.first_open(desk.store.db, person().id).id, "too-late")
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    type_into(qtbot, detail.next_step.what, "Send thanks")
    assert person().next_step == "Send thanks"
    assert detail.next_step._quick.isVisible()
    menu = day_menu(
        detail, TODAY, None, lambda day: detail.next_step.changed.emit({"next_step_on": day})
    )
    next(a for a in menu.actions() if a.text().startswith("In 2 weeks")).trigger()
    assert person().next_step_on == TODAY + timedelta(days=14)
    assert detail.next_step.when.isVisible()
    detail.next_step.finish.click()
    assert (person().next_step, person().next_step_on) == ("", None)
    assert said == ["Next step done. What comes after it?"]
    finish(desk.store.undo())
    assert person().next_step == "Send thanks"


def test_a_touch_costs_a_key_the_text_and_enter(page, detail, qtbot, person, desk, maya):
    qtbot.keyClick(page.table, KEY.Key_L)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "Said hello")
    qtbot.keyClick(field, KEY.Key_Return)
    entries = touch_rows.timeline(desk.store.db, maya)
    assert [(entry.kind, entry.direction, entry.text) for entry in entries] == [
        ("message", Direction.OUT, "Said hello")
    ]
    assert person().last_touch_on == TODAY
    assert field.text() == ""
    assert [row.entry.text for row in detail.timeline.rows()] == ["Said hello"]
    log = detail.timeline.log
    log._set("kind", TouchKind.CALL)
    log._set("direction", Direction.IN)
    log._set("day", TODAY - timedelta(days=2))
    qtbot.keyClicks(field, "Called back")
    qtbot.keyClick(field, KEY.Key_Return)
    assert detail.timeline.rows()[1].accessibleName().startswith("Call from them. 2 days ago")
    qtbot.keyClick(field, KEY.Key_Return)
    assert len(detail.timeline.rows()) == 2


def test_touches_are_edited_and_removed(detail, qtbot, desk, ask, maya):
    draft = TouchDraft(person_id=maya, kind=TouchKind.EMAIL, text="Asked")
    verbs.log_touch(desk.store, draft)
    row = detail.timeline.rows()[0]
    ask.answers.append("Asked for 20 minutes")
    qtbot.keyClick(row, KEY.Key_Return)
    row = detail.timeline.rows()[0]
    assert row.entry.text == "Asked for 20 minutes"
    row.setFocus()
    qtbot.keyClick(row, KEY.Key_Delete)
    assert detail.timeline.rows() == []
    assert detail.person.deleted_at is None
    finish(desk.store.undo())
    assert len(detail.timeline.rows()) == 1


def test_a_long_timeline_shows_its_newest_part_first(detail, desk, maya, clock):
    for days in range(50):
        happened = clock() - timedelta(days=days)
        verbs.log_touch(
            desk.store,
            TouchDraft(person_id=maya, kind=TouchKind.CALL, happened_at=happened, text=str(days)),
        )
    assert len(detail.timeline.rows()) == 40
    detail.timeline.show_all()
    assert len(detail.timeline.rows()) == 50


def test_tags_are_given_and_taken(detail, desk, person, maya, qtbot):
    finish(verbs.tag_people(desk.store, [maya], "health"))
    chip = detail.header._chips[0]
    assert chip.text() == "health"
    qtbot.waitUntil(chip.isVisible)
    chip.setFocus()
    qtbot.keyClick(chip, KEY.Key_Delete)
    assert person().tags == ()
    assert person().deleted_at is None


def test_notes_are_kept_for_the_person_they_were_typed_about(page, detail, desk, qtbot, maya):
    other = verbs.add_person(desk.store, PersonDraft(first_name="Zoe", stage=Stage.MET))
    detail.tabs.setCurrentIndex(1)
    qtbot.keyClicks(detail.notes.area, "Knows registries")
    page.table.choose(other)
    assert meeting_rows.person_notes(desk.store.db, maya) == "Knows registries"
    assert detail.notes.text() == ""
    page.table.choose(maya)
    assert detail.notes.text() == "Knows registries"


def test_about_is_committed_when_it_is_left(page, detail, qtbot, person):
    detail.tabs.setCurrentIndex(3)
    detail.about.text.setFocus()
    qtbot.keyClicks(detail.about.text, "Nurse first")
    page.table.setFocus()
    assert person().about == "Nurse first"


def test_another_person_gets_nothing_that_was_being_typed(page, detail, desk, qtbot, person):
    other = verbs.add_person(
        desk.store, PersonDraft(first_name="Zoe", email="zoe@example.org", stage=Stage.MET)
    )
    row = detail.facts.row("email-0")
    row.edit.edit("new@example.org")
    page.table.choose(other)
    assert person().emails[0].address == "new@example.org"
    assert rows.get(desk.store.db, other).emails[0].address == "zoe@example.org"
    assert not row.edit.is_editing()


def test_a_person_deleted_elsewhere_leaves_the_detail(page, detail, desk, maya):
    finish(verbs.delete_for_good(desk.store, [maya]))
    assert detail.person is None
    assert not page.beside.isVisible()
    finish(desk.store.undo())
    assert detail.person is not None


# Days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("today", TODAY),
        ("In 2 weeks", TODAY + timedelta(days=14)),
        ("3", TODAY + timedelta(days=3)),
        ("+2w", TODAY + timedelta(days=14)),
        ("2026-12-24", date(2026, 12, 24)),
        ("24 December 2026", date(2026, 12, 24)),
    ],
)
def test_days_as_they_are_typed(typed, day):
    assert read_day(typed, TODAY, field="next_step_on") == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_refused(text):
    with contextlib.suppress(BadValue):
        assert isinstance(read_day(text, TODAY, field="day"), date | None)


# Adding


@pytest.fixture
def dialog(page):
    page.add_person()
    return page.findChild(AddPersonDialog)


def test_enter_adds_and_selects(page, dialog, qtbot, desk):
    dialog.name.setText("Ana María Kovač")
    dialog.tags.setText("health, autumn")
    dialog.company.setText("Alder Hospitals")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    ana = rows.get(desk.store.db, page.chosen()[0])
    assert (ana.first_name, ana.last_name) == ("Ana María", "Kovač")
    assert ana.stage is Stage.SHORTLISTED
    assert [tag.name for tag in ana.tags] == ["autumn", "health"]


def test_one_not_shortlisted_is_shown_among_everyone(page, dialog):
    dialog.name.setText("Ana")
    dialog.shortlist.setChecked(False)
    dialog.add()
    assert page.filters.cut == "everyone"
    assert page.detail.person.first_name == "Ana"


def test_the_sheet_speaks(dialog):
    assert nameless(dialog) == []
    dialog.reject()


def test_what_is_wrong_is_said_beside_its_field(dialog, desk):
    dialog.add()
    assert dialog.fields["first_name"].error()
    dialog.name.setText("Ana")
    dialog.email.setText("ana at home")
    dialog.add()
    assert dialog.fields["email"].error()
    assert not dialog.fields["first_name"].error()
    dialog.email.clear()
    dialog.profile.setText("in/maya-chen-example")
    dialog.add()
    assert dialog.fields["profile_url"].error()
    assert rows.count_all(desk.store.db) == 1
    dialog.reject()


def test_a_paste_is_taken_apart(dialog):
    dialog.name.setText("Ana Kovač <ana@example.org>")
    assert (dialog.name.text(), dialog.email.text()) == ("Ana Kovač", "ana@example.org")
    dialog.name.setText("https://www.linkedin.com/in/ana-kovac")
    assert dialog.profile.text() == "https://www.linkedin.com/in/ana-kovac"
    dialog.reject()


def test_lines_of_a_signature():
    found = take_apart("Ana Kovač\nRegistry lead at Alder\nana@example.org")
    assert found == {
        "name": "Ana Kovač",
        "title": "Registry lead",
        "company": "Alder",
        "email": "ana@example.org",
    }


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Maya Chen", ("Maya", "Chen")),
        ("Chen, Maya", ("Maya", "Chen")),
        ("Plato", ("Plato", "")),
        ("Ana María Kovač", ("Ana María", "Kovač")),
        ("", ("", "")),
    ],
)
def test_names_are_split_at_the_last_word(name, parts):
    assert split_name(name) == parts


def test_research_begins_before_there_is_a_meeting(detail, store, maya, page, qtbot):
    detail.tabs.setCurrentIndex(2)
    person = detail.research.card.topics[Topic.PERSON]
    assert person.text.isVisible()
    qtbot.keyClicks(person.text, "Was a nurse")
    qtbot.keyClick(person.text, KEY.Key_Return)
    qtbot.keyClicks(person.source, "LinkedIn")
    qtbot.keyClick(person.source, KEY.Key_Return)
    assert [row.words.text() for row in person.rows] == ["Was a nurse"]
    qtbot.keyClicks(person.text, "Speaks Portuguese")
    other = verbs.add_person(store, PersonDraft(first_name="Ruth"))
    page.show_record(other)
    assert [fact.text for fact in research.facts(store.db, maya)] == [
        "Was a nurse", "Speaks Portuguese",
    ]  # fmt: skip
    assert research.facts(store.db, other) == ()
    assert person.rows == []


def test_what_address_books_told_is_shown_and_removed(page, detail, desk, maya):
    assert detail.about.details.isHidden()
    with desk.store.transaction(Step(code="import")) as db:
        import_rows.insert_details(
            db,
            [
                (maya, "birthday", "--04-15", "", "vcard"),
                (maya, "address", "Street 1\nBerlin", "Home", "vcard"),
            ],
        )
    details = detail.about.details
    assert [line.value.text() for line in details.lines] == ["15 April", "Street 1\nBerlin"]
    assert nameless(details) == []
    details.lines[0].cross.click()
    assert [line.value.text() for line in details.lines] == ["Street 1\nBerlin"]
    finish(desk.store.undo())
    assert len(details.lines) == 2
