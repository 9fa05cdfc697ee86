"""The import: nothing is written before it is shown, and everything can be taken back."""

import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMainWindow

from infodesk.core.import_plans import Decision, MessageChoice
from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.gui.pages.importing.commands import add_import_commands, drop_files, import_files
from infodesk.gui.pages.importing.dialog import ImportDialog
from infodesk.gui.pages.importing.mapping_page import MappingPage
from infodesk.gui.pages.importing.paste_page import PastePage
from infodesk.gui.pages.importing.plan_page import PlanPage
from infodesk.gui.pages.importing.report_page import ReportPage
from infodesk.gui.pages.importing.start_page import StartPage
from infodesk.gui.pages.importing.tables import PlanTable
from infodesk.operations.people import edit_person
from infodesk.store import people as rows
from infodesk.store.store import Store
from infodesk.words import speak
from infodesk.words.importing import PROBLEMS, plan_notes, problem_words
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text(encoding="utf-8"))["files"]
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
PROFILE = "https://www.linkedin.com/in/"
FIRST = [
    f"Ana,Ruiz,{PROFILE}ana-ruiz-1,,Example GmbH,Analyst,05 Sep 2025",
    f"Bo,Muster,{PROFILE}bo-muster,bo@example.org,Sample Labs,VP,06 Sep 2025",
    "Chen,Wei,,,Fictional Foods,Buyer,01 Jan 2024",
]
SECOND = [
    f"Ana,Ruiz,{PROFILE}ana-ruiz-1,ana@example.org,Northwind Health,Head of Data,05 Sep 2025",
    f"Bo,Muster,{PROFILE}bo-muster,,Sample Labs,VP,06 Sep 2025",
    "Chen,Wei,,,Another Employer,Buyer,05 Jan 2026",
    f"<b>Eve</b>,<img src=x>,{PROFILE}eve-x,,Hostile & Sons,Engineer,06 Sep 2025",
    f"Omar,Test,{PROFILE}omar-t,,Orchard,Engineer,07 Sep 2025",
    ",,,,,,06 Sep 2025",
]


