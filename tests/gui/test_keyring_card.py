"""The choice in Settings and the button of the lock screen."""

import pytest
from PySide6.QtCore import Qt

from infodesk.gui.desk import OpenVault
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.keyring_card import AllowKeyringDialog, KeyringCard
from infodesk.gui.pages.unlock import UnlockPage
from infodesk.operations.vaults import make_vault
from infodesk.vault import keyring_slot, system_keyring
from infodesk.vault.folder import VaultFolder, create_keys, unlock
from tests.gui.walking import nameless
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def kept(monkeypatch):
    """A keyring that is there; what it keeps by slot."""
    kept = {}
    monkeypatch.setattr(system_keyring, "is_there", lambda: True)
    monkeypatch.setattr(system_keyring, "secret", kept.get)
    monkeypatch.setattr(system_keyring, "keep", lambda slot, value: not kept.update({slot: value}))
    monkeypatch.setattr(system_keyring, "forget", lambda slot: kept.pop(slot, None))
    return kept


@pytest.fixture
def folder(tmp_path, clock):
    folder = VaultFolder(tmp_path / "vaults" / "My search.infodesk")
    with create_keys(folder, PASSPHRASE, kdf=CHEAP) as keys:
        make_vault(folder, keys, clock).close()
    return folder


@pytest.fixture
def at_desk(desk, folder):
    """The desk with the keys of a vault that has key files."""
    desk.vault = OpenVault(folder=folder, keys=unlock(folder, PASSPHRASE, kdf=CHEAP))
    yield desk
    desk.vault.keys.wipe()


def allow(desk, qtbot, passphrase=PASSPHRASE):
    dialog = AllowKeyringDialog(desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.passphrase.setText(passphrase)
    dialog.allow()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=10_000)
    return dialog


def test_allowing_asks_for_the_passphrase(at_desk, folder, kept, qtbot):
    dialog = allow(at_desk, qtbot, "wrong")
    assert dialog.field.error()
    assert not kept
    assert nameless(dialog) == []
    dialog.reject()
    assert keyring_slot.slot_ids(folder) == ()


def test_it_is_allowed_and_taken_back(at_desk, folder, kept, settings, qtbot):
    allow(at_desk, qtbot)
    (slot,) = kept
    assert settings.now.keyring_slots == [slot]
    card = KeyringCard(at_desk)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(card.box.isEnabled, timeout=10_000)
    assert card.box.isChecked()
    assert nameless(card) == []
    card.box.click()
    qtbot.waitUntil(lambda: not settings.now.keyring_slots, timeout=10_000)
    assert not card.box.isChecked()
    assert kept == {}
    assert keyring_slot.slot_ids(folder) == ()


def test_where_there_is_no_keyring_it_says_why(at_desk, monkeypatch, qtbot):
    monkeypatch.setattr(system_keyring, "is_there", lambda: False)
    card = KeyringCard(at_desk)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(card.why_not.isVisible, timeout=10_000)
    assert not card.box.isEnabled()
    assert "Secret Service" in card.why_not.text()


@pytest.fixture
def step(theme, settings, jobs, ask, tmp_path):
    return Doorstep(
        theme=theme, settings=settings, jobs=jobs, ask=ask, place=tmp_path / "vaults", kdf=CHEAP
    )


def test_the_lock_screen_opens_with_one_click(at_desk, folder, kept, step, qtbot):
    allow(at_desk, qtbot)
    page = UnlockPage(step, folder.path)
    qtbot.addWidget(page)
    page.show()
    assert page.keyring.isVisible()
    with qtbot.waitSignal(page.opened, timeout=10_000) as opened:
        page.keyring.click()
    store, keys = opened.args
    store.close()
    keys.wipe()


def test_a_keyring_that_does_not_answer_leads_to_the_passphrase(at_desk, folder, kept, step, qtbot):
    allow(at_desk, qtbot)
    kept.clear()
    page = UnlockPage(step, folder.path)
    qtbot.addWidget(page)
    page.show()
    page.keyring.click()
    qtbot.waitUntil(lambda: bool(page.trouble.text()), timeout=10_000)
    assert not page.keyring.isVisible()
    assert page.passphrase.isEnabled()


def test_without_a_slot_there_is_no_button(folder, kept, step, qtbot):
    page = UnlockPage(step, folder.path)
    qtbot.addWidget(page)
    page.show()
    assert not page.keyring.isVisible()
