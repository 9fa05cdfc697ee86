"""Erasing somebody: what goes is said, who names them decided, backups made anew."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from infodesk.core.errors import NoSuchRecord
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.desk import OpenVault
from infodesk.gui.pages.people.erasing import EraseDialog
from infodesk.gui.widgets import PlainLabel
from infodesk.operations import vaults
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import add_person
from infodesk.store import people
from infodesk.store.meetings import person_notes
from infodesk.vault.folder import VaultFolder
from tests.vault.insecure_profile import CHEAP


@pytest.fixture
def vault(tmp_path):
    """A vault with key files, which a backup takes along."""
    folder = VaultFolder(tmp_path / "My search.infodesk")
    return OpenVault(folder=folder, keys=finish(vaults.make_keys(folder, "five words", CHEAP)))


@pytest.fixture
def keeper(desk, qtbot):
    keeper = BackupKeeper(desk)
    yield keeper
    keeper.stop()


@pytest.fixture
def known(desk):
    ana = add_person(desk.store, PersonDraft(first_name="Ana", last_name="Ribeiro"))
    bo = add_person(desk.store, PersonDraft(first_name="Bo", last_name="Berg"))
    write_person_notes(desk.store, bo, "Knows Ana Ribeiro well.\n\nThe Ribeiro bakery is closed.")
    write_person_notes(desk.store, ana, "Her own notes")
    return ana, bo


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    return window


@pytest.fixture
def sheet(desk, keeper, known, window, qtbot):
    keeper.make()
    qtbot.waitUntil(lambda: not keeper.busy and keeper.last() is not None)
    sheet = EraseDialog(desk, keeper, known[0], window)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.plan is not None)
    return sheet


def wait(desk):
    """Let a minute pass: the name of a backup tells when it was made."""
    now = desk.clock() + timedelta(minutes=1)
    desk.clock = lambda: now


def said(sheet):
    page = sheet.stack.currentWidget()
    found = [
        one.text().replace("\N{ZERO WIDTH SPACE}", "") for one in page.findChildren(PlainLabel)
    ]
    return "\n".join(found)


def test_all_of_it(desk, keeper, known, sheet, qtbot):
    ana, bo = known
    assert "Ana" not in sheet.windowTitle()
    assert "Erase Ana Ribeiro everywhere?" in said(sheet)
    assert "1 note" in said(sheet)
    assert "cannot be undone" in said(sheet)
    ((box, mention),) = sheet.boxes
    assert (box.text(), box.isChecked(), mention.count) == ("Notes · Bo Berg", True, 2)
    sheet.erase.click()
    qtbot.waitUntil(lambda: sheet.renew.isVisible())
    with pytest.raises(NoSuchRecord):
        people.get(desk.store.db, ana)
    text = "Knows A. R. well.\n\nThe A. R. bakery is closed."
    assert person_notes(desk.store.db, bo) == text
    assert "Ana Ribeiro is erased" in said(sheet)
    assert "1 backup still holds them" in said(sheet)
    assert desk.store.undo_step is None
    (old,) = keeper.all()
    wait(desk)
    sheet.renew.click()
    qtbot.waitUntil(lambda: not keeper.busy and not sheet.renew.isVisible())
    (new,) = keeper.all()
    assert new.name != old.name
    assert new.holds.people == 1
    assert "A new backup is made" in said(sheet)


def test_none_is_ticked_and_nothing_is_done_on_cancel(desk, known, sheet):
    sheet.tick_all(False)
    assert sheet.chosen() == []
    sheet.close_button.click()
    assert people.get(desk.store.db, known[0]).name == "Ana Ribeiro"


def test_backups_of_other_vaults_are_never_deleted(desk, keeper, known, sheet, tmp_path, qtbot):
    second = tmp_path / "stick"
    second.mkdir()
    foreign = second / "Other-2026-01-01-000000.idbackup"
    foreign.write_bytes(b"another vault's")
    own = keeper.all()[0]
    (second / own.name).write_bytes((keeper.place / own.name).read_bytes())
    desk.settings.change(backup_second=str(second))
    sheet.erase.click()
    qtbot.waitUntil(lambda: sheet.renew.isVisible())
    assert [each.unread for each in sheet.holders].count(True) == 1
    wait(desk)
    sheet.renew.click()
    qtbot.waitUntil(lambda: not keeper.busy and not sheet.renew.isVisible())
    assert foreign.exists()
    assert not (second / own.name).exists()
