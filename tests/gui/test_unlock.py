"""The lock screen: every way it can go wrong has its sentence, in place."""

import hashlib
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from infodesk.gui.pages.caps_lock import CapsLockWatch
from infodesk.gui.pages.door import Door
from infodesk.gui.pages.doorstep import Doorstep, find_vault, free_name
from infodesk.gui.pages.recovering import NewPassphrasePage, RecoveryPage
from infodesk.gui.pages.unlock import UnlockPage, last_opened_words
from infodesk.gui.widgets import PassphraseField
from infodesk.operations.vaults import back_up, make_vault, open_vault
from infodesk.vault.folder import VaultFolder, create_keys, unlock
from tests.gui.walking import nameless
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def folder(tmp_path, clock):
    """A whole vault, closed."""
    folder = VaultFolder(tmp_path / "vaults" / "My search.infodesk")
    with create_keys(folder, PASSPHRASE, kdf=CHEAP) as keys:
        make_vault(folder, keys, clock).close()
    return folder


@pytest.fixture
def code(folder):
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        return keys.recovery_code()


@pytest.fixture
def step(theme, settings, jobs, ask, tmp_path):
    return Doorstep(
        theme=theme, settings=settings, jobs=jobs, ask=ask, place=tmp_path / "vaults", kdf=CHEAP
    )


@pytest.fixture
def opened():
    """What the door handed over; closed afterwards."""
    found = []
    yield found
    for store, vault, _then in found:
        store.close()
        vault.keys.wipe()


@pytest.fixture
def door(step, folder, opened, qtbot):
    """The window before the vault is open, showing the lock screen."""
    door = Door(step, folder=folder.path, opened=lambda *what: opened.append(what))
    qtbot.addWidget(door)
    door.show()
    return door


def try_passphrase(door, qtbot, passphrase):
    page = door.page
    page.passphrase.setText(passphrase)
    page.unlock()
    qtbot.waitUntil(lambda: bool(page.trouble.text()) or door.page is not page, timeout=10_000)
    return page.trouble.text()


def test_the_passphrase_opens_the_vault(door, folder, opened, settings, qtbot):
    door.page.passphrase.setText(PASSPHRASE)
    QTest.keyClick(door.page.passphrase, Qt.Key.Key_Return)
    assert not door.page.button.isEnabled()
    assert door.page.bar.isVisible()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    store, vault, then = opened[0]
    assert (vault.folder, then) == (folder, None)
    assert store.db.execute("SELECT count(*) FROM person").fetchone() == (0,)
    assert settings.now.last_vault == str(folder.path)
    assert settings.now.last_opened
    assert door.page.passphrase.text() == ""


def test_a_wrong_passphrase_is_selected_to_be_typed_again(door, opened, qtbot):
    assert "not the passphrase" in try_passphrase(door, qtbot, "wrong")
    assert door.page.passphrase.selectedText() == "wrong"
    assert door.page.passphrase.isEnabled()
    assert not opened
    QTest.keyClicks(door.page.passphrase, "x")
    assert door.page.trouble.text() == ""


def test_an_empty_passphrase_is_not_tried(door, jobs):
    door.page.unlock()
    assert not jobs.running
    assert door.page.trouble.text() == ""


def test_damaged_key_files_lead_to_the_recovery_code(door, folder, qtbot):
    for path in folder.key_files:
        path.write_bytes(b"junk")
    assert "key files" in try_passphrase(door, qtbot, PASSPHRASE)
    door.page.trouble.buttons[0].click()
    assert isinstance(door.page, RecoveryPage)


def test_a_missing_vault_is_told_at_once(step, tmp_path, qtbot):
    door = Door(step, folder=tmp_path / "Gone.infodesk", opened=lambda *_: None)
    qtbot.addWidget(door)
    assert "no vault" in door.page.trouble.text()
    assert [button.words() for button in door.page.trouble.buttons] == [
        "Choose another vault…",
        "Restore a backup…",
    ]