@pytest.fixture
def file(tmp_path):
    """Return a function that writes rows as a Connections.csv."""

    def write(lines, name="Connections.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def dialog(desk, qtbot):
    dialog = ImportDialog(desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def arrive(dialog, kind, qtbot):
    qtbot.waitUntil(lambda: isinstance(dialog.page, kind), timeout=20_000)
    return dialog.page


def plan(dialog, path, qtbot):
    dialog.take([path])
    return arrive(dialog, PlanPage, qtbot)


def bring_in(dialog, path, qtbot):
    plan(dialog, path, qtbot).accept()
    return arrive(dialog, ReportPage, qtbot)


def people(desk):
    return rows.count(desk.store.db, EVERYONE)


def parts(page):
    return [page.tabs.bar.tabText(at) for at in range(page.tabs.bar.count())]


# From the file to the report


def test_nothing_is_written_before_it_is_asked_for(dialog, desk, file, qtbot):
    page = plan(dialog, file(FIRST), qtbot)
    assert parts(page) == ["New · 3", "About the file"]
    assert page.button.words() == "Import 3 people"
    assert "Nothing has been written yet" in page.foot.text()
    assert people(desk) == 0
    assert desk.store.undo_mark == 0
    page.cancel.click()
    assert not dialog.isVisible()
    assert people(desk) == 0


def test_the_report_says_what_came_in_and_takes_it_back(dialog, desk, file, qtbot):
    page = bring_in(dialog, file(FIRST), qtbot)
    assert page.title.text() == "3 people came in."
    assert people(desk) == 3
    page.undo.click()
    qtbot.waitUntil(lambda: "undone" in page.title.text(), timeout=10_000)
    assert people(desk) == 0
    assert page.undo.isHidden()


def test_undo_keeps_what_was_done_since_and_says_whose(dialog, desk, file, qtbot):
    page = bring_in(dialog, file(FIRST), qtbot)
    assert page.late.isHidden()
    ana = rows.by_slug(desk.store.db, "ana-ruiz-1")
    edit_person(desk.store, ana, {"about": "mine"})
    assert "will stay" in page.late.text()
    page.undo.click()
    qtbot.waitUntil(lambda: "undone" in page.title.text(), timeout=10_000)
    assert "1 person was changed since and stays: Ana Ruiz." in page.rest.text()
    assert people(desk) == 1
    assert page.undo.isHidden()
    finish(desk.store.undo())
    assert people(desk) == 3


def test_the_same_file_again_changes_nothing(dialog, desk, file, qtbot):
    bring_in(dialog, file(FIRST), qtbot)
    mark = desk.store.undo_mark
    page = plan(dialog, file(FIRST), qtbot)
    assert page.plan.does_nothing
    assert "already here" in page.sentence.text()
    assert page.button.isHidden()
    assert desk.store.undo_mark == mark
    page.show_part("same")


def test_new_changed_same_doubtful_and_skipped_each_have_their_part(dialog, desk, file, qtbot):
    bring_in(dialog, file(FIRST), qtbot)
    page = plan(dialog, file(SECOND), qtbot)
    assert parts(page) == [
        "New · 2",
        "Changed · 1",
        "Doubtful · 1",
        "The same · 1",
        "Skipped · 1",
        "About the file",
    ]
    told = page.boxed["changed"].model
    cells = [
        [told.data(told.index(row, column)) for column in range(1, told.columnCount())]
        for row in range(told.rowCount())
    ]
    assert ["Ana Ruiz", "Position", "Analyst", "Head of Data", "Changes"] in cells
    assert ["", "E-mail", "—", "ana@example.org", "Is added"] in cells
    page.accept()
    report = arrive(dialog, ReportPage, qtbot)
    assert report.title.text() == "3 people came in, 1 was changed."
    assert people(desk) == 6


def test_what_was_typed_is_kept_and_the_reason_is_told(dialog, desk, file, qtbot):
    bring_in(dialog, file(FIRST), qtbot)
    ana = rows.by_slug(desk.store.db, "ana-ruiz-1")
    edit_person(desk.store, ana, {"title": "My own word for it"})
    page = plan(dialog, file(SECOND), qtbot)
    told = page.boxed["changed"].model
    last = told.columnCount() - 1
    kept = [
        told.data(told.index(row, last))
        for row in range(told.rowCount())
        if told.rows[row].field == "Position"
    ]
    assert kept == ["Kept: you typed it"]
    page.accept()
    arrive(dialog, ReportPage, qtbot)
    assert rows.get(desk.store.db, ana).title == "My own word for it"


# Deciding


def test_a_doubtful_row_can_be_the_same_person_or_be_skipped(dialog, desk, file, qtbot):
    bring_in(dialog, file(FIRST), qtbot)
    page = plan(dialog, file(SECOND), qtbot)
    assert page.button.words() == "Import 3 people"
    assert page.banner.isVisibleTo(page)
    page.show_part("doubtful")
    QTest.keyClick(page.doubtful.table, Qt.Key.Key_K)
    assert page.button.words() == "Import 2 people"
    assert page.decisions() == {4: Decision.SKIP}
    QTest.keyClick(page.doubtful.table, Qt.Key.Key_S)
    page.show_part("new")
    assert not page.banner.isVisibleTo(page)
    page.accept()
    arrive(dialog, ReportPage, qtbot)
    assert people(desk) == 5
    names = [rows.get(desk.store.db, one).name for one in rows.find_ids(desk.store.db, EVERYONE)]
    assert names.count("Chen Wei") == 1


def test_rows_can_be_left_out_by_key_by_box_and_all_at_once(dialog, desk, file, qtbot):
    page = plan(dialog, file(FIRST), qtbot)
    model = page.boxed["new"].model
    table = page.findChild(PlanTable)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert page.button.words() == "Import 2 people"
    spot = table.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.left_out == {2, 3}
    model.take_all(taken=False)
    assert not page.button.isEnabled()
    model.take_all(taken=True)
    model.take([2], taken=False)
    page.accept()
    arrive(dialog, ReportPage, qtbot)
    assert people(desk) == 2


# Files that are refused, several files, cancelling


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("not_connections_login_page.csv", "not a table of people"),
        ("not_connections_empty.csv", "is empty"),
        ("zip_bomb_small.zip", "far more"),
        ("not_there.csv", "cannot be read"),
    ],
)
def test_a_refused_file_says_why_and_another_can_be_chosen(dialog, ask, file, name, words, qtbot):
    dialog.take([DATA / name])
    qtbot.waitUntil(
        lambda: isinstance(dialog.page, StartPage) and bool(dialog.page.trouble.text()),
        timeout=20_000,
    )
    assert words in dialog.page.trouble.text()
    ask.answers.append(file(FIRST))
    dialog.page.choose()
    arrive(dialog, PlanPage, qtbot)


