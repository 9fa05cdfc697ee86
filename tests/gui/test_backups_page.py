"""Backups through the window: by themselves, now, rehearsed, restored, deleted, before imports."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.pages.backups.page import BackupsPage
from infodesk.gui.pages.backups.restoring import RestoreDialog
from infodesk.gui.widgets import IconButton, PlainLabel
from infodesk.operations import vaults
from infodesk.operations.people import add_person
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def vault(tmp_path):
    """A vault with key files, which a backup takes along."""
    from infodesk.gui.desk import OpenVault
    from infodesk.vault.folder import VaultFolder

    folder = VaultFolder(tmp_path / "My search.infodesk")
    return OpenVault(folder=folder, keys=finish(vaults.make_keys(folder, PASSPHRASE, CHEAP)))


@pytest.fixture
def told(desk):
    found = []
    desk.notices.backed_up.connect(found.append)
    return found


@pytest.fixture
def failures(desk):
    found = []
    desk.notices.failing.connect(found.append)
    return found


@pytest.fixture
def keeper(desk, qtbot):
    keeper = BackupKeeper(desk)
    yield keeper
    keeper.stop()


@pytest.fixture
def page(desk, keeper, qtbot):
    add_person(desk.store, PersonDraft(first_name="Maya"))
    page = BackupsPage(desk, keeper)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.arrive()
    yield page
    page.close()


def back_up(page, qtbot):
    page.button.click()
    qtbot.waitUntil(lambda: not page.keeper.busy and page.keeper.last() is not None)


def rows(page):
    return [page.rows.itemAt(n).widget() for n in range(1, page.rows.count(), 2)]


def actions(row):
    return row.findChildren(IconButton)


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(PlainLabel))


def test_without_backups_one_can_be_made(page, qtbot, told):
    assert "no backup yet" in page.title.text()
    assert not page.rehearse_button.isEnabled()
    back_up(page, qtbot)
    assert page.title.text().startswith("Last verified backup today")
    assert page.sentence.text() == "1 person, 0 meetings, 0 notes"
    assert told[-1].startswith("Last verified backup today")
    assert len(rows(page)) == 1


def test_the_day_begins_with_a_backup_if_something_changed(desk, keeper, qtbot):
    add_person(desk.store, PersonDraft(first_name="Maya"))
    keeper.make_if_due()
    qtbot.waitUntil(lambda: not keeper.busy)
    assert len(keeper.all()) == 1
    keeper.make_if_due()
    assert not keeper.busy


def test_it_can_be_switched_off(desk, keeper, page):
    page.daily.click()
    keeper.make_if_due()
    assert not keeper.busy
    assert desk.settings.now.backup_daily is False


def test_before_an_import_there_is_a_backup_of_today(desk, keeper, qtbot):
    add_person(desk.store, PersonDraft(first_name="Maya"))
    done = []
    keeper.before(lambda: done.append(len(keeper.all())))
    qtbot.waitUntil(lambda: bool(done))
    assert done == [1]
    keeper.before(lambda: done.append(len(keeper.all())))
    assert done == [1, 1]


def test_a_place_that_cannot_be_written_is_told_and_the_import_goes_on(
    desk, keeper, qtbot, tmp_path, failures
):
    (tmp_path / "file").write_text("not a folder")
    desk.settings.change(backup_place=str(tmp_path / "file"))
    done = []
    keeper.before(lambda: done.append(1))
    qtbot.waitUntil(lambda: bool(done))
    assert failures
    assert not keeper.busy


def test_a_second_place_that_is_not_there_is_told(desk, page, qtbot, tmp_path, failures):
    desk.settings.change(backup_second=str(tmp_path / "stick"))
    back_up(page, qtbot)
    assert failures
    assert page.keeper.last() is not None
    page.none.click()
    assert desk.settings.now.backup_second == ""


def test_a_restore_is_rehearsed_in_two_clicks(page, qtbot, ask):
    back_up(page, qtbot)
    page.rehearse_button.click()
    qtbot.waitUntil(lambda: bool(ask.asked))
    assert "rehearsal went well" in ask.asked[0][0]
    assert "1 person" in ask.asked[0][1]


def test_a_damaged_backup_is_told_in_a_sentence(page, qtbot):
    back_up(page, qtbot)
    path = page.keeper.place / page.keeper.all()[0].name
    data = bytearray(path.read_bytes())
    data[9000] ^= 1
    path.write_bytes(data)
    page.rehearse_button.click()
    qtbot.waitUntil(page.trouble.isVisible)
    assert "was changed" in page.trouble.text()


def test_restoring_shows_what_differs_and_replaces_nothing(page, desk, qtbot, tmp_path):
    back_up(page, qtbot)
    add_person(desk.store, PersonDraft(first_name="Ben"))
    page.restore(page.keeper.all()[0])
    dialog = page.window().findChild(RestoreDialog)
    said = words(dialog)
    assert "It holds 1 person" in said
    assert "The open vault holds 2 people" in said
    assert "1 change was saved since" in said
    dialog.page.place.place = tmp_path
    dialog.page.place.name.setText("Then")
    QTest.keyClick(dialog.page.place.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (tmp_path / "Then.infodesk" / "vault.db").exists())
    qtbot.waitUntil(lambda: not desk.jobs.running)


def test_one_is_deleted_after_asking(page, qtbot, ask):
    back_up(page, qtbot)
    ask.answers.append("yes")
    actions(rows(page)[0])[2].click()
    assert page.keeper.all() == ()
    assert not rows(page)
    assert "no backup yet" in page.title.text()


def test_every_action_has_a_name(page, qtbot):
    back_up(page, qtbot)
    names = [button.accessibleName() for button in actions(rows(page)[0])]
    assert len(names) == 3
    assert all("today" in name for name in names)
