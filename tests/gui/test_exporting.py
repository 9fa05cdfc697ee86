"""The window of an export: forms, options, who stays out, and everything restored."""

import json
import zipfile

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from infodesk.core.people import EVERYONE, PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.pages.exporting.commands import add_export_window_commands
from infodesk.gui.pages.exporting.dialog import ExportDialog
from infodesk.gui.widgets import PlainLabel
from infodesk.operations import exporting
from infodesk.operations.people import add_person, flag_people
from infodesk.store import people as rows
from infodesk.store.copying import everything
from infodesk.store.store import Store
from infodesk.words import speak
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated


@pytest.fixture
def toasts(desk):
    said = []
    desk.notices.toasted.connect(lambda sentence, _undo: said.append(sentence))
    return said


@pytest.fixture
def everyone(store):
    for name in ("Ana", "Bo", "Cy"):
        add_person(store, PersonDraft(first_name=name, email=f"{name.lower()}@example.org"))
    return rows.find_ids(store.db, EVERYONE)


@pytest.fixture
def opened(desk, qtbot):
    """Return a function that opens the window for some people."""
    windows = []

    def show(people):
        saved = []
        window = ExportDialog(desk, people, lambda target, left: saved.append((target, left)))
        windows.append(window)
        window.open()
        return window, saved

    yield show
    for window in windows:
        if shiboken6.isValid(window):
            window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def done(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running)


def test_contacts_by_keyboard_alone(desk, opened, everyone, ask, qtbot, tmp_path):
    target = tmp_path / "out.vcf"
    window, saved = opened(everyone)
    assert window.form == "vcard"
    ask.answers.append(target)
    QTest.keyClick(window, Qt.Key.Key_Return)
    done(desk, qtbot)
    assert saved == [(target, 0)]
    assert target.read_bytes().count(b"VERSION:4.0") == 3
    assert ask.asked[-1] == ("Export", "People.vcf *.vcf")


def test_older_contacts_apart(desk, opened, everyone, ask, qtbot, tmp_path):
    target = tmp_path / "out.zip"
    window, _saved = opened(everyone)
    window.version.setCurrentIndex(1)
    window.apart.click()
    ask.answers.append(target)
    window.go.click()
    done(desk, qtbot)
    with zipfile.ZipFile(target) as pack:
        assert sorted(pack.namelist()) == ["Ana.vcf", "Bo.vcf", "Cy.vcf"]
        assert b"VERSION:3.0" in pack.read("Ana.vcf")


@pytest.mark.parametrize(
    ("form", "ending", "start"),
    [("table", "csv", b"\xef\xbb\xbf"), ("markdown", "zip", b"PK"), ("everything", "json", b"{")],
)
def test_the_other_forms(form, ending, start, desk, opened, everyone, ask, qtbot, tmp_path):
    target = tmp_path / f"out.{ending}"
    window, saved = opened(everyone)
    QTest.keyClick(window.buttons[form], Qt.Key.Key_Space)
    assert window.form == form
    ask.answers.append(target)
    window.go.click()
    done(desk, qtbot)
    assert saved == [(target, 0)]
    assert target.read_bytes().startswith(start)
    assert ask.asked[-1][1].endswith(f".{ending} *.{ending}")


def test_only_the_options_of_the_chosen_form_are_shown(opened, everyone):
    window, _saved = opened(everyone)
    assert window.version.isVisible()
    assert not window.plain.isVisible()
    window.buttons["table"].click()
    assert window.plain.isVisible()
    assert not window.apart.isVisible()


def test_who_is_kept_private_stays_out_and_is_counted(
    desk, store, opened, everyone, ask, qtbot, tmp_path
):
    finish(flag_people(store, everyone[:1], "keep_private", on=True))
    window, saved = opened(everyone)
    said = [label.text() for label in window.findChildren(PlainLabel)]
    assert "2 people · 1 more is kept private and only in “Everything”." in said
    target = tmp_path / "out.vcf"
    ask.answers.append(target)
    window.go.click()
    done(desk, qtbot)
    assert saved == [(target, 1)]
    assert b"Ana" not in target.read_bytes()


def test_nobody_leaves_only_everything(opened, store):
    window, _saved = opened([])
    assert window.form == "everything"
    assert not window.buttons["vcard"].isEnabled()


def test_a_name_that_is_not_given_writes_nothing(opened, everyone, ask, tmp_path):
    window, saved = opened(everyone)
    ask.answers.append(None)
    window.go.click()
    assert window.isVisible()
    assert saved == []


def test_the_command_says_what_was_left_out(desk, store, everyone, ask, qtbot, tmp_path, toasts):
    finish(flag_people(store, everyone[:1], "keep_private", on=True))
    add_export_window_commands(desk)
    assert desk.commands.run("export")
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog))
    ask.answers.append(tmp_path / "out.vcf")
    window.go.click()
    done(desk, qtbot)
    assert toasts == [
        "Saved out.vcf. It is not encrypted. 1 person who is kept private was left out."
    ]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def export_of_another(tmp_path, clock):
    other = Store.create(tmp_path / "other.db", bytearray(range(32)), bytes(range(16)), clock)
    add_person(other, PersonDraft(first_name="Zoë", company="Example Labs"))
    target = tmp_path / "all.json"
    finish(exporting.save_json(other, target))
    held = everything(other.db)
    other.close()
    return target, held


def test_an_export_is_restored_into_an_empty_vault(
    desk, store, ask, qtbot, export_of_another, toasts
):
    target, held = export_of_another
    add_export_window_commands(desk)
    ask.answers.append(target)
    assert desk.commands.run("restore-export")
    qtbot.waitUntil(lambda: bool(toasts))
    done(desk, qtbot)
    assert toasts == ["1 person restored."]
    assert everything(store.db) == held


def test_a_vault_with_people_refuses_it(desk, store, everyone, ask, qtbot, export_of_another):
    refused = []
    desk.jobs.refused.connect(refused.append)
    add_export_window_commands(desk)
    before = everything(store.db)
    ask.answers.append(export_of_another[0])
    desk.commands.run("restore-export")
    qtbot.waitUntil(lambda: bool(refused))
    done(desk, qtbot)
    assert refused[0].code == "vault-not-empty"
    assert everything(store.db) == before


def test_what_is_no_export_is_refused(desk, ask, qtbot, tmp_path):
    refused = []
    desk.jobs.refused.connect(refused.append)
    add_export_window_commands(desk)
    path = tmp_path / "other.json"
    path.write_text(json.dumps({"a": 1}), encoding="utf-8")
    ask.answers.append(path)
    desk.commands.run("restore-export")
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].facts["reason"] == "export-damaged"


def test_it_can_be_read_aloud_and_is_translated(desk, opened, everyone):
    window, _saved = opened(everyone)
    assert nameless(window) == []
    window.close()
    use_language(PSEUDO)
    try:
        window, _saved = opened(everyone)
        assert untranslated(window) == []
    finally:
        speak(None)