def test_a_vault_that_is_open_elsewhere(door, folder, qtbot):
    code = (
        "import sys, pathlib\n"
        "from infodesk.vault.folder import VaultFolder, unlock\n"
        "from infodesk.operations.vaults import open_vault\n"
        "from tests.vault.insecure_profile import CHEAP\n"
        "folder = VaultFolder(pathlib.Path(sys.argv[1]))\n"
        "store = open_vault(folder, unlock(folder, sys.argv[2], kdf=CHEAP))\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(folder.path), PASSPHRASE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        assert other.stdout.readline() == b"open\n"
        assert "open in another InfoDesk" in try_passphrase(door, qtbot, PASSPHRASE)
        other.stdin.close()
    assert door.page.passphrase.isEnabled()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_place_is_opened_for_reading(door, folder, opened, qtbot):
    folder.database.chmod(0o400)
    door.page.passphrase.setText(PASSPHRASE)
    door.page.unlock()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert opened[0][0].read_only


def test_a_plain_database_is_not_a_vault(door, folder, qtbot):
    folder.database.write_bytes(b"SQLite format 3\0" + bytes(4080))
    assert "not encrypted" in try_passphrase(door, qtbot, PASSPHRASE)


def test_a_newer_key_file(door, folder, qtbot):
    for path in folder.key_files:
        data = bytearray(path.read_bytes())
        data[14] = 2  # the major version in the magic
        path.write_bytes(data[:-32] + hashlib.sha256(data[:-32]).digest())
    assert "newer InfoDesk" in try_passphrase(door, qtbot, PASSPHRASE)


# The recovery code


def test_the_recovery_code_tells_the_mistyped_group_while_typing(door, code):
    door.show_recovery()
    page = door.page
    wrong = "Z" if code[2] != "Z" else "Y"
    QTest.keyClicks(page.code, code[:2].lower() + wrong)
    assert page.field.error() == ""
    QTest.keyClicks(page.code, code[3:8])
    assert "Group 1 is mistyped" in page.field.error()
    page.code.clear()
    QTest.keyClicks(page.code, code[:23])
    assert page.field.error() == ""
    page.prove()
    assert "some are missing" in page.field.error()


def test_after_the_recovery_code_a_new_passphrase_must_be_set(door, folder, code, opened, qtbot):
    for path in folder.key_files:
        path.unlink()
    door.show_recovery()
    door.page.code.setText(code.lower().replace("-", " "))
    door.page.prove()
    qtbot.waitUntil(lambda: isinstance(door.page, NewPassphrasePage), timeout=10_000)
    page = door.page
    page.set_it()
    assert page.passphrase.first_field.error()
    new = "another five words are here"
    page.passphrase.first.setText(new)
    page.passphrase.again.setText(new)
    page.set_it()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    opened[0][0].close()
    unlock(folder, new, kdf=CHEAP).wipe()


def test_a_code_of_another_vault(door, tmp_path, qtbot):
    other = VaultFolder(tmp_path / "Other.infodesk")
    with create_keys(other, "x", kdf=CHEAP) as keys:
        door.show_recovery()
        door.page.code.setText(keys.recovery_code())
    door.page.prove()
    qtbot.waitUntil(lambda: "another vault" in door.page.trouble.text(), timeout=10_000)
    assert door.page.code.isEnabled()


# Other vaults


def test_another_vault_can_be_chosen_by_its_parent(door, folder, ask, tmp_path):
    ask.answers.append(folder.path.parent)
    door.choose_vault()
    assert isinstance(door.page, UnlockPage)
    assert door.page.folder == folder.path
    assert find_vault(tmp_path / "nowhere").path == tmp_path / "nowhere"


def test_a_backup_is_restored_beside(door, folder, ask, tmp_path, opened, qtbot):
    keys = unlock(folder, PASSPHRASE, kdf=CHEAP)
    store = open_vault(folder, keys)
    backup = tmp_path / "My search.idbackup"
    back_up(store, folder, keys, backup)
    store.close()
    keys.wipe()
    ask.answers.append(backup)
    door.choose_backup()
    assert door.page.place.name.text() == "My search 2"
    door.page.restore()
    qtbot.waitUntil(lambda: isinstance(door.page, UnlockPage), timeout=10_000)
    assert "restored" in door.page.trouble.text()
    door.page.passphrase.setText(PASSPHRASE)
    door.page.unlock()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert opened[0][1].folder.name == "My search 2"


def test_a_damaged_backup_is_refused_in_place(door, ask, tmp_path, qtbot):
    backup = tmp_path / "x.idbackup"
    backup.write_bytes(b"nothing of the kind")
    ask.answers.append(backup)
    door.choose_backup()
    door.page.restore()
    qtbot.waitUntil(lambda: "not a backup" in door.page.trouble.text(), timeout=10_000)
    QTest.keyClick(door, Qt.Key.Key_Escape)
    assert isinstance(door.page, UnlockPage)


# Small things


def test_caps_lock_is_noticed_from_what_keys_write(theme, qtbot):
    field = PassphraseField(theme, "Passphrase")
    qtbot.addWidget(field)
    told = []
    CapsLockWatch(field).noticed.connect(told.append)
    held, free = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_A, "A", held)
    assert told == [False]
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_B, "B", free)
    assert told == [False, True]
    QTest.keyClick(field, Qt.Key.Key_CapsLock)
    assert told[-1] is False


def test_when_the_vault_was_opened_last(clock):
    assert last_opened_words("2026-11-23T08:40+00:00", clock()) == (
        "Last opened today 08:40 on this computer"
    )
    assert last_opened_words("nonsense", clock()) == ""


def test_a_free_name_counts_on(tmp_path):
    assert free_name(tmp_path) == "My search"
    (tmp_path / "My search.infodesk").mkdir()
    assert free_name(tmp_path) == "My search 2"


def test_everything_has_a_name(door, ask, tmp_path):
    assert nameless(door) == []
    door.show_recovery()
    assert nameless(door) == []
    ask.answers.append(tmp_path / "x.idbackup")
    door.choose_backup()
    assert nameless(door) == []


def test_the_lock_screen_loads_nothing_that_opens_a_vault():
    code = (
        "import sys, infodesk.gui.pages.door, infodesk.gui.pages.unlock\n"
        "late = {'infodesk.store.store', 'infodesk.vault.folder', 'infodesk.gui.pages.importing',\n"
        "        'infodesk.gui.pages.first_run', 'infodesk.formats.pdf', 'cryptography',\n"
        "        'sqlcipher3', 'typst'}\n"
        "assert not late & set(sys.modules), late & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
