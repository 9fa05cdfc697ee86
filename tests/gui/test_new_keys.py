"""New keys from the window: the new code is kept first, then everything is encrypted anew."""

import pytest
from PySide6.QtCore import Qt

from infodesk.core.people import PersonDraft
from infodesk.gui.app import Session
from infodesk.gui.desk import OpenVault
from infodesk.gui.pages.new_keys import NewKeysDialog
from infodesk.operations.people import add_person
from infodesk.operations.vaults import make_vault, open_vault
from infodesk.vault.folder import VaultFolder, create_keys, unlock
from tests.gui.walking import nameless
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def folder(tmp_path, clock):
    folder = VaultFolder(tmp_path / "vaults" / "My search.infodesk")
    with create_keys(folder, PASSPHRASE, kdf=CHEAP) as keys:
        make_vault(folder, keys, clock).close()
    return folder


@pytest.fixture
def session(qapp, settings, theme, ask, monkeypatch, folder):
    started, ends = [], []
    session = Session(qapp, settings, theme=theme, ask=ask, start_again=started.append)
    session.started = started
    monkeypatch.setattr(session.app, "exit", ends.append, raising=False)
    keys = unlock(folder, PASSPHRASE, kdf=CHEAP)
    session.open_desk(open_vault(folder, keys), OpenVault(folder=folder, keys=keys))
    yield session
    session.close_vault()
    for window in qapp.topLevelWidgets():
        window.hide()
    session.jobs.shutdown()


@pytest.fixture
def dialog(session, qtbot):
    dialog = NewKeysDialog(session.desk, session.window, kdf=CHEAP)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    yield dialog
    dialog.reject()
    dialog.setParent(None)
    dialog.deleteLater()


def to_the_code(dialog, qtbot):
    dialog.passphrase.setText(PASSPHRASE)
    dialog.make_keys()
    qtbot.waitUntil(lambda: dialog.steps.count() == 2, timeout=10_000)
    return dialog.new.keys.recovery_code()


def keep(dialog, code):
    page = dialog.code
    page.go_on.click()
    for number, line in zip(page.asked, page.lines, strict=True):
        line.setText(code.split("-")[number - 1])
    page.check()


def opens(folder):
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        store = open_vault(folder, keys)
        (people,) = store.db.execute("SELECT count(*) FROM person").fetchone()
        store.close()
        return keys.recovery_code(), people


def test_the_keys_are_new_and_the_vault_locks(session, dialog, folder, qtbot):
    add_person(session.desk.store, PersonDraft(first_name="Ana"))
    old = session.desk.vault.keys.recovery_code()
    code = to_the_code(dialog, qtbot)
    assert nameless(dialog) == []
    keep(dialog, code)
    qtbot.waitUntil(lambda: bool(session.started), timeout=20_000)
    assert session.desk is None
    assert opens(folder) == (code, 1)
    assert code != old
    assert not list(folder.path.glob(".infodesk-*"))


def test_a_wrong_passphrase_is_told_beside_it(session, dialog, qtbot):
    dialog.passphrase.setText("wrong")
    dialog.make_keys()
    qtbot.waitUntil(lambda: bool(dialog.field.error()), timeout=10_000)
    assert dialog.steps.count() == 1


def test_giving_up_changes_nothing(session, dialog, folder, qtbot):
    old = session.desk.vault.keys.recovery_code()
    to_the_code(dialog, qtbot)
    new = dialog.new.keys
    dialog.reject()
    with pytest.raises(RuntimeError, match="wiped"):
        new.database()
    session.lock()
    assert opens(folder) == (old, 0)


def test_a_place_that_cannot_be_written_to_changes_nothing(session, dialog, folder, ask, qtbot):
    old = session.desk.vault.keys.recovery_code()
    code = to_the_code(dialog, qtbot)
    second = folder.key_files[1]
    second.unlink()
    second.mkdir()  # so that the new key file cannot take its name
    ask.answers.append("ok")
    keep(dialog, code)
    qtbot.waitUntil(lambda: bool(session.started), timeout=20_000)
    assert "as it was" in ask.asked[-1][0]
    second.rmdir()
    assert opens(folder) == (old, 0)
    assert not list(folder.path.glob(".infodesk-*"))
