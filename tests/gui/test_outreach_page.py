"""The Outreach place: composing with findings, handing over, "Sent?", the sitting, templates."""

import email
from datetime import datetime
from email import policy

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTextEdit

from infodesk.core.composing.findings import Level
from infodesk.core.drafts import Outreach, OutreachState, TextKind
from infodesk.core.errors import DiskFull
from infodesk.core.meetings import MeetingDraft
from infodesk.core.outreach import SENDS, Channel
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.pages.meetings.free_times import FreeTimesSheet
from infodesk.gui.pages.outreach.overview import DRAFT, WAITING, WRITE
from infodesk.gui.pages.outreach.page import OutreachPage
from infodesk.operations import composing, outreach, people, pipeline
from infodesk.operations.meetings import add_meeting, cancel_meeting
from infodesk.store import next_steps, templates, touches
from infodesk.store import outreach as rows
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows

KEY = Qt.Key
GOOD = """Dear Leila,

We both studied at Example University. I would like to understand what your days look like, and \
how the field is changing.

Could I ask you for 20 minutes, whenever suits you? I am in Lisbon (GMT).

Thank you for considering it.

Erin Exempla"""


def somebody(store, first, last, **facts):
    facts = {"company": "Institute of Examples", "email": f"{first.lower()}@example.org", **facts}
    return people.add_person(store, PersonDraft(first_name=first, last_name=last, **facts))


@pytest.fixture
def leila(store):
    with store.transaction(_step()) as db:
        profile_rows.change(db, {"first_name": "Erin", "last_name": "Exempla"})
    person = somebody(
        store, "Leila", "Mansour", profile_url="https://www.linkedin.com/in/leila-mansour"
    )
    finish(pipeline.shortlist(store, [person]))
    return person


def _step():
    from infodesk.core.changes import Step

    return Step(code="edit-person")


@pytest.fixture
def opened():
    """Addresses that were opened in other programs."""
    return []