def test_several_files_come_as_one_import(dialog, desk, file, qtbot):
    one, two = file(FIRST), file(SECOND, "Connections (2).csv")
    dialog.take([one, two])
    page = arrive(dialog, PlanPage, qtbot)
    assert dialog.file.text() == "Connections.csv, Connections (2).csv"
    assert page.button.words() == "Import 6 people"
    assert "1 row skipped" in page.sentence.text()  # the hidden one; who is in both comes once
    page.accept()
    report = arrive(dialog, ReportPage, qtbot)
    told = [why for _, why in report.findChild(PlanTable).plan.rows]
    assert "In several of the files: the person comes once" in told
    assert people(desk) == 6
    ana = rows.get(desk.store.db, rows.by_slug(desk.store.db, "ana-ruiz-1"))
    assert ana.company == "Northwind Health"
    report.undo.click()
    qtbot.waitUntil(lambda: "undone" in report.title.text(), timeout=10_000)
    assert people(desk) == 0


def test_files_dropped_on_a_plan_come_into_it(dialog, file, qtbot):
    page = plan(dialog, file(FIRST), qtbot)
    dialog.take([file(SECOND, "Connections (2).csv")])
    qtbot.waitUntil(
        lambda: isinstance(dialog.page, PlanPage) and dialog.page is not page, timeout=20_000
    )
    assert dialog.page.button.words() == "Import 6 people"


def test_a_refused_file_among_several_is_told_on_the_plan(dialog, file, qtbot):
    dialog.take([DATA / "not_connections_empty.csv", file(FIRST)])
    page = arrive(dialog, PlanPage, qtbot)
    assert "is empty" in page.trouble.text()
    assert page.button.words() == "Import 3 people"


def test_what_cannot_be_written_is_told_on_the_plan_which_stays(dialog, desk, file, qtbot):
    page = plan(dialog, file(FIRST), qtbot)
    desk.store.path.rename(desk.store.path.with_name("moved.db"))
    page.accept()
    qtbot.waitUntil(lambda: bool(page.trouble.text()), timeout=10_000)
    assert "replaced or removed" in page.trouble.text()
    assert dialog.page is page
    desk.store.path.with_name("moved.db").rename(desk.store.path)
    page.accept()
    arrive(dialog, ReportPage, qtbot)
    assert people(desk) == 3


def test_a_cancelled_import_leaves_no_trace(dialog, desk, jobs, file, qtbot):
    many = [f"F{n},L{n},{PROFILE}p-{n},,C,P,01 Jan 2020" for n in range(5_000)]
    page = plan(dialog, file(many), qtbot)
    jobs.started.connect(lambda run: run.progress.connect(lambda _progress: run.cancel()))
    page.accept()
    qtbot.waitUntil(lambda: bool(page.trouble.text()), timeout=10_000)
    assert "Nothing was written" in page.trouble.text()
    assert people(desk) == 0
    assert desk.store.undo_mark == 0


def test_closing_while_reading_leaves_nothing(dialog, desk, jobs, qtbot):
    dialog.take([DATA / "connections_2023_current.csv"])
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.running, timeout=10_000)
    assert people(desk) == 0


def test_what_was_imported_before_is_listed_and_taken_back(dialog, desk, file, qtbot):
    bring_in(dialog, file(FIRST), qtbot)
    bring_in(dialog, file([SECOND[4]], "More.csv"), qtbot)
    dialog.show_start()
    past = dialog.page.past
    model = past.table.plan
    cells = [[model.data(model.index(row, at)) for at in (0, 2, 4)] for row in range(2)]
    assert cells == [["More.csv", "1", "0"], ["Connections.csv", "3", "0"]]
    edit_person(desk.store, rows.by_slug(desk.store.db, "bo-muster"), {"about": "mine"})
    past.table.selectRow(1)
    past.undo.click()
    qtbot.waitUntil(lambda: "stays: Bo Muster" in dialog.page.trouble.text(), timeout=10_000)
    assert people(desk) == 2
    assert [one.file for one in dialog.page.past.past] == ["More.csv"]


def test_an_import_of_an_earlier_session_says_why_it_stays(desk, file, qtbot):
    path = file(FIRST)
    first = ImportDialog(desk)
    first.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(first)
    first.show()
    bring_in(first, path, qtbot)
    keys, database = desk.vault.keys, desk.vault.folder.database
    desk.store.close()
    desk.store = Store.open(database, keys.database(), keys.vault_id)
    try:
        first.show_start()
        assert not first.page.past.undo.isEnabled()
        assert "last locked" in first.page.past.why.text()
    finally:
        desk.store.close()


