"""A damaged vault: what the lock screen offers, what is saved, and the checks that find damage."""

from datetime import timedelta

import pytest

from infodesk.core.errors import DiskFull, VaultDamaged
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.checking import VaultChecker
from infodesk.gui.desk import OpenVault
from infodesk.gui.pages.damaged import DamagedPage
from infodesk.gui.pages.door import Door
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.first_run.restore import RestorePage
from infodesk.gui.pages.unlock import UnlockPage
from infodesk.gui.shell.window import MainWindow
from infodesk.gui.widgets import PlainLabel
from infodesk.operations import backups, vaults
from infodesk.operations.people import add_person
from infodesk.store.store import utc_now
from infodesk.vault.folder import VaultFolder
from tests.gui.shell_window import small_places
from tests.gui.walking import nameless
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"
PAGE = 4096


@pytest.fixture
def vault(tmp_path):
    folder = VaultFolder(tmp_path / "vaults" / "My search.infodesk")
    return OpenVault(folder=folder, keys=finish(vaults.make_keys(folder, PASSPHRASE, CHEAP)))


@pytest.fixture
def step(theme, settings, jobs, ask, tmp_path):
    return Doorstep(
        theme=theme, settings=settings, jobs=jobs, ask=ask, place=tmp_path / "vaults", kdf=CHEAP
    )


def damage(path, number):
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE + 200)
        file.write(b"x" * 50)


@pytest.fixture
def door(store, vault, step, settings, qtbot):
    """The lock screen of a vault whose first page is damaged, with a backup of yesterday."""
    add_person(store, PersonDraft(first_name="Maya", last_name="Okafor"))
    place = backups.place_of("", settings.data_folder, vault.keys)
    copy = finish(backups.copy_vault(store, place))
    then = utc_now() - timedelta(days=1)
    finish(backups.complete(copy, vault.folder, vault.keys, place, now=then))
    store.close()
    damage(vault.folder.database, 1)
    door = Door(step, folder=vault.folder.path, opened=lambda *_: None)
    qtbot.addWidget(door)
    door.resize(900, 800)
    door.show()
    door.page.passphrase.setText(PASSPHRASE)
    door.page.unlock()
    qtbot.waitUntil(lambda: isinstance(door.page, DamagedPage), timeout=10_000)
    qtbot.waitUntil(door.page.save_button.isEnabled, timeout=10_000)
    yield door
    door.close()


def words(widget):
    return " | ".join(
        label.text() for label in widget.findChildren(PlainLabel) if label.isVisible()
    )


def save(door, qtbot):
    door.page.save_button.click()
    qtbot.waitUntil(door.page.report.isVisible, timeout=20_000)


def test_the_newest_backup_is_offered_with_its_date(door):
    said = words(door.page)
    assert "yesterday" in said.lower()
    assert "1 person, 0 meetings, 0 notes" in said
    assert nameless(door.page) == []
    door.page.restore_button.click()
    assert isinstance(door.page, RestorePage)


def test_what_can_be_read_is_saved_and_opened(door, vault, qtbot):
    before = vault.folder.database.read_bytes()
    save(door, qtbot)
    assert "All of 1 person" in words(door.page)
    assert "1 damaged block" in words(door.page)
    assert vault.folder.database.read_bytes() == before
    door.page.open_button.click()
    assert isinstance(door.page, UnlockPage)
    assert door.page.folder.name == "My search (saved).infodesk"
    assert "same passphrase" in door.page.trouble.text()


def test_saving_twice_makes_two(door, qtbot):
    save(door, qtbot)
    door.page.left.emit()
    assert isinstance(door.page, UnlockPage)
    door.page.passphrase.setText(PASSPHRASE)
    door.page.unlock()
    qtbot.waitUntil(lambda: isinstance(door.page, DamagedPage), timeout=10_000)
    qtbot.waitUntil(door.page.save_button.isEnabled, timeout=10_000)
    save(door, qtbot)
    assert door.page._target.name == "My search (saved) 2.infodesk"


def test_cancelled_saving_leaves_nothing_and_can_begin_again(door, vault, qtbot):
    door.page.save_button.click()
    door.page.stop.click()
    qtbot.waitUntil(lambda: door.page.ways.isVisible() or door.page.report.isVisible())
    if door.page.ways.isVisible():
        assert [each.name for each in vault.folder.path.parent.iterdir()] == ["My search.infodesk"]
        save(door, qtbot)


def test_without_a_backup_saving_comes_first(store, vault, step, qtbot):
    store.close()
    page = DamagedPage(step, vault.folder.path, VaultDamaged(path=""), keys=vault.keys)
    qtbot.addWidget(page)
    page.show()
    assert not page.restore_button.isVisible()
    assert "none in the usual place" in page.backup_words.text()
    qtbot.waitUntil(lambda: page.focusWidget() is page.save_button)


# Checks of the open vault


@pytest.fixture
def failures(desk):
    found = []
    desk.notices.failing.connect(found.append)
    return found


@pytest.fixture
def checker(desk, qtbot):
    keeper = BackupKeeper(desk)
    checker = VaultChecker(desk, keeper)
    yield checker
    checker.stop()
    keeper.stop()


def check(checker, desk, qtbot):
    checker.check_now()
    qtbot.waitUntil(lambda: not checker.busy and not desk.jobs.running, timeout=20_000)


def test_a_sound_vault_is_checked_without_a_word(checker, desk, failures, settings, qtbot):
    add_person(desk.store, PersonDraft(first_name="Maya"))
    check(checker, desk, qtbot)
    assert failures == []
    assert settings.now.checked_at == desk.clock().isoformat(timespec="minutes")
    assert list(checker._keeper.place.iterdir()) == []


def test_all_of_it_is_checked_once_a_week(checker, desk, clock, settings, qtbot):
    check(checker, desk, qtbot)
    first = settings.now.checked_at
    clock.move(days=6)
    check(checker, desk, qtbot)
    assert settings.now.checked_at == first
    clock.move(days=2)
    check(checker, desk, qtbot)
    assert settings.now.checked_at > first


def test_a_damaged_page_is_told(checker, desk, failures, qtbot):
    add_person(desk.store, PersonDraft(first_name="Maya"))
    (root,) = desk.store.db.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'note'"
    ).fetchone()
    damage(desk.store.path, root)
    check(checker, desk, qtbot)
    assert [type(error) for error in failures] == [VaultDamaged]
    assert failures[0].facts["detail"] == f"page {root}"


def test_work_goes_on_while_pages_are_checked(checker, desk, failures, qtbot):
    checker.check_now()
    for number in range(20):
        add_person(desk.store, PersonDraft(first_name=f"Maya {number}"))
        qtbot.wait(1)
    qtbot.waitUntil(lambda: not checker.busy and not desk.jobs.running, timeout=20_000)
    assert failures == []


def test_the_red_bar_of_damage_stays_and_leads_on(desk, qtbot):
    window = MainWindow(desk, small_places(desk))
    qtbot.addWidget(window)
    window.show()
    asked = []
    window.rescue_asked.connect(lambda: asked.append(1))
    window.show_failure(DiskFull(path="x"))
    assert not window.trouble.button.isVisible()
    window.show_failure(VaultDamaged(path="x"))
    add_person(desk.store, PersonDraft(first_name="Maya"))
    window.show_failure(DiskFull(path="x"))
    assert "damaged" in window.trouble.accessibleName()
    window.trouble.button.click()
    assert asked == [1]
    window.close()
