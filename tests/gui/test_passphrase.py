"""Changing the passphrase and seeing the recovery code again."""

import pytest
from PySide6.QtWidgets import QMainWindow

from infodesk.core.errors import WrongPassphrase
from infodesk.gui.desk import OpenVault
from infodesk.gui.pages.passphrase import ChangePassphraseDialog, RecoveryKitDialog
from infodesk.gui.pages.vault_commands import add_vault_commands
from infodesk.operations.vaults import make_vault
from infodesk.vault.folder import VaultFolder, create_keys, unlock
from tests.gui.walking import nameless
from tests.vault.insecure_profile import CHEAP

OLD, NEW = "the old five plain words", "tide care borne canyon screen"


@pytest.fixture
def vault(tmp_path, clock):
    """A vault with key files."""
    folder = VaultFolder(tmp_path / "My search.infodesk")
    return OpenVault(folder=folder, keys=create_keys(folder, OLD, kdf=CHEAP))


@pytest.fixture
def store(vault, clock):
    store = make_vault(vault.folder, vault.keys, clock)
    yield store
    store.close()


@pytest.fixture
def change(desk, qtbot):
    dialog = ChangePassphraseDialog(desk, kdf=CHEAP)
    dialog.setAttribute(_delete_on_close(), False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _delete_on_close():
    from PySide6.QtCore import Qt

    return Qt.WidgetAttribute.WA_DeleteOnClose


def fill(dialog, old, new):
    dialog.old.setText(old)
    dialog.new.first.setText(new)
    dialog.new.again.setText(new)


def test_the_new_passphrase_opens_and_the_old_one_does_not(change, vault, desk, qtbot):
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    desk.ask.answers.append("")
    fill(change, OLD, NEW)
    change.change()
    assert not change.button.isEnabled()
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert "changed" in said[0]
    assert "new keys" in desk.ask.asked[0][1]
    assert not change.isVisible()
    desk.store.close()
    unlock(vault.folder, NEW, kdf=CHEAP).wipe()
    with pytest.raises(WrongPassphrase):
        unlock(vault.folder, OLD, kdf=CHEAP)


def test_a_wrong_old_passphrase_is_told_beside_it_and_nothing_is_lost(change, vault, desk, qtbot):
    fill(change, "wrong", NEW)
    change.change()
    qtbot.waitUntil(lambda: bool(change.old_field.error()), timeout=10_000)
    assert change.new.text() == NEW
    assert change.old.selectedText() == "wrong"
    desk.store.close()
    unlock(vault.folder, OLD, kdf=CHEAP).wipe()


def test_an_empty_field_is_not_tried(change, jobs):
    fill(change, "", NEW)
    change.change()
    assert "now" in change.old_field.error()
    fill(change, OLD, "")
    change.change()
    assert change.new.first_field.error()
    assert not jobs.running


def test_the_recovery_code_is_shown_after_the_passphrase(desk, vault, qtbot):
    dialog = RecoveryKitDialog(desk)
    dialog.setAttribute(_delete_on_close(), False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.passphrase.setText("wrong")
    dialog.show_code()
    qtbot.waitUntil(lambda: bool(dialog.field.error()), timeout=10_000)
    assert dialog.kit is None
    dialog.passphrase.setText(OLD)
    dialog.show_code()
    qtbot.waitUntil(lambda: dialog.kit is not None, timeout=10_000)
    assert dialog.kit._code == vault.keys.recovery_code()
    assert nameless(dialog) == []
    dialog.button.click()
    assert not dialog.isVisible()


def test_the_commands_open_them(desk, qapp, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    add_vault_commands(desk, list)
    for command_id, kind in (
        ("change-passphrase", "ChangePassphraseDialog"),
        ("new-keys", "NewKeysDialog"),
        ("recovery-code", "RecoveryKitDialog"),
        ("welcome", "WelcomeDialog"),
    ):
        desk.commands.run(command_id)
        shown = [each for each in qapp.topLevelWidgets() if type(each).__name__ == kind]
        assert [each.isVisible() for each in shown] == [True]
        shown[0].close()


def test_everything_has_a_name(change):
    assert nameless(change) == []