# Tables whose columns a person knows better


def test_the_columns_of_an_unknown_table_are_chosen_and_remembered(dialog, desk, tmp_path, qtbot):
    path = tmp_path / "people.csv"
    path.write_text("Wer;Wo;Was\nGita Udaharani;Namuna;Weaver\nHenk Proef;;\n", encoding="utf-8")
    dialog.take([path])
    qtbot.waitUntil(lambda: isinstance(dialog.page, StartPage) and any(dialog.page.trouble.buttons))
    dialog.page.trouble.buttons[0].click()
    page = arrive(dialog, MappingPage, qtbot)
    assert not page.button.isEnabled()
    for place, field in enumerate(("name", "company", "position")):
        page.choose(place, field)
    preview = page.preview.itemAt(0).widget().plan
    assert [row.name for row in preview.rows] == ["Gita Udaharani", "Henk Proef"]
    page.choose(1, "name")
    assert page.mapping == (None, "name", "position")
    page.choose(0, "name")
    page.choose(1, "company")
    page.accept()
    arrive(dialog, PlanPage, qtbot).accept()
    arrive(dialog, ReportPage, qtbot)
    gita = rows.get(desk.store.db, rows.find_ids(desk.store.db, EVERYONE)[0])
    assert (gita.name, gita.company, gita.title) == ("Gita Udaharani", "Namuna", "Weaver")
    assert plan(dialog, path, qtbot).plan.does_nothing


def test_a_contacts_table_shows_its_columns_first(dialog, desk, qtbot):
    dialog.take([DATA / "generic_contacts.csv"])
    page = arrive(dialog, MappingPage, qtbot)
    assert page.mapping == ("name", "company", "position", "email", "phone", None, "url")
    assert nameless(page) == []
    page.accept()
    shown = arrive(dialog, PlanPage, qtbot)
    assert shown.button.words() == "Import 2 people"
    shown.columns_wanted.emit(shown.plan.files[0])
    page = arrive(dialog, MappingPage, qtbot)
    page.cancel.click()
    arrive(dialog, PlanPage, qtbot)
    assert people(desk) == 0


def test_an_own_table_with_a_column_linkedin_never_has_is_mapped(dialog, desk, tmp_path, qtbot):
    path = tmp_path / "people.csv"
    path.write_text("Name,Company,Title,E-mail\nGita Udaharani,Namuna,Weaver,g@example.org\n")
    dialog.take([path])
    page = arrive(dialog, MappingPage, qtbot)
    assert page.mapping == ("name", "company", "position", "email")
    page.accept()
    arrive(dialog, PlanPage, qtbot).accept()
    arrive(dialog, ReportPage, qtbot)
    gita = rows.get(desk.store.db, rows.find_ids(desk.store.db, EVERYONE)[0])
    assert (gita.name, gita.title) == ("Gita Udaharani", "Weaver")


def test_the_address_book_of_an_archive_comes_when_asked_for(dialog, desk, qtbot):
    page = plan(dialog, DATA / "complete_archive_member_id_suffix.zip", qtbot)
    assert page.button.words() == "Import 39 people"
    page.address_book.click()
    qtbot.waitUntil(
        lambda: isinstance(dialog.page, PlanPage) and dialog.page is not page, timeout=20_000
    )
    page = dialog.page
    assert page.address_book is None
    assert page.button.words() == "Import 40 people"
    assert "Unasked Imported" in [row.name for row in page.plan.new]
    page.accept()
    report = arrive(dialog, ReportPage, qtbot)
    parts = report.findChild(PlanTable).plan.rows
    assert ("ImportedContacts.csv", "read: 1 row") in parts
    assert "at which company" in dict(parts)["Jobs and events"]


def test_messages_known_whole_or_in_part_leave_the_tab_without_a_number(dialog, desk, qtbot):
    bring_in(dialog, DATA / "complete_archive_member_id_suffix.zip", qtbot)
    page = plan(dialog, DATA / "basic_archive.zip", qtbot)
    assert "Messages" in parts(page)


