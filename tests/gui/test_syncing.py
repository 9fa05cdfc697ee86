"""A vault in a synced folder: told once, told on the Backups page, moved out when wanted."""

import pytest

from infodesk.gui.app import Session
from infodesk.gui.desk import OpenVault
from infodesk.gui.pages.backups.syncing import SyncAdvice
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.vault_place import VaultPlace
from infodesk.operations.vaults import make_vault, open_vault
from infodesk.vault.folder import VaultFolder, create_keys, unlock
from tests.gui.walking import nameless
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def folder(tmp_path, clock):
    folder = VaultFolder(tmp_path / "Dropbox" / "My search.infodesk")
    with create_keys(folder, PASSPHRASE, kdf=CHEAP) as keys:
        make_vault(folder, keys, clock).close()
    return folder


@pytest.fixture
def session(qapp, settings, theme, ask, monkeypatch):
    started, ends = [], []
    session = Session(qapp, settings, theme=theme, ask=ask, start_again=started.append)
    session.started = started
    monkeypatch.setattr(session.app, "exit", ends.append, raising=False)
    yield session
    session.close_vault()
    for window in qapp.topLevelWidgets():
        window.hide()
    session.jobs.shutdown()


def open_it(session, folder):
    keys = unlock(folder, PASSPHRASE, kdf=CHEAP)
    session.open_desk(open_vault(folder, keys), OpenVault(folder=folder, keys=keys))


def test_the_advice_is_given_once(session, folder, ask, settings):
    ask.answers.append("")
    open_it(session, folder)
    assert "Dropbox" in ask.asked[0][0]
    assert settings.now.sync_advice is False
    session.lock()
    open_it(session, folder)
    assert len(ask.asked) == 1


def test_the_vault_moves_out_and_backups_go_in(session, folder, ask, settings, tmp_path):
    ask.answers.extend(["publish", tmp_path / "Documents", "yes"])
    open_it(session, folder)
    moved = tmp_path / "Documents" / folder.path.name
    assert session.started == [moved]
    assert not folder.path.exists()
    assert settings.now.backup_second == str(tmp_path / "Dropbox")
    assert settings.now.last_vault == str(moved)
    unlock(VaultFolder(moved), PASSPHRASE, kdf=CHEAP).wipe()


def test_another_synced_folder_is_refused(session, folder, ask, tmp_path):
    ask.answers.extend(["publish", tmp_path / "Nextcloud"])
    open_it(session, folder)
    assert "Nextcloud" in ask.asked[-1][1]
    assert folder.path.exists()
    assert session.started == []


def test_a_name_that_is_taken_leaves_all_as_it_was(session, folder, ask, settings, tmp_path):
    (tmp_path / "Documents" / folder.path.name).mkdir(parents=True)
    ask.answers.extend(["publish", tmp_path / "Documents", "yes", "ok"])
    open_it(session, folder)
    assert session.started == [folder.path]
    assert settings.now.backup_second == ""
    unlock(folder, PASSPHRASE, kdf=CHEAP).wipe()


def test_the_backups_page_says_it(desk, folder, qtbot):
    advice = SyncAdvice(desk)
    qtbot.addWidget(advice)
    assert advice.text() == ""
    desk.vault = OpenVault(folder=folder, keys=desk.vault.keys)
    advice = SyncAdvice(desk)
    qtbot.addWidget(advice)
    assert "Dropbox" in advice.text()
    assert nameless(advice) == []


def test_a_new_vault_in_one_is_warned_about(theme, settings, jobs, ask, tmp_path, qtbot):
    step = Doorstep(theme=theme, settings=settings, jobs=jobs, ask=ask, place=tmp_path)
    place = VaultPlace(step)
    qtbot.addWidget(place)
    assert place.warning.text() == ""
    ask.answers.append(tmp_path / "OneDrive")
    place.change.click()
    assert "OneDrive" in place.warning.text()