@pytest.fixture
def page(desk, opened, qtbot):
    class Opener:
        pass

    from PySide6.QtCore import QObject, Slot

    class Hear(QObject):
        @Slot(QUrl)
        def hear(self, url):
            opened.append(url)

    hear = Hear()
    for scheme in ("mailto", "https", "file"):
        QDesktopServices.setUrlHandler(scheme, hear, "hear")
    asked = []
    page = OutreachPage(
        desk, open_person=lambda one: asked.append(one), choose_people=lambda: asked.append(0)
    )
    page.asked = asked
    qtbot.addWidget(page)
    page.tester = QAbstractItemModelTester(
        page.overview.list.model_, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    desk.commands.enter("outreach")
    desk.commands.attach(page)
    QApplication.instance().focusChanged.connect(desk.commands.follow_focus)
    page.resize(1320, 780)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    yield page
    QApplication.instance().focusChanged.disconnect(desk.commands.follow_focus)
    page.flush()
    page.composer._later.stop()
    desk.files.wipe()
    for scheme in ("mailto", "https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


def write(page, text, subject="Your path into registries"):
    composer = page.composer
    composer.text.selectAll()
    composer.text.insertPlainText(text)
    composer.subject.setText(subject)
    composer._typed()
    composer.check()


def hints(page):
    return {one.hint for one in page.composer.checked.findings}


def lines(page, group):
    return [line.title for line in page.overview.list.model_.lines if
            line.group == group and line.key]  # fmt: skip


# Composing


def test_a_template_is_filled_and_its_first_gap_chosen(page, leila):
    assert page.write_to(leila)
    text = page.composer.text.text()
    assert text.startswith("Dear Leila,")
    assert "Institute of Examples" in text
    assert page.composer.text.textCursor().selectedText().startswith("[What connects you")
    assert page.composer.checked.verdict.state == "blocked"


def test_findings_come_while_one_types_and_stand_in_the_text(page, leila, qtbot):
    page.write_to(leila)
    write(page, "")
    qtbot.keyClicks(page.composer.text, "Dear Sara, I want a job.")
    qtbot.waitUntil(lambda: "name-wrong" in hints(page))
    found = page.composer.text.extraSelections()
    assert {one.cursor.selectedText() for one in found} >= {"Sara", "job"}
    shown = page.composer.findings.shown()
    assert shown[0].level is Level.BLOCK
    assert "Sara" in page.composer.findings.rows[0].title.text()


def test_places_are_right_behind_signs_of_two_units(page, leila):
    page.write_to(leila)
    write(page, "😀😀 Dear Leila,\n\n😀 I want a job.")
    found = {one.cursor.selectedText() for one in page.composer.text.extraSelections()}
    assert "job" in found
    page.composer.text.moveCursor(page.composer.text.textCursor().MoveOperation.Start)
    page.composer.next_finding()
    assert page.composer.text.textCursor().selectedText() == "job"


def test_a_finding_says_why_and_can_be_set_right(page, leila):
    page.write_to(leila)
    write(page, GOOD.replace("Dear Leila", "Dear Lulu"))
    row = page.composer.findings.rows[0]
    assert row.finding.hint == "name-wrong"
    row.why.click()
    assert "Source:" in row.reason.text()
    row.right.click()
    assert "name-wrong" not in hints(page)
    assert page.composer.checked.may_go
    page.flush()
    assert "lulu" in rows.open_draft(page.desk.store.db, leila, None).accepted


def test_what_is_typed_is_kept_and_gone_on_with(page, leila, desk):
    page.write_to(leila)
    write(page, "Dear Leila,\n\n  half a  ")
    page.close_composer()
    assert rows.open_draft(desk.store.db, leila, None).text == "Dear Leila,\n\n  half a  "
    assert lines(page, DRAFT) == ["Leila Mansour"]
    page.overview.list.make_current(DRAFT, rows.open_rows(desk.store.db)[0].id)
    page._opened(page.overview.list.current())
    assert page.composer.text.text() == "Dear Leila,\n\n  half a  "


def test_a_text_that_was_only_looked_at_leaves_no_draft(page, leila, desk):
    page.write_to(leila)
    page.close_composer()
    assert rows.open_rows(desk.store.db) == []


def test_undoing_the_draft_keeps_what_stands_there(page, leila, desk):
    page.write_to(leila)
    write(page, "Something")
    page.flush()
    finish(desk.store.undo())
    assert rows.open_rows(desk.store.db) == []
    assert page.composer.text.text() == "Something"
    write(page, "Something more")
    assert page.flush()
    assert rows.open_draft(desk.store.db, leila, None).text == "Something more"


def test_a_hundred_thousand_characters_are_kept_and_checked(page, leila, desk):
    page.write_to(leila)
    text = "Grüße 👩‍🔬, ich frage. " * 5_000
    write(page, text)
    assert page.flush()
    assert rows.open_draft(desk.store.db, leila, None).text == text
    assert page.composer.checked.verdict.characters == len(text.strip())


def test_each_channel_has_its_text_and_none_is_lost(page, leila):
    page.write_to(leila)
    write(page, GOOD)
    composer = page.composer
    composer.choose_channel(Channel.LINKEDIN_NOTE)
    note = composer.text.text()
    assert len(note) <= 200
    assert "Could I ask you" in note
    assert composer.subject.isHidden() or not composer.subject.isVisible()
    write(page, "My own note", subject=composer.subject.text())
    composer.choose_channel(Channel.EMAIL)
    assert composer.text.text() == GOOD
    composer.choose_channel(Channel.LINKEDIN_NOTE)
    assert composer.text.text() == "My own note"
    composer.fit_again()
    assert composer.text.text() == note
    page.flush()


def test_premium_notes_take_three_hundred(page, leila, desk):
    page.write_to(leila)
    page.composer.choose_channel(Channel.LINKEDIN_NOTE)
    page.overview.figures.premium.click()
    assert composing.has_premium(desk.store)
    assert page.composer.checked.verdict.most == 300
    page.flush()


def test_another_template_can_be_undone(page, leila, desk):
    page.write_to(leila)
    write(page, GOOD)
    page.flush()
    menu = page.composer.templates_menu()
    thanks = next(one for one in menu.actions() if one.text() == "Thanks")
    thanks.trigger()
    menu.deleteLater()
    assert page.composer.draft.kind is TextKind.THANKS
    assert "Thank you for your time" in page.composer.text.text()
    finish(desk.store.undo())
    assert page.composer.text.text() == GOOD
    assert page.composer.draft.kind is not TextKind.THANKS


def test_templates_come_in_the_language_chosen(page, leila):
    page.write_to(leila)
    page.composer.choose_language("de")
    assert page.composer.text.text().startswith("Guten Tag Leila Mansour,")


def test_the_language_of_the_checks_can_be_chosen(page, leila):
    page.write_to(leila)
    write(page, "Hello, my Lebenslauf")
    assert "job-words" not in hints(page)
    page.composer.check_in("de")
    assert "job-words" in hints(page)
    page.flush()


def test_a_mail_program_that_does_not_open_is_said_and_nothing_is_logged(page, leila, desk):
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    page.write_to(leila)
    write(page, GOOD)
    QDesktopServices.unsetUrlHandler("mailto")
    page.composer.hand_over()
    assert "No program" in said[-1]
    assert page.composer.strip.isHidden()
    assert page.composer.draft.state is OutreachState.DRAFT
    page.flush()


@pytest.mark.parametrize("purpose", [*SENDS.values()])
def test_every_step_that_sends_has_a_text(page, leila, purpose):
    assert page.write_to(leila, purpose.value)
    draft = page.composer.draft
    assert draft.kind.purpose is purpose


def test_facts_from_elsewhere_fill_the_template(page, leila):
    page.write_to(leila, "thanks", {"point": "registry quality", "promise": "read the report"})
    assert "about registry quality" in page.composer.text.text()
    assert page.composer.checked.may_go


# Handing over


def test_a_mail_opens_in_the_mail_program_and_enter_logs_it(page, leila, desk, opened, qtbot):
    page.write_to(leila)
    write(page, GOOD)
    assert desk.commands.run("outreach-hand-over")
    (url,) = opened
    assert url.scheme() == "mailto"
    assert url.path() == "leila@example.org"
    strip = page.composer.strip
    assert strip.isVisible()
    page.composer.text.setFocus()
    QApplication.sendEvent(page.window(), QEvent(QEvent.Type.WindowActivate))
    assert strip.yes.hasFocus()
    qtbot.keyClick(strip.yes, KEY.Key_Return)
    assert person_rows.get(desk.store.db, leila).stage is Stage.ASKED
    assert touches.timeline(desk.store.db, leila)[0].text.startswith("Your path into registries\n")
    due = {one.kind.value: str(one.due_on) for one in next_steps.open_steps(desk.store.db, leila)}
    assert due["follow-up"] == "2026-12-02"
    assert lines(page, WAITING) == ["Leila Mansour"]
    assert not page.is_writing()


def test_another_address_can_be_chosen(page, leila, desk, opened):
    people.add_email(desk.store, leila, "private@example.org")
    page.write_to(leila)
    write(page, GOOD)
    assert page.composer.address.text() == "leila@example.org"
    page.composer.choose_address("private@example.org")
    assert page.composer.address.text() == "private@example.org"
    page.composer.hand_over()
    assert opened[0].path() == "private@example.org"


def test_not_yet_goes_on_writing(page, leila, desk):
    page.write_to(leila)
    write(page, GOOD)
    page.composer.hand_over()
    assert page.composer.draft.state is OutreachState.HANDED_OVER
    page.composer.strip.no.click()
    assert page.composer.draft.state is OutreachState.DRAFT
    assert page.composer.strip.isHidden()
    assert touches.timeline(desk.store.db, leila) == []


def test_a_long_mail_becomes_a_file_in_a_private_folder_that_is_wiped(page, leila, desk, opened):
    page.write_to(leila)
    write(page, GOOD + "\n" + "A long story. " * 200)
    page.composer.hand_over()
    (url,) = opened
    path = url.toLocalFile()
    from pathlib import Path

    file = Path(path)
    assert file.suffix == ".eml"
    assert "leila" not in path.lower()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert "A long story." in mail.get_content()
    desk.files.wipe()
    assert not file.parent.parent.exists()


def test_a_mail_can_be_saved_as_a_file(page, leila, desk, ask, tmp_path):
    page.write_to(leila)
    write(page, GOOD)
    ask.answers.append(tmp_path / "mail.eml")
    assert desk.commands.run("outreach-save")
    mail = email.message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=policy.default)
    assert mail["To"] == "Leila Mansour <leila@example.org>"
    assert page.composer.strip.isVisible()


def test_a_message_is_copied_and_the_persons_page_opened(page, leila, ask, opened):
    page.write_to(leila)
    write(page, GOOD)
    page.composer.choose_channel(Channel.LINKEDIN_MESSAGE)
    ask.answers.append("yes")
    page.composer.hand_over()
    assert QGuiApplication.clipboard().text() == page.composer.text.text()
    assert [url.toString() for url in opened] == ["https://www.linkedin.com/in/leila-mansour"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [(GOOD.replace("Leila", "Sara"), "name-wrong"), (GOOD + " [x]", "fields-left"), ("", "")],
)
def test_what_has_to_be_put_right_is_not_handed_over(page, leila, desk, opened, text, hint):
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    page.write_to(leila)
    write(page, text)
    page.composer.hand_over()
    page.composer.copy()
    page.composer.say_sent()
    assert opened == []
    assert len(said) >= 2
    assert page.composer.strip.isHidden()
    assert page.composer.text.text() == text
    assert person_rows.get(desk.store.db, leila).stage is Stage.SHORTLISTED
    assert not hint or hint in hints(page)


def test_an_address_of_two_lines_is_refused_in_a_sentence(page, leila, desk, opened):
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    with desk.store.transaction(_step()) as db:
        db.execute("UPDATE email SET address = 'a@example.org' || char(10) || 'Bcc: b@x.org'")
    page.write_to(leila)
    write(page, GOOD)
    page.composer.hand_over()
    assert opened == []
    assert "line break" in said[-1]
    assert page.composer.text.text() == GOOD


def test_who_is_not_to_be_contacted_is_refused_in_a_sentence(page, leila, desk):
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    people.edit_person(desk.store, leila, {"do_not_contact": True})
    assert not page.write_to(leila)
    assert "do not contact" in said[-1]
    assert not page.is_writing()


def test_a_mark_put_on_while_writing_ends_it(page, leila, desk):
    page.write_to(leila)
    write(page, GOOD)
    page.flush()
    people.edit_person(desk.store, leila, {"do_not_contact": True})
    assert not page.is_writing()
    assert rows.open_draft(desk.store.db, leila, None).text == GOOD


def test_who_came_from_elsewhere_goes_back_there(page, leila, desk):
    came = []
    page.write_to(leila, back=lambda: came.append("back"))
    page.step_back()
    assert came == ["back"]
    page.write_to(leila, back=lambda: came.append("again"))
    write(page, GOOD)
    page.composer.say_sent()
    assert came == ["back", "again"]


def test_a_full_disk_at_the_wrong_moment_loses_nothing(page, leila, desk, monkeypatch):
    page.write_to(leila)
    write(page, GOOD)

    def full(*_args, **_facts):
        raise DiskFull(path="x")

    with monkeypatch.context() as patch:
        patch.setattr(outreach, "mark_sent", full)
        page.composer.say_sent()
        patch.setattr(outreach, "hand_over", full)
        page.composer.copy()
    assert page.composer.text.text() == GOOD
    page.close_composer()
    assert rows.open_draft(desk.store.db, leila, None).text == GOOD


# The overview and the sitting


def test_an_empty_place_leads_to_people(page):
    assert page.overview.empty.isVisible()
    page.overview.empty.button.click()
    assert page.asked == [0]


def test_the_shortlist_is_written_to_one_by_one(page, leila, desk):
    others = [somebody(desk.store, name, "Beispiel") for name in ("Ana", "Bo")]
    finish(pipeline.shortlist(desk.store, others))
    assert lines(page, WRITE) == ["Ana Beispiel", "Bo Beispiel", "Leila Mansour"]
    page.overview.list.make_current(WRITE, others[0])
    assert desk.commands.run("outreach-begin")
    assert page.subtitle() == "Shortlist, 1 of 3"
    assert page.composer.known.person.name == "Ana Beispiel"
    desk.commands.run("outreach-next")
    assert page.subtitle() == "Shortlist, 2 of 3"
    write(page, GOOD.replace("Leila", "Bo"))
    page.composer.say_sent()
    assert page.composer.known.person.name == "Leila Mansour"
    assert page.subtitle() == "Shortlist, 3 of 3"
    notes = [line.note for line in page.session.list.model_.lines]
    assert notes == ["", "sent", "now"]
    write(page, GOOD)
    page.composer.say_sent()
    assert page.composer.known.person.name == "Ana Beispiel"
    write(page, GOOD.replace("Leila", "Ana"))
    page.composer.say_sent()
    assert not page.is_writing()
    assert sorted(lines(page, WAITING)) == ["Ana Beispiel", "Bo Beispiel", "Leila Mansour"]


@pytest.mark.parametrize(
    ("key", "stage", "reply"),
    [(KEY.Key_Y, Stage.REPLIED, "yes"), (KEY.Key_L, Stage.REPLIED, "later"),
     (KEY.Key_N, Stage.CLOSED, "no")],
)  # fmt: skip
def test_one_key_takes_in_a_reply(page, leila, desk, qtbot, key, stage, reply):
    outreach.mark_sent(desk.store, Outreach(id=outreach.NEW, rev=0, person_id=leila), "x")
    page.overview.list.make_current(WAITING, leila)
    page.overview.list.setFocus()
    qtbot.keyClick(page.overview.list, key)
    person = person_rows.get(desk.store.db, leila)
    assert (person.stage, person.reply) == (stage, reply)
    assert lines(page, WAITING) == []


def test_waiting_people_are_followed_up_or_closed_kindly(page, leila, desk, qtbot):
    outreach.mark_sent(desk.store, Outreach(id=outreach.NEW, rev=0, person_id=leila), "x")
    page.overview.list.make_current(WAITING, leila)
    desk.commands.run("outreach-follow-up")
    assert page.composer.draft.kind is TextKind.FOLLOW_UP
    assert {"clock-early"} <= hints(page)
    page.step_back()
    page.overview.list.make_current(WAITING, leila)
    desk.commands.run("outreach-close")
    assert page.composer.draft.kind is TextKind.CLOSE_KINDLY


def test_figures_show_counts_and_no_percentage_of_few(page, leila, desk):
    outreach.mark_sent(desk.store, Outreach(id=outreach.NEW, rev=0, person_id=leila), "x")
    assert page.overview.figures.all.text() == "0 of 1 answered"
    assert "none is shown" in page.overview.figures.expected.text()
    for number in range(9):
        person = somebody(desk.store, f"Ada{number}", "Beispiel")
        note = Channel.LINKEDIN_NOTE if number < 3 else Channel.EMAIL
        outreach.mark_sent(
            desk.store, Outreach(id=outreach.NEW, rev=0, person_id=person, channel=note), "x"
        )
    assert page.overview.figures.all.text() == "0 of 10 answered, 0 %"
    assert "3 of 5" in page.overview.figures.budget.text()
    assert "Keep the last ones" in page.overview.figures.budget.text()


def test_in_a_narrow_window_list_and_figures_take_turns(page, leila, desk):
    page.resize(600, 420)
    assert page.overview.list.isVisible()
    assert not page.overview.figures.isVisible()
    assert desk.commands.run("outreach-findings")
    assert page.overview.figures.isVisible()
    assert page.step_back()
    assert page.overview.list.isVisible()


# Templates


def test_a_template_of_ones_own_is_made_kept_and_used(page, leila, desk, qtbot):
    desk.commands.run("outreach-templates")
    sheet = page.templates
    assert sheet.text.isReadOnly()
    sheet.own.click()
    assert not sheet.text.isReadOnly()
    sheet.name.setText("Mine")
    sheet.text.selectAll()
    sheet.text.insertPlainText("Dear {first_name}, {compny}")
    assert "compny" in sheet.wrong._sentence.text()
    assert page.flush()
    (kept,) = templates.all_own(desk.store.db)
    assert (kept.name, kept.text) == ("Mine", "Dear {first_name}, {compny}")
    page.step_back()
    page.write_to(leila)
    menu = page.composer.templates_menu()
    next(one for one in menu.actions() if one.text() == "Mine").trigger()
    menu.deleteLater()
    assert page.composer.text.text() == "Dear Leila, {compny}"
    assert page.composer.template.words() == "Mine"


def test_a_template_without_a_name_says_so_and_loses_nothing(page, desk):
    page.show_templates()
    page.templates.add()
    page.templates.text.insertPlainText("Hello")
    page.templates.name.setText("")
    page.templates._typed()
    assert not page.templates.flush()
    assert page.templates.wrong.isVisible()
    page.templates.name.setText("Named")
    page.templates._typed()
    assert page.templates.flush()
    assert templates.all_own(desk.store.db)[0].text == "Hello"
    page.templates.delete()
    assert templates.all_own(desk.store.db) == []


# Looks


@pytest.mark.parametrize("size", [(592, 380), (900, 600), (1400, 860)])
def test_the_place_fits_any_window(page, leila, size):
    page.write_to(leila)
    page.resize(*size)
    composer = page.composer
    assert composer.text.isVisible()
    composer.toggle_findings()
    if not composer._beside:
        assert composer.side.isVisible()
        assert page.step_back()
    assert composer.text.isVisible()
    assert page.minimumSizeHint().width() <= 592
    right = composer.go.mapTo(page, composer.go.rect().topRight()).x()
    assert right <= page.width()


def test_nothing_in_the_text_is_rich(page, leila):
    page.write_to(leila)
    assert isinstance(page.composer.text, QTextEdit)
    assert not page.composer.text.acceptRichText()
    write(page, "<b>bold</b> *stars* # heading")
    assert page.composer.text.text() == "<b>bold</b> *stars* # heading"


def test_a_text_about_a_meeting_names_its_day_also_when_it_is_off(page, leila, store):
    def planned(day):
        start = datetime(2026, 12, day, 15, 0)  # noqa: DTZ001 - wall time
        return add_meeting(
            store, MeetingDraft(person_id=leila, local_start=start, zone="Europe/Lisbon")
        )

    def confirming():
        found = composing.known(store, person_rows.get(store.db, leila))
        return composing.facts(found, TextKind.CONFIRM, "en")["day"]

    add_meeting(
        store,
        MeetingDraft(
            person_id=leila,
            local_start=datetime(2026, 11, 2, 9, 0),  # noqa: DTZ001 - nobody said how it went
            zone="Europe/Lisbon",
        ),
    )
    planned(1)
    assert confirming() == "1 December"
    later = planned(8)
    cancel_meeting(store, later)
    assert page.write_to(leila, "reschedule", {"meeting": str(later)})
    assert "on 8 December" in page.composer.text.text()
    page.flush()
    assert not page.write_to(leila, "decline", {"meeting": "4711"})


def test_free_times_are_put_where_the_cursor_is(page, leila, desk):
    page.write_to(leila, "reply")
    write(page, "Gladly.\n\n")
    assert desk.commands.run("outreach-times")
    sheet = page.window().findChild(FreeTimesSheet)
    sheet.use.click()
    text = page.composer.text.text()
    assert "Gladly.\n\nTimes in " in text
    assert text.count("\n- ") == 3
    page.flush()


def test_times_stand_in_the_sentence_that_asks(page, leila):
    facts = {"times": "Tuesday 1 December, 10:00–13:00", "zone": "Berlin"}
    page.write_to(leila, "reply", facts)
    text = page.composer.text.text()
    assert "Would Tuesday 1 December, 10:00–13:00 (Berlin) suit you?" in text
    assert "[" not in text.split("suit you?")[0].split("Would")[1]
    page.flush()