def test_what_was_copied_elsewhere_is_pasted(dialog, desk, qtbot):
    dialog.page.zone.paste.click()
    page = dialog.page
    assert isinstance(page, PastePage)
    page.text.setPlainText("nothing of use")
    page.button.click()
    qtbot.waitUntil(lambda: isinstance(dialog.page, PastePage) and bool(dialog.page.trouble.text()))
    assert dialog.page.text.toPlainText() == "nothing of use"
    dialog.page.back.click()
    dialog.page.zone.paste.click()
    assert dialog.page.text.toPlainText() == "nothing of use"
    dialog.page.text.setPlainText("Name\tE-Mail\nGita Udaharani\tgita@example.org")
    dialog.page.button.click()
    arrive(dialog, MappingPage, qtbot).accept()
    arrive(dialog, PlanPage, qtbot).accept()
    arrive(dialog, ReportPage, qtbot)
    assert people(desk) == 1


def test_thirty_thousand_rows(dialog, desk, file, qtbot):
    day = date(2010, 1, 1)
    many = [
        f"F{n},L{n % 997},{PROFILE}p-{n},,C {n % 90},P,{day + timedelta(days=n % 5000):%d %b %Y}"
        for n in range(30_000)
    ]
    page = plan(dialog, file(many), qtbot)
    assert page.button.words() == "Import 30,000 people"
    assert not page.boxed["new"].model.rows[0].company.startswith(" ")
    page.boxed["new"].model.take_all(taken=False)
    page.boxed["new"].model.take(range(5), taken=True)
    assert page.button.words() == "Import 5 people"
    page.accept()
    arrive(dialog, ReportPage, qtbot)
    assert people(desk) == 5


# Every sample, every word


def drop(page, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    page.dropEvent(
        QDropEvent(
            QPointF(1, 1),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def land(dialog, name, tmp_path, qtbot):
    """Drop a sample under its own name and go as far as the plan, or to why it is refused."""
    path = tmp_path / Path(EXPECTED[name].get("original_name") or name).name
    shutil.copy(DATA / name, path)
    drop(dialog.page, path)

    def there():
        refused = isinstance(dialog.page, StartPage) and bool(dialog.page.trouble.text())
        return refused or isinstance(dialog.page, PlanPage | MappingPage)

    qtbot.waitUntil(there, timeout=20_000)
    if isinstance(dialog.page, MappingPage):
        dialog.page.accept()
        arrive(dialog, PlanPage, qtbot)
    return dialog.page


@pytest.mark.parametrize("name", EXPECTED)
def test_every_sample_is_dropped_looked_through_taken_and_undone(
    dialog, desk, name, tmp_path, qtbot
):
    page = land(dialog, name, tmp_path, qtbot)
    facts = EXPECTED[name]
    assert isinstance(page, StartPage) == bool(facts["refused"])
    for secret in facts.get("must_not_exist", ()):
        assert not Path(secret).exists()
    if facts["refused"]:
        return
    for at in range(page.tabs.bar.count()):
        page.tabs.bar.setCurrentIndex(at)
    for model in (part.model for part in page.boxed.values()):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert nameless(page) == []
    if page.plan.does_nothing:
        return
    page.accept()
    report = arrive(dialog, ReportPage, qtbot)
    assert people(desk) == facts.get("people", 0)
    assert nameless(report) == []
    report.undo.click()
    qtbot.waitUntil(lambda: "undone" in report.title.text(), timeout=10_000)
    assert people(desk) == 0


def test_an_archive_has_a_part_for_everything_and_the_choice_of_messages(
    dialog, desk, tmp_path, qtbot
):
    page = land(dialog, "basic_archive.zip", tmp_path, qtbot)
    assert parts(page) == [
        "New · 38",
        "Messages · 47",
        "My profile · 26",
        "Companies · 3",
        "Skipped · 2",
        "About the file",
    ]
    page.contacts.choices[MessageChoice.SKIP].click()
    assert page.choices().messages is MessageChoice.SKIP
    page.contacts.choices[MessageChoice.TEXT].click()
    page.contacts.part.model.take([0], taken=False)
    assert page.choices().silent == {page._telling[0]}
    page.boxed["new"].search.setText("dummy robotics")
    page.boxed["new"].narrow()
    assert 0 < len(page.boxed["new"].model.rows) < 38
    page.boxed["new"].all.click()
    assert page.left_out == {row.line for row in page.boxed["new"].model.rows}
    page.boxed["new"].all.click()
    page.accept()
    report = arrive(dialog, ReportPage, qtbot)
    assert "messages and invitations" in report.came.text()
    assert people(desk) == 38


def test_strangers_come_only_if_they_are_ticked(dialog, desk, tmp_path, qtbot):
    page = land(dialog, "messages_2023.csv", tmp_path, qtbot)
    assert "not in your vault" in page.sentence.text()
    assert not page.button.isVisibleTo(page)
    strangers = page.boxed["strangers"]
    assert page.choices().invited == frozenset()
    strangers.model.take([1], taken=True)
    assert page.button.words() == "Import 1 person"
    page.accept()
    arrive(dialog, ReportPage, qtbot)
    assert people(desk) == 1


def test_the_first_part_says_so(dialog, tmp_path, qtbot):
    page = land(dialog, "archive_first_part_profile_only.zip", tmp_path, qtbot)
    assert "first part" in " ".join(plan_notes(page.plan))
    assert page.button.words() == "Put it into my profile"


def test_a_kept_field_can_be_taken_from_the_file(dialog, desk, file, qtbot):
    bring_in(dialog, file(FIRST), qtbot)
    ana = rows.by_slug(desk.store.db, "ana-ruiz-1")
    edit_person(desk.store, ana, {"title": "My own word for it"})
    page = plan(dialog, file(SECOND), qtbot)
    page.show_part("changed")
    part = page.boxed["changed"]
    place = next(at for at, row in enumerate(part.model.rows) if row.kind == "kept")
    part.table.selectRow(place)
    QTest.keyClick(part.table, Qt.Key.Key_T)
    cell = part.model.index(place, part.model.columnCount() - 1)
    assert part.model.data(cell) == "Changes: you chose it"
    page.accept()
    arrive(dialog, ReportPage, qtbot)
    assert rows.get(desk.store.db, ana).title == "Head of Data"


def test_every_problem_has_words():
    words = [problem_words(code) for code in PROBLEMS]
    assert len(set(words)) == len(words)
    assert problem_words("unheard of")


def test_every_word_is_translated(desk, file, qtbot, request):
    use_language(PSEUDO)
    request.addfinalizer(lambda: speak(None))
    dialog = ImportDialog(desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    data = {"Connections.csv", "Connections", "Ana Ruiz", "Chen Wei", "Buyer"}
    data |= {"Fictional Foods", "Another Employer", "Scroll Left", "Scroll Right"}  # Qt's own
    assert untranslated(dialog, data) == []
    bring_in(dialog, file(FIRST), qtbot)
    assert untranslated(dialog, data) == []
    page = plan(dialog, file(SECOND), qtbot)
    for at in range(page.tabs.bar.count()):
        page.tabs.bar.setCurrentIndex(at)
        assert untranslated(dialog, data) == []


# The ways in


def test_the_command_and_a_drop_open_the_import(desk, file, ask, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    add_import_commands(desk)
    desk.commands.run("import")
    opened = window.findChildren(ImportDialog)
    assert len(opened) == 1
    assert isinstance(opened[0].page, StartPage)
    drop(opened[0].page, file(FIRST))
    arrive(opened[0], PlanPage, qtbot)
    first = opened[0].page
    drop_files(desk, [file(SECOND, "Connections (2).csv")])
    assert len(window.findChildren(ImportDialog)) == 1
    qtbot.waitUntil(
        lambda: isinstance(opened[0].page, PlanPage) and opened[0].page is not first,
        timeout=20_000,
    )
    opened[0].close()
    dropped = import_files(desk, [file(FIRST)])
    arrive(dropped, PlanPage, qtbot)
    dropped.close()


def test_the_commands_load_no_reader():
    code = (
        "import sys, infodesk.gui.pages.importing.commands, infodesk.gui.pages.vault_commands\n"
        "late = {'infodesk.formats.reading', 'infodesk.formats.pdf',\n"
        "        'infodesk.gui.pages.importing.dialog', 'infodesk.gui.pages.passphrase'}\n"
        "assert not late & set(sys.modules), late & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_rows_are_chosen_from_right_to_left_too(desk, dialog, file, qtbot):
    for number in (1, 2):
        bring_in(dialog, file([FIRST[number]], f"{number}.csv"), qtbot)
    dialog.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    dialog.show_start()
    past = dialog.page.past
    past.table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    past.table.selectRow(1)
    assert past.table.chosen() == [1]
    assert past.undo.isEnabled()
    past.undo.click()
    qtbot.waitUntil(lambda: bool(dialog.page.trouble.text()), timeout=10_000)
    assert people(desk) == 1
